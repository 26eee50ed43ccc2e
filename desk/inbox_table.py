"""The inbox as a table: the cells of each row, on the page and in a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery, TextChoices
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from customers.enums import ContactKind
from customers.models import ContactPoint
from desk.inbox_layout import COLUMNS
from desk.inbox_rows import ROW_FIELDS, TicketRow, ticket_rows
from foundation.core.csv_export import Cell
from foundation.core.formats import clock, vndate
from tickets.enums import Priority, TicketChannel, TicketKind, TicketStatus, WaitReason
from tickets.models import TicketTag
from tickets.sla.clock import Clock as SlaClock
from tickets.sla.terms import Hours

TABLE_FIELDS = (
    *ROW_FIELDS,
    "assignee__name",
    "team__name",
    "unit__serial",
    "unit__product__name",
)
TAIL = 3  # of a telephone number: enough to tell two people of one name apart


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: what the list says of it, and what the columns add."""

    row: TicketRow
    tail: str
    product: str
    serial: str
    holder: str
    team: str
    tags: str
    opened: str
    waiting: str


def computed_columns(columns: Sequence[str]) -> dict[str, Combinable]:
    """What the database has to work out for these columns."""
    found: dict[str, Combinable] = {}
    if "customer" in columns:
        phones = ContactPoint.objects.filter(
            customer=OuterRef("customer"), kind=ContactKind.PHONE
        ).order_by("-is_primary", "pk")
        found["phone"] = Subquery(phones.values("value")[:1])
    if "tags" in columns:
        tags = TicketTag.objects.filter(ticket=OuterRef("pk")).order_by("tag__name")
        found["tags"] = ArraySubquery(tags.values("tag__name"))
    return found


def table_rows(
    found: Sequence[dict[str, Any]],
    clocks: Mapping[int, SlaClock],
    hours: Hours,
    at: datetime,
    *,
    query: str,
    chosen: str = "",
) -> list[TableRow]:
    """The rows of `found` (TABLE_FIELDS and computed_columns)."""
    rows = ticket_rows(found, clocks, hours, at, query=query, chosen=chosen)
    return [_row(values, row, at) for values, row in zip(found, rows, strict=True)]


def _row(values: dict[str, Any], row: TicketRow, at: datetime) -> TableRow:
    waiting = values["waiting_since"]
    return TableRow(
        row=row,
        tail=(values.get("phone") or "")[-TAIL:],
        product=values["unit__product__name"] or "",
        serial=values["unit__serial"] or "",
        holder=values["assignee__name"] or "",
        team=values["team__name"] or "",
        tags=" · ".join(values.get("tags") or ()),
        opened=vndate(values["opened_at"]),
        waiting=clock(waiting, at) if waiting else "",
    )


def export_lines(
    columns: Sequence[str], found: Iterable[tuple[dict[str, Any], TableRow]]
) -> Iterator[list[Cell]]:
    """The head and every row as cells of a file, in the columns chosen."""
    yield [str(COLUMNS[code].label) for code in columns]
    for values, row in found:
        yield [_cell(code, values, row) for code in columns]


def cut_line(n: int) -> list[Cell]:
    """The last line of a file that does not hold everything."""
    return [_("Chỉ %(n)s phiếu đầu; hãy lọc hẹp hơn để tải phần còn lại.") % {"n": n}]


# Columns of a file that say what the row's values hold, in words or as a moment.
VALUES: Mapping[str, str] = {
    "number": "number",
    "subject": "subject",
    "customer": "customer__name",
    "waiting": "waiting_since",
    "opened": "opened_at",
    "updated": "last_message_at",
}
ENUMS: Mapping[str, type[TextChoices]] = {
    "kind": TicketKind,
    "priority": Priority,
    "channel": TicketChannel,
}


def _cell(code: str, values: dict[str, Any], row: TableRow) -> Cell:
    if code in VALUES:
        found: Cell = values[VALUES[code]]
        return found
    if code in ENUMS:
        return str(ENUMS[code](values[code]).label)
    if code == "status":
        reason, status = values["wait_reason"], TicketStatus(values["status"])
        return str(WaitReason(reason).label if reason else status.label)
    return row.row.sla_words if code == "clock" else str(getattr(row, code))
