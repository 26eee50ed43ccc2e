"""Variables: what is refused and where, what is filled in, what stays marked."""

import pytest

from automation.variables import VARIABLES, Fault, faults, fill, token, unfilled


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_may_be_used(name: str) -> None:
    assert faults(f"Chào {token(name)}") == []


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (
            "Chào {{ khach.tn }}",
            1,
            6,
            "Không có biến “khach.tn”. Có phải {{ khach.ten }}?",
        ),
        (
            "Chào\n  {{ Khách.Tên }}",
            2,
            3,
            "Không có biến “Khách.Tên”. Có phải {{ khach.ten }}?",
        ),
        ("{{ zzzzqqqq }}", 1, 1, "Không có biến “zzzzqqqq”."),
        ("a {{ }}", 1, 3, "Biến chưa có tên."),
        ("a {{ khach.ten", 1, 3, "Biến mở bằng {{ mà chưa đóng bằng }}."),
        ("khach.ten }} b", 1, 11, "Có }} mà trước đó không có {{."),
        ("{{ khach.ten\n}}", 1, 1, "Biến mở bằng {{ mà chưa đóng bằng }}."),
    ],
)
def test_what_is_no_variable_is_named_with_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    assert faults(text)[0] == Fault(line, column, message)


def test_every_fault_is_told_in_order() -> None:
    found = faults("{{ x }} và {{ khach.ten }} và }}\n{{ y }}")

    assert [(fault.line, fault.column) for fault in found] == [(1, 1), (1, 31), (2, 1)]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Chào {{khach.ten}}", "Chào Hà"),
        ("Chào {{   khach.ten }}.", "Chào Hà."),
        ("{{ khach.ten }} {{ khach.ten }}", "Hà Hà"),
        ("{{ may.ten }} của {{ khach.ten }}", "{{ may.ten }} của Hà"),
        ("{{ la }}", "{{ la }}"),
        ("100 % {0} %(x)s {% now %}", "100 % {0} %(x)s {% now %}"),
    ],
)
def test_what_has_a_value_is_filled_in_and_the_rest_stays(
    text: str, filled: str
) -> None:
    assert fill(text, {"khach.ten": "Hà", "may.ten": "", "la": "lạ"}) == filled


def test_a_name_with_braces_is_not_read_as_a_variable() -> None:
    filled = fill("Chào {{ khach.ten }}", {"khach.ten": "{{ link.theo_doi }}"})

    assert filled == "Chào { { link.theo_doi } }"
    assert unfilled(filled) == []


@pytest.mark.parametrize("name", ["{{{ phieu.so }}}", "{{{{", "}}}}}", "a{{{b}}}c"])
def test_no_name_leaves_a_gap_behind(name: str) -> None:
    filled = fill("Chào {{ khach.ten }}!", {"khach.ten": name})

    assert unfilled(filled) == []
    assert faults(filled) == []


def test_gaps_are_listed_once_each() -> None:
    text = "{{ may.ten }} {{may.ten}} {{ phieu.han_hen }} xong"

    assert unfilled(text) == ["may.ten", "phieu.han_hen"]


def test_words_without_variables_have_no_gaps() -> None:
    assert unfilled("Chào chị, máy {báo} lỗi E3.") == []


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ khach.xung_ho }} thử nhé", "Chị thử nhé"),
        ("Chào {{ khach.xung_ho }}. {{ khach.xung_ho }} thử", "Chào chị. Chị thử"),
        ("Chào,\n{{ khach.xung_ho }} thử", "Chào,\nChị thử"),
    ],
)
def test_a_sentence_begins_large(text: str, filled: str) -> None:
    assert fill(text, {"khach.xung_ho": "chị"}) == filled
