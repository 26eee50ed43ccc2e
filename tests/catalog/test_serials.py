import pytest

from catalog.errors import SerialError
from catalog.serials import clean_serial, fold_serial


@pytest.mark.parametrize(
    "raw",
    [
        "NM95-2409-000123",
        " nm95-2409-000123 ",
        "NM95 - 2409 - 000123",
        "nm95–2409–000123",
    ],
)
def test_a_serial_number_is_stored_in_one_way(raw: str) -> None:
    assert clean_serial(raw) == "NM95-2409-000123"


@pytest.mark.parametrize(
    "raw", ["", "A1", "số?máy", "ABC/12", "-ABC-", "A" * 61, "A\0BC", "A" * 10_000]
)
def test_what_is_no_serial_number_is_refused(raw: str) -> None:
    with pytest.raises(SerialError):
        clean_serial(raw)


def test_searching_never_refuses() -> None:
    assert fold_serial(" a/b ?") == "A/B?"
