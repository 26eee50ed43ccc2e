"""The codes on our papers, against the standards and known symbols."""

import pytest

from intake.code128 import PATTERNS, STOP, bars_of, values_of, widths_of
from intake.drawings import barcode_of, qr_of


def test_every_pattern_is_eleven_modules_wide() -> None:
    assert {sum(map(int, pattern)) for pattern in PATTERNS} == {11}
    assert sum(map(int, STOP)) == 13


def test_no_two_patterns_are_alike_and_each_has_even_bars() -> None:
    assert len(set(PATTERNS)) == len(PATTERNS) == 106
    assert {sum(map(int, pattern[::2])) % 2 for pattern in PATTERNS} == {0}


def test_the_check_character_is_the_weighed_sum() -> None:
    # PJJ123C: 104 + 48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35 = 879 = 8·103 + 55
    assert values_of("PJJ123C") == [104, 48, 42, 42, 17, 18, 19, 35, 55]


def test_a_symbol_starts_in_set_b_and_stops() -> None:
    widths = widths_of("A")

    assert widths == "211214" + "111323" + "131123" + "2331112"


def test_bars_stand_between_gaps() -> None:
    assert list(bars_of("A"))[:4] == [(0, 2), (3, 1), (6, 1), (11, 1)]


@pytest.mark.parametrize("text", ["", "Số 1", "a\nb"])
def test_what_the_set_does_not_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        values_of(text)


def test_a_barcode_has_its_quiet_zones() -> None:
    drawing = barcode_of("TK-48213")

    # Start, eight characters, check, stop of 13 modules, ten empty ones on both sides.
    assert drawing.width == 11 * 10 + 13 + 20
    assert drawing.path.startswith("M10 0h2v1h-2z")


def test_a_qr_code_is_drawn_square_by_square() -> None:
    drawing = qr_of("https://aftersales.example/t/abcdefgh/")

    assert drawing.width == drawing.height
    # The upper edge of the first finder pattern.
    assert drawing.path.startswith("M2 2h7v1h-7z")
