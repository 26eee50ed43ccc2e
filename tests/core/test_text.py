"""Text as people type it, and as search reads it."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from foundation.core.text import (
    amid,
    clean_line,
    clean_text,
    fold,
    given_name,
    has_control,
    initials,
    short_name,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điều hoà Daikin", "dieu hoa daikin"),
        ("ĐỖ THỊ ÁNH", "do thi anh"),
        ("Nguyễn  Thị\u00a0Hà", "nguyen thi ha"),
        ("  máy giặt\tcửa trước ", "may giat cua truoc"),
        (unicodedata.normalize("NFD", "Trần Minh Quân"), "tran minh quan"),
        ("İstanbul", "istanbul"),
        ("ＳＮ０１", "sn01"),
        ("", ""),
    ],
)
def test_fold_removes_marks_case_and_double_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aàáảãạăằắâầấđeèéêềếiìíoòóôồốơờớuùúưừứyỳý ĐÀÊƠƯ"))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Trần   Minh\tQuân\r\n", "Trần Minh Quân"),
        (unicodedata.normalize("NFD", "Hà Nội"), "Hà Nội"),
        ("an\u202egnp.exe", "angnp.exe"),
        ("a\x00b\x07c\x7f", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("one\u2028two\x0bthree", "one two three"),
        ("half \ud800 pair", "half pair"),
    ],
)
def test_a_clean_line_shows_what_it_holds(text: str, cleaned: str) -> None:
    assert clean_line(text) == cleaned


def test_clean_text_keeps_the_lines_and_drops_the_rest() -> None:
    text = "\r\n Máy  kêu to \r\n\r\n\u202eTủ\x00 lạnh\rKhông mát\n\n"

    assert clean_text(text) == "Máy kêu to\n\nTủ lạnh\nKhông mát"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_clean_text_holds_no_control(text: str) -> None:
    assert not has_control(clean_text(text))


@pytest.mark.parametrize(
    "text", ["a\x00", "\x1b[31m", "a\u202eb", "\u2066x", "\x9f", "\ud83d"]
)
def test_a_control_character_is_seen(text: str) -> None:
    assert has_control(text)


@pytest.mark.parametrize(
    "text", ["Điều hoà\r\n\tkhông mát", "👨\u200d👩\u200d👧", "\ufeffexcel", ""]
)
def test_ordinary_text_has_no_control(text: str) -> None:
    assert not has_control(text)


@pytest.mark.parametrize(
    ("name", "letters", "called"),
    [
        ("Trần Minh Quân", "MQ", "Quân"),
        ("nguyễn thị đào", "TĐ", "đào"),
        ("Hà", "H", "Hà"),
        ("Lê Văn (Tám)", "VT", "Tám"),
        ("  ", "", ""),
        ("- .", "", ""),
    ],
)
def test_a_person_is_known_by_the_last_words(
    name: str, letters: str, called: str
) -> None:
    assert initials(name) == letters
    assert given_name(name) == called


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Trần Minh Quân", "Minh Quân"),
        ("Hà", "Hà"),
        ("", ""),
        ("Lê Thị Thu (CSKH)", "Thu CSKH"),
    ],
)
def test_colleagues_are_called_by_the_last_two_words(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("label", "amid_words"),
    [
        ("Cổng khách hàng", "cổng khách hàng"),
        ("Tin nhắn SMS", "tin nhắn SMS"),
        ("E-mail", "e-mail"),
        ("Zalo", "Zalo"),
        ("API", "API"),
    ],
)
def test_a_label_within_a_sentence_keeps_the_capital_of_names(
    label: str, amid_words: str
) -> None:
    assert amid(label) == amid_words
