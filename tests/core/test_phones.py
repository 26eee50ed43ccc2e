"""Telephone numbers as people in Vietnam write them."""

import pytest
from hypothesis import given, strategies as st

from foundation.core.errors import PhoneError
from foundation.core.phones import is_mobile, parse_phone, pretty


@pytest.mark.parametrize(
    "raw",
    [
        "0903 442 218",
        "0903442218",
        "0903.442.218",
        "0903-442-218",
        "0903–442–218",
        "(0903) 442 218",
        "+84903442218",
        "+84 (0) 903 442 218",
        "84903442218",
        "84 903 442 218",
        "0084 903 442 218",
        " ０９０３４４２２１８ ",
        "0903\u00a0442\u00a0218",
        "903442218",
    ],
)
def test_one_number_written_in_many_ways_is_one_number(raw: str) -> None:
    assert parse_phone(raw) == "+84903442218"


@pytest.mark.parametrize(
    ("raw", "parsed"),
    [
        ("024 3826 1234", "+842438261234"),
        ("1900 1234", "+8419001234"),
        ("+1 415 555 2671", "+14155552671"),
        ("+49 30 901820", "+4930901820"),
    ],
)
def test_landlines_and_foreign_numbers_are_numbers(raw: str, parsed: str) -> None:
    assert parse_phone(raw) == parsed


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "không có",
        "0903",
        "0903 442 21",
        "0903 442 2188",
        "0003 442 218",
        "024 3826 1234 ext 5",
        "024 3826 1234 x5",
        "024 3826 1234;ext=5",
        "024 3826 1234 máy lẻ 12",
        "0903442218, 0904442218",
        "0903442218 / 0904442218",
        "0903O42218",
        "tel:0903442218",
        "+84+903442218",
        "0903442218\x00",
        "9.03442218E+8",
        "0" * 33,
        "-",
        "+",
    ],
)
def test_what_is_not_one_number_is_refused(raw: str) -> None:
    with pytest.raises(PhoneError):
        parse_phone(raw)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_refusal(raw: str) -> None:
    try:
        parsed = parse_phone(raw)
    except PhoneError:
        return

    assert parsed.startswith("+")
    assert parse_phone(parsed) == parsed


@given(st.integers(min_value=30_000_000, max_value=39_999_999))
def test_a_pretty_number_reads_back_as_itself(tail: int) -> None:
    phone = f"+849{tail}"

    assert parse_phone(pretty(phone)) == phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+84903442218", "0903 442 218"),
        ("+842438261234", "024 3826 1234"),
        ("+14155552671", "+1 415-555-2671"),
    ],
)
def test_a_number_is_shown_as_people_write_it(phone: str, shown: str) -> None:
    assert pretty(phone) == shown


def test_only_a_mobile_takes_text_messages() -> None:
    assert is_mobile("+84903442218")
    assert not is_mobile("+842438261234")
