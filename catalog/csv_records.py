"""Reading a CSV file that came from anywhere: record by record, in bounded memory, so
that one broken record costs only itself."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError
from foundation.core.text import fold

MAX_LINE = 16 * 1024  # characters; a receipt's line has some two hundred
MAX_RECORD_LINES = 20  # a cell with line ends; beyond, a quote was never closed
DELIMITERS = ";,\t"
ENCODING = "utf-8-sig"  # with Excel's mark at the beginning or without
UNCLOSED = "unexpected end of data"  # the csv module's words


class FileError(DomainError):
    """The file as a whole cannot be read, so nothing of it was."""

    code = "unreadable_file"


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the physical line on which it starts; without cells it is broken."""

    line: int
    cells: list[str] | None


class Lines:
    """The physical lines of a file with their numbers; what was taken can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, start=1)
        self._held: deque[tuple[int, str]] = deque()

    def take(self) -> tuple[int, str] | None:
        """The next line, None at the end."""
        return self._held.popleft() if self._held else next(self._lines, None)

    def put_back(self, lines: Iterable[tuple[int, str]]) -> None:
        """Let these lines come next again."""
        self._held.extendleft(reversed(list(lines)))


def check_file(path: Path) -> int:
    """Read the file once from end to end and count its lines; FileError says what is
    wrong: not UTF-8, NUL characters, a line too long for any receipt."""
    count = 0
    try:
        with path.open(encoding=ENCODING, newline="") as file:
            while line := file.readline(MAX_LINE):
                count += 1
                _check_line(line, count)
    except UnicodeDecodeError as error:
        raise FileError(
            _("Tệp không phải UTF-8 (gần dòng %(line)d). Trong Excel chọn “CSV UTF-8”.")
            % {"line": count + 1}
        ) from error
    except OSError as error:
        raise FileError(_("Không đọc được tệp %(path)s.") % {"path": path}) from error
    if not count:
        raise FileError(_("Tệp rỗng."))
    return count


def _check_line(line: str, number: int) -> None:
    if "\0" in line:
        raise FileError(
            _("Dòng %(line)d có ký tự NUL; tệp hỏng hoặc không phải CSV UTF-8.")
            % {"line": number}
        )
    if len(line) >= MAX_LINE:
        raise FileError(_("Dòng %(line)d dài quá mức.") % {"line": number})


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file that `check_file` has passed, the header first.

    The delimiter is the one that splits the header into most parts; the line `sep=;`
    that Excel may put first is skipped. Empty records are left out.
    """
    with path.open(encoding=ENCODING, newline="") as file:
        yield from _read(file)


def read_lines(file: IO[bytes]) -> Iterator[Record]:
    """The same of an open file, whatever storage it comes from."""
    yield from _read(TextIOWrapper(file, encoding=ENCODING, newline=""))


def _read(file: TextIO) -> Iterator[Record]:
    lines = Lines(file)
    start, header = lines.take() or (0, "")
    if fold(header).startswith("sep="):
        start, header = lines.take() or (0, "")
    delimiter = max(DELIMITERS, key=header.count)
    columns = _parse(header, delimiter).cells
    yield Record(start, columns)
    width = len(columns or ())
    while (first := lines.take()) is not None:
        record = _record(first, lines, delimiter, width)
        if record.cells is None or any(cell.strip() for cell in record.cells):
            yield record


def _record(first: tuple[int, str], lines: Lines, delimiter: str, width: int) -> Record:
    """The record that starts with `first`. When its quote was never closed, or closed
    in another record, only `first` is broken and the lines after it are read again."""
    start, text = first
    more: list[tuple[int, str]] = []
    parsed = _parse(text, delimiter)
    while parsed.is_open and len(more) < MAX_RECORD_LINES:
        following = lines.take()
        if following is None:
            break
        more.append(following)
        parsed = _parse(text + "".join(line for _number, line in more), delimiter)
    if more and (parsed.cells is None or len(parsed.cells) != width):
        lines.put_back(more)
        return Record(start, None)
    return Record(start, parsed.cells)


@dataclass(frozen=True, slots=True)
class _Parsed:
    cells: list[str] | None
    is_open: bool = False


def _parse(text: str, delimiter: str) -> _Parsed:
    try:
        return _Parsed(next(csv.reader([text], delimiter=delimiter, strict=True), []))
    except csv.Error as error:
        return _Parsed(None, is_open=UNCLOSED in str(error))
