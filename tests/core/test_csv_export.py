import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from foundation.core.csv_export import BOM, csv_line, csv_lines, harmless


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "@SUM(A1)", "+cmd|'/C calc'!A0", "-2+3", "\t=1", "\r=1", "\n=1", "  =1",
        "\u00a0=1", "|x", "%x", "＝1+1", "＋1", "－1", "＠A", "\x01=1", " \t =1",
    ],
)  # fmt: skip
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Nguyễn Thu Hà", "0903 442 218", "a=b", "3-4"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers_and_text_is_quoted() -> None:
    line = csv_line([5, -3, 'Tivi 55"', None, date(2026, 11, 20)])

    assert line == '5,-3,"Tivi 55""","","20/11/2026"\r\n'


def test_a_file_begins_with_excels_mark_and_reads_back() -> None:
    rows = [["Tên", "Lời"], ["Hà", 'Tốt;\nnhanh, "rẻ"']]

    text = "".join(csv_lines(rows))

    assert text.startswith(BOM)
    assert list(csv.reader(StringIO(text.removeprefix(BOM), newline=""))) == rows


def test_times_are_written_as_people_write_them() -> None:
    at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    assert csv_line([at]) == '"20/11/2026, 15:00"\r\n'
