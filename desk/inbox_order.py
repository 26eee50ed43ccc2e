"""The orders of the inbox: each walks an index from where the last page ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from desk.inbox_question import LONGEST, MAX_KEY, SOONEST, WEIGHTY
from foundation.core.rows import follows, precedes
from tickets.clock_reading import LEAD_COLUMNS
from tickets.models import Ticket, TicketClock
from tickets.models.ranks import PRIORITY_RANK

Tickets = QuerySet[Any]
Place = tuple[datetime | None, int]
UNTIL = "due_at__lt"
RANKS = {"1", "2", "3", "4"}


@dataclass(frozen=True, slots=True)
class Leads:
    """What the clocks have to be in the order of the clocks, and the tickets of the list
    that one leads where they are found by their clocks."""

    due: Mapping[str, Any]
    tickets: QuerySet[Ticket] | None = None

    @property
    def begun(self) -> dict[str, Any]:
        """`due` without its end. That is cut off afterwards: the planner would take a
        short piece for one that is worth sorting, and read every row of it."""
        return {name: self.due[name] for name in self.due if name != UNTIL}


def in_order(
    tickets: QuerySet[Ticket],
    order: str,
    after: str,
    columns: set[str],
    size: int,
    leads: Leads,
) -> list[dict[str, Any]]:
    """The first `size` rows of `tickets` behind the cursor `after`.

    One query, and a second one where the order has two parts and the first does not fill
    the page.
    """
    found: list[dict[str, Any]] = []
    for part, own in _parts(tickets, order, after, leads):
        if len(found) < size:
            rows = part.values(*sorted(columns | own))
            found += rows[: size - len(found)]
    until = leads.due.get(UNTIL)
    return [row for row in found if until is None or row["lead_due_at"] < until]


def _parts(
    tickets: Tickets, order: str, after: str, leads: Leads
) -> Iterator[tuple[Tickets, set[str]]]:
    """What follows, in one or two sorted sets, each with the column it adds."""
    rank, _sep, place_at = after.rpartition("~")
    place = place_of(place_at)
    if order == SOONEST:
        yield from _soonest(tickets, place, leads)
    elif order == LONGEST:
        yield from ((part, set()) for part in _longest(tickets, place))
    elif order == WEIGHTY:
        yield _weightiest(tickets, rank, place), {"rank"}
    else:
        if place is not None and place[0] is not None:
            tickets = tickets.filter(precedes(["last_message_at", "id"], place))
        yield tickets.order_by("-last_message_at", "-id"), set()


def _soonest(
    tickets: Tickets, place: Place | None, leads: Leads
) -> Iterator[tuple[Tickets, set[str]]]:
    """What is due soonest first, then what has no clock that runs: together they would
    sort every open ticket, apart the first walks the index of leading clocks."""
    seen, pk = place or (None, 0)
    if place is None or seen is not None:
        led = leads.tickets
        if led is None:
            asked = {f"clocks__{name}": value for name, value in leads.begun.items()}
            led = tickets.filter(clocks__is_headline=True, **asked)
        led = led.annotate(**LEAD_COLUMNS)
        columns = ["lead_due_at", "lead_ticket_id"]
        if seen is not None:
            led = led.filter(follows(columns, [seen, pk]))
        yield led.order_by(*led.query.order_by, *columns), {*LEAD_COLUMNS}
    if not leads.due:
        clocks = TicketClock.objects.filter(ticket=OuterRef("pk"), is_headline=True)
        rest = tickets.filter(~Exists(clocks)).order_by("id")
        if place is not None and seen is None:
            rest = rest.filter(id__gt=pk)
        yield rest, set()


def _longest(tickets: Tickets, place: Place | None) -> Iterator[Tickets]:
    """Who waits longest first, then those nobody waits for."""
    seen, pk = place or (None, 0)
    if place is None or seen is not None:
        is_next = Q(waiting_since__isnull=False)
        if seen is not None:  # which says as much, and the planner counts it once
            is_next = Q(follows(["waiting_since", "id"], [seen, pk]))
        yield tickets.filter(is_next).order_by("waiting_since", "id")
    rest = tickets.filter(waiting_since=None)
    if place is not None and seen is None:
        rest = rest.filter(id__gt=pk)
    # In the words of the index, where those without a moment come last.
    yield rest.order_by("waiting_since", "id")


def _weightiest(tickets: Tickets, rank: str, place: Place | None) -> Tickets:
    tickets = tickets.annotate(rank=PRIORITY_RANK)
    if rank in RANKS and place is not None and place[0] is not None:
        columns = ["rank", "last_message_at", "id"]
        tickets = tickets.filter(precedes(columns, [int(rank), *place]))
    return tickets.order_by("-rank", "-last_message_at", "-id")


def cursor_of(row: dict[str, Any], order: str) -> str:
    """Where a row stands in an order, as an address says it."""
    columns = {SOONEST: "lead_due_at", LONGEST: "waiting_since"}
    moment = row.get(columns.get(order, "last_message_at"))
    place = f"{moment.isoformat() if moment else ''}_{row['id']}"
    return f"{row['rank']}~{place}" if order == WEIGHTY else place


def place_of(cursor: str) -> Place | None:
    """The moment and key of the last row seen; None for what is no cursor."""
    moment, _sep, key = cursor.rpartition("_")
    try:
        seen, pk = datetime.fromisoformat(moment) if moment else None, int(key)
    except ValueError:
        return None
    is_known = 0 < pk <= MAX_KEY and (seen is None or seen.tzinfo is not None)
    return (seen, pk) if is_known else None
