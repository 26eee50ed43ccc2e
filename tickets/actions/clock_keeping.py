"""The clocks of some locked tickets: read once, moved as sheets, written at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from foundation.core.bulk_insert import insert_rows
from foundation.core.bulk_update import update_rows
from tickets.clock_rows import (
    CHANGING,
    STARTING,
    changed_values,
    pauses_by_ticket,
    sheet_of,
    starting_values,
)
from tickets.models import Ticket, TicketClock
from tickets.policy_book import hours_now
from tickets.sla.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Timed:
    """A ticket, its clocks as they are stored, and the sheet on which they move."""

    ticket: Ticket
    rows: Sequence[TicketClock]
    sheet: Sheet


def look_at_clocks(tickets: Sequence[Ticket]) -> list[Timed]:
    """The clocks of some tickets, to be looked at only. Three queries."""
    return _timed(tickets, TicketClock.objects.all())


def hold_clocks(tickets: Sequence[Ticket]) -> list[Timed]:
    """The clocks of tickets whose locks the caller holds, under lock. Three queries.

    The sweep holds clocks for a moment without their tickets and never waits for one
    while it does.
    """
    return _timed(tickets, TicketClock.objects.select_for_update(of=("self",)))


def keep_clocks(moved: Iterable[Timed]) -> None:
    """Write what happened to the clocks on their sheets. Two statements at most."""
    changed: list[Sequence[Any]] = []
    started: list[Sequence[Any]] = []
    for each in moved:
        changed += _changes(each)
        new = (clock for clock in each.sheet.clocks if clock.pk is None)
        started += [starting_values(each.ticket, clock) for clock in new]
    update_rows(TicketClock, CHANGING, changed)
    insert_rows(TicketClock, STARTING, started)


def _changes(each: Timed) -> Iterator[Sequence[Any]]:
    rows = {row.pk: row for row in each.rows}
    for clock in each.sheet.clocks:
        if clock.pk is not None:
            values = changed_values(each.ticket, rows[clock.pk], clock)
            if values:
                yield clock.pk, *values


def _timed(tickets: Sequence[Ticket], clocks: QuerySet[TicketClock]) -> list[Timed]:
    """Read in this order: pauses and hours as they are once the clocks are held, so
    that whoever changes hours meanwhile finds these tickets behind our locks."""
    keys = [ticket.pk for ticket in tickets]
    rows: dict[int, list[TicketClock]] = defaultdict(list)
    for row in clocks.filter(ticket__in=keys).order_by("pk"):
        rows[row.ticket_id].append(row)
    pauses, hours = pauses_by_ticket(keys), hours_now()
    return [
        Timed(
            ticket,
            rows[ticket.pk],
            sheet_of(ticket, rows[ticket.pk], pauses[ticket.pk], hours),
        )
        for ticket in tickets
    ]
