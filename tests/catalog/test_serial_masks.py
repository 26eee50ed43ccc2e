"""What serial numbers tell, by the masks of their brands."""

from datetime import date

import pytest

from catalog.errors import MaskError
from catalog.serial_masks import read_mask

MADE = {
    "month": ("NM95-{YY}{MM}-{######}", "NM95-2409-004172", date(2024, 9, 1)),
    "week": ("{YY}{WW}{****}", "2437A1B2", date(2024, 9, 9)),
    "year alone": ("X{YY}{@}{###}", "X24B001", date(2024, 1, 1)),
    "a month that is none": ("NM95-{YY}{MM}-{######}", "NM95-2413-004172", None),
    "a week that is none": ("{YY}{WW}{**}", "2453AA", None),
    "another number": ("NM95-{YY}{MM}-{######}", "NM96-2409-004172", None),
    "nothing said": ("SN-{#####}", "SN-00001", None),
    "good check digit": ("{YY}-799273987{##}{C}", "24-799273987124", None),
}


@pytest.mark.parametrize(("mask", "serial", "day"), MADE.values(), ids=MADE.keys())
def test_when_a_unit_was_made(mask: str, serial: str, day: date | None) -> None:
    assert read_mask(mask).produced_on(serial) == day


@pytest.mark.parametrize(
    ("serial", "fits"),
    [("79927398713", True), ("79927398710", False), ("7992739871", False)],
)
def test_a_check_digit_is_checked(serial: str, fits: bool) -> None:
    assert read_mask("{##########}{C}").fits(serial) is fits


@pytest.mark.parametrize(
    "mask", ["{", "NM{YY", "{??}", "{}", "{YY}{YY}", "}", "A" * 81]
)
def test_a_mask_that_nobody_can_read_is_refused(mask: str) -> None:
    with pytest.raises(MaskError):
        read_mask(mask)
