"""The rows of a slice: a page at a time, or all of them for a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foundation.accounts.models import Team, User
from insights.decided import OPEN
from insights.slices import IN_TIME, Slice, Standpoint
from tickets.chips import Chip, chip_of
from tickets.clock_rows import clock_of
from tickets.enums import TicketStatus, Verdict, WaitReason
from tickets.models import Ticket, TicketClock
from tickets.sla_words import clock_name

PAGE_SIZE = 50
CHUNK = 500  # rows in memory at a time while a file is written
MAX_CURSOR = 60
MAX_KEY = 2**63 - 1
RELATIONS = ("customer", "assignee", "team")


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One counted clock or ticket; who held it is who answered for it when it ended."""

    ticket: Ticket
    clock: TicketClock | None
    chip: Chip | None
    clock_name: str
    cause: str
    holder: User | None
    team: Team | None
    result: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of rows and the cursor of the next one, empty at the end."""

    rows: list[ListedRow]
    next_after: str


def listed_page(
    cut: Slice, seen: Standpoint, *, after: str = "", size: int = PAGE_SIZE
) -> ListedPage:
    """The rows of `cut` behind a cursor; two queries at most."""
    order = _order_of(cut)
    found = cut.found(seen).order_by(*order)
    place = _place_of(after)
    if place is not None:
        found = found.filter(_behind(order, *place))
    things = list(_with_names(cut, found)[: size + 1])
    page = things[:size]
    last = _cursor(page[-1], order) if len(things) > size else ""
    return ListedPage(_rows(cut, page, seen), last)


def all_rows(cut: Slice, seen: Standpoint) -> Iterator[ListedRow]:
    """Every row of `cut`, without holding them all in memory."""
    after = ""
    while True:
        page = listed_page(cut, seen, after=after, size=CHUNK)
        yield from page.rows
        after = page.next_after
        if not after:
            return


def result_words(result: str) -> str:
    """How a decided clock stands."""
    if result == OPEN:
        return _("Trễ, chưa xong")
    return str(Verdict(result).label) if result else ""


def _with_names(cut: Slice, found: QuerySet[Any]) -> QuerySet[Any]:
    if not cut.is_of_clocks:
        return found.select_related(*RELATIONS)
    return found.select_related(
        "team", "agent", *(f"ticket__{name}" for name in RELATIONS)
    )


def _rows(cut: Slice, things: Sequence[Any], seen: Standpoint) -> list[ListedRow]:
    if cut.is_of_clocks:
        return [_row(clock.ticket, clock, seen) for clock in things]
    headlines = TicketClock.objects.filter(
        ticket__in=[one.pk for one in things], is_headline=True
    )
    clocks = {clock.ticket_id: clock for clock in headlines}
    return [_row(ticket, clocks.get(ticket.pk), seen) for ticket in things]


def _row(ticket: Ticket, clock: TicketClock | None, seen: Standpoint) -> ListedRow:
    is_over = clock is not None and clock.ended_at is not None
    return ListedRow(
        ticket=ticket,
        clock=clock,
        chip=_chip(clock, ticket, seen) if clock else None,
        clock_name=clock_name(clock.metric, clock.stage, clock.side) if clock else "",
        cause=cause_of(ticket),
        holder=clock.agent if clock and is_over else ticket.assignee,
        team=clock.team if clock and is_over else ticket.team,
        result=getattr(clock, "result", ""),
        decided_at=getattr(clock, "decided_at", None),
    )


def cause_of(ticket: Ticket) -> str:
    """What an open ticket stands still for, as far as its facts tell."""
    if ticket.status == TicketStatus.WAITING:
        return str(WaitReason(ticket.wait_reason).label)
    if ticket.assignee_id is None:
        is_stuck = ticket.supervised_since is not None
        return _("Không ai nhận được") if is_stuck else _("Xếp hàng, chưa phân công")
    if not ticket.can_be_assigned:
        return ""
    return _("Khách chờ trả lời") if ticket.waiting_since else _("Đang xử lý")


def _order_of(cut: Slice) -> tuple[str, str]:
    """The most pressing first; of decided ones the latest. The last column is unique."""
    if cut.code == IN_TIME:
        return "-decided_at", "-pk"
    return ("due_at", "ticket_id") if cut.is_of_clocks else ("opened_at", "pk")


def _cursor(thing: Any, order: tuple[str, str]) -> str:
    moment, key = (getattr(thing, name.lstrip("-")) for name in order)
    return f"{moment.isoformat()}_{key}"


def _place_of(cursor: str) -> tuple[datetime, int] | None:
    """The moment and key of the last row seen; None for what is no cursor."""
    moment, _sep, key = cursor[:MAX_CURSOR].rpartition("_")
    try:
        seen, pk = datetime.fromisoformat(moment), int(key)
    except ValueError:
        return None
    return (seen, pk) if seen.tzinfo is not None and 0 < pk <= MAX_KEY else None


def _behind(order: tuple[str, str], moment: datetime, key: int) -> Q:
    column, last = (name.lstrip("-") for name in order)
    way = "lt" if order[0].startswith("-") else "gt"
    # The first column alone bounds the index scan.
    return Q(**{f"{column}__{way}e": moment}) & (
        Q(**{f"{column}__{way}": moment}) | Q(**{f"{last}__{way}": key})
    )


def _chip(row: TicketClock, ticket: Ticket, seen: Standpoint) -> Chip:
    clock = clock_of(row)
    schedule = seen.hours.of(clock.target)
    return chip_of(clock, schedule, seen.at, wait_reason=ticket.wait_reason)
