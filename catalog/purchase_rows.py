"""What a row of a shop system's export says: cells by many customs, made into the line
of a receipt."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from catalog.cells import CellError, bare, count_of, dong_of, moment_of
from catalog.enums import SalesChannel
from catalog.ledger import SoldLine
from catalog.receipts import Buyer, ReceiptHead, ReceiptLine, check_head, check_line
from catalog.serials import clean_serial
from foundation.core.emails import parse_email
from foundation.core.errors import DomainError
from foundation.core.phones import parse_phone
from foundation.core.text import clean_line, fold

T = TypeVar("T")

CHANNELS: Mapping[str, SalesChannel] = {
    "": SalesChannel.STORE,
    "store": SalesChannel.STORE,
    "cua hang": SalesChannel.STORE,
    "tai quay": SalesChannel.STORE,
    "showroom": SalesChannel.STORE,
    "online": SalesChannel.ONLINE,
    "truc tuyen": SalesChannel.ONLINE,
    "web": SalesChannel.ONLINE,
    "website": SalesChannel.ONLINE,
    "partner": SalesChannel.PARTNER,
    "dai ly": SalesChannel.PARTNER,
}
PUNCTUATION = str.maketrans("", "", " .-()")  # so that one number is parsed once
MAX_LENGTHS = {"source": 40, "source_id": 80, "customer_name": 160, "sku": 40}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a row."""

    column: str
    message: str


class RowError(Exception):
    """A row that cannot be read, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: the line of a receipt and what the file calls the product."""

    sold: SoldLine
    product_name: str


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file; `source` stands where the file names none."""

    columns: Mapping[str, int]
    width: int
    source: str
    at: datetime

    def read(self, cells: Sequence[str] | None) -> Row:
        """The row, or RowError with everything that is wrong in it."""
        if cells is None:
            raise RowError([Problem("", str(_("Dấu nháy kép không khép kín.")))])
        if len(cells) < self.width or any(c.strip() for c in cells[self.width :]):
            raise RowError([Problem("", str(_("Số ô khác với dòng tiêu đề.")))])
        row = Cells(self.columns, cells)
        sold = SoldLine(self._head(row), _line(row))
        name = row.read("product_name", _name, "")
        if not row.problems:
            row.check(lambda: check_head(sold.head, at=self.at))
            row.check(lambda: check_line(sold.line))
        if row.problems:
            raise RowError(row.problems)
        return Row(sold, name)

    def order_of(self, cells: Sequence[str] | None) -> str:
        """The order's number as the row has it, for the report; may be empty."""
        index = self.columns["source_id"]
        return clean_line(cells[index]) if cells and index < len(cells) else ""

    def _head(self, row: "Cells") -> ReceiptHead:
        buyer = Buyer(
            name=row.words("customer_name"),
            phone=row.read("phone", _phone, ""),
            email=row.read("email", _email, ""),
        )
        return ReceiptHead(
            source=row.words("source") or self.source,
            source_id=row.words("source_id"),
            channel=row.read("channel", _channel, SalesChannel.STORE),
            buyer=buyer,
            purchased_at=row.read("purchased_at", moment_of, self.at),
            delivered_at=row.read("delivered_at", _optional(moment_of), None),
        )


@dataclass(slots=True)
class Cells:
    """The cells of one row by column, and what was found wrong with them."""

    columns: Mapping[str, int]
    cells: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    def read(self, column: str, parse: Callable[[str], T], fallback: T) -> T:
        """What the cell says; a problem and the fallback when it says nothing sensible."""
        index = self.columns.get(column)
        try:
            return parse(self.cells[index] if index is not None else "")
        except DomainError as error:
            self.problems.append(Problem(column, str(error)))
            return fallback

    def words(self, column: str) -> str:
        """One line of clean text, required and no longer than its column in the table."""

        def parse(cell: str) -> str:
            text = _plain(bare(cell))
            if not text and column != "source":
                raise CellError(_("Ô này để trống."))
            if len(text) > MAX_LENGTHS[column]:
                raise CellError(_("Ô này quá dài."))
            return text

        return self.read(column, parse, "")

    def check(self, rule: Callable[[], None]) -> None:
        """Note what a rule refuses."""
        try:
            rule()
        except DomainError as error:
            self.problems.append(Problem(column_of(error), str(error)))


def column_of(error: DomainError) -> str:
    """The column that a refused field stands in."""
    return {"serials": "serial"}.get(error.field or "", error.field or "")


def _line(row: Cells) -> ReceiptLine:
    return ReceiptLine(
        sku=row.words("sku"),
        quantity=row.read("quantity", count_of, 1),
        unit_price=row.read("unit_price", dong_of, 0),
        discount=row.read("discount", _optional(dong_of), None) or 0,
        serials=row.read("serial", _serials, ()),
    )


def _optional(parse: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda cell: parse(cell) if cell.strip() else None


def _plain(cell: str) -> str:
    """`clean_line`, quickly for the many cells that are clean: it looks at each sign."""
    is_clean = cell.isprintable() and "  " not in cell
    if is_clean and unicodedata.is_normalized("NFC", cell):
        return cell.strip()
    return clean_line(cell)


def _name(cell: str) -> str:
    return _plain(bare(cell))


def _phone(cell: str) -> str:
    # As address books write it; the parser wants the plus first.
    text = bare(cell).replace("(+84)", "+84")
    return _number(text.translate(PUNCTUATION))


@lru_cache(maxsize=4096)
def _number(text: str) -> str:
    return parse_phone(text)


def _email(cell: str) -> str:
    text = bare(cell)
    return parse_email(text).lower() if text else ""


def _channel(cell: str) -> SalesChannel:
    try:
        return CHANNELS[fold(cell)]
    except KeyError:
        raise CellError(_("Kênh bán không rõ. Ví dụ: cửa hàng.")) from None


def _serials(cell: str) -> tuple[str, ...]:
    parts = bare(cell).replace("|", ",").split(",")
    return tuple(clean_serial(part) for part in parts if part.strip())
