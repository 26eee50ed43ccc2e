"""Sums in words."""

import pytest

from foundation.payments.spelling import in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (44, "Bốn mươi tư đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (350_000, "Ba trăm năm mươi nghìn đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (10_000_011, "Mười triệu không trăm mười một đồng"),
        (2_000_500_000, "Hai tỷ năm trăm nghìn đồng"),
        (10**12, "Một nghìn tỷ đồng"),
    ],
)
def test_a_sum_is_said_as_a_cashier_says_it(amount: int, words: str) -> None:
    assert in_words(amount) == words
