"""Whole đồng."""

import pytest
from hypothesis import assume, given, strategies as st

from foundation.core.money import format_dong, split

WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=20)
TOTALS = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0\u00a0₫"),
        (999, "999\u00a0₫"),
        (1_250_000, "1.250.000\u00a0₫"),
        (-50_000, "\u221250.000\u00a0₫"),
    ],
)
def test_an_amount_reads_as_people_write_it(amount: int, text: str) -> None:
    assert format_dong(amount) == text


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100_000, [2, 1], [66_667, 33_333]),
        (10, [0, 3, 0], [0, 10, 0]),
        (5, [0, 0], [3, 2]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (0, [5, 5], [0, 0]),
    ],
)
def test_a_split_gives_the_odd_dong_to_the_largest_remainder(
    total: int, weights: list[int], shares: list[int]
) -> None:
    assert split(total, weights) == shares


@given(TOTALS, WEIGHTS)
def test_the_shares_sum_to_the_whole(total: int, weights: list[int]) -> None:
    assert sum(split(total, weights)) == total


@given(TOTALS, WEIGHTS)
def test_no_share_is_a_dong_away_from_its_due(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    assume(whole > 0)

    shares = split(total, weights)

    assert all(
        abs(share * whole - total * weight) < whole
        for share, weight in zip(shares, weights, strict=True)
    )


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_money_is_not_split_over_nothing_or_less(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)
