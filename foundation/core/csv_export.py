"""The one writer of CSV files that people open in a spreadsheet.

A cell that begins like a formula is run by the spreadsheet of whoever opens the file,
so such text gets an apostrophe in front. Every text is quoted; numbers stay numbers.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from foundation.core.formats import vndate, vndatetime

BOM = "\ufeff"  # without it Excel reads UTF-8 as the machine's old code page
# As typed, and full-width: Excel folds these to the plain signs.
ACTIVE = frozenset("=+-@|%＝＋－＠｜％")
CONTROLS = frozenset(map(chr, (*range(32), 127)))
SKIPPED = "".join(CONTROLS) + " \u00a0\u3000"  # what a spreadsheet looks past
Cell = str | int | float | date | None


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself, which csv's writer returns to its caller."""
        return text


_WRITER = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a file, one by one, the byte order mark first."""
    yield BOM
    yield from map(csv_line, rows)


def csv_line(row: Sequence[Cell]) -> str:
    """One line with its end, fit to be opened in a spreadsheet."""
    line: str = _WRITER.writerow([_cell(cell) for cell in row])
    return line


def harmless(text: str) -> str:
    """`text` as no spreadsheet will run it."""
    first = text.lstrip(SKIPPED)[:1]
    return f"'{text}" if first in ACTIVE or text[:1] in CONTROLS else text


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return vndatetime(cell)
    if isinstance(cell, date):
        return vndate(cell)
    return harmless(cell) if isinstance(cell, str) else cell
