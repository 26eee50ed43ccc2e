"""Reading clocks for those who show them: as values, with the hours they count by."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q

from foundation.calendars.models import Calendar, CalendarException
from foundation.calendars.schedule import Schedule
from tickets.clock_rows import clock_of, pause_of
from tickets.enums import Metric, Side, TicketStatus
from tickets.models import Ticket, TicketClock, TicketPause
from tickets.policy_book import hours_now
from tickets.sla.clock import Clock
from tickets.sla.explain import Explanation, explain
from tickets.sla.terms import Hours

# With a ticket, as `ticket.leading`: the clock that lists show of it, or nothing.
LEADING = Prefetch(
    "clocks", TicketClock.objects.filter(is_headline=True), to_attr="leading"
)
SIDES = (Side.OURS, Side.PROMISED)
# The clock of a ticket that is joined already, as columns beside the ticket's own.
LEAD_COLUMNS = {
    f"lead_{column.attname}": F(f"clocks__{column.attname}")
    for column in TicketClock._meta.concrete_fields
    if column.name not in {"its_team", "its_agent", "is_aside", "is_listed"}
}


def shown_clocks(tickets: Collection[int]) -> dict[int, Clock]:
    """The clock that a list shows of each ticket: the one that leads while it is open,
    how its resolution came out once it is done. One query."""
    resolved = Q(metric=Metric.RESOLUTION, ended_at__isnull=False)
    rows = TicketClock.objects.filter(
        Q(is_headline=True) | resolved, ticket__in=tickets
    )
    found: dict[int, Clock] = {}
    for row in sorted(rows, key=_rank):
        found.setdefault(row.ticket_id, clock_of(row))
    return found


def clocks_found(
    found: Collection[Mapping[str, Any]],
) -> dict[int, Clock]:
    """`shown_clocks` for rows of tickets, of which some have LEAD_COLUMNS of the clock that
    leads. One query, or none."""
    led = {row["id"]: _lead_of(row) for row in found if row.get("lead_id")}
    others = [row["id"] for row in found if row["id"] not in led]
    return led | shown_clocks(others) if others else led


def _lead_of(row: Mapping[str, Any]) -> Clock:
    values = {name.removeprefix("lead_"): row[name] for name in LEAD_COLUMNS}
    return clock_of(TicketClock(**values))


def _rank(row: TicketClock) -> tuple[bool, bool]:
    return not row.is_headline, row.side != Side.OURS


@dataclass(frozen=True, slots=True)
class TicketClocks:
    """The clocks of one ticket with all they are computed from."""

    rows: list[TicketClock]
    pauses: list[TicketPause]
    hours: Hours

    def value_of(self, row: TicketClock) -> tuple[Clock, Schedule]:
        """A stored clock as a value, and the working time it counts by."""
        clock = clock_of(row)
        return clock, self.hours.of(clock.target)

    def explained(
        self, row: TicketClock, at: datetime, holidays: Mapping[date, str]
    ) -> Explanation:
        """How a clock comes to its due time."""
        clock = clock_of(row)
        pauses = [pause_of(pause) for pause in self.pauses]
        return explain(clock, pauses, self.hours.of(clock.target), at, holidays)


def clocks_of(ticket: Ticket) -> TicketClocks:
    """Everything about the clocks of `ticket`, the live ones first. Three queries."""
    rows = TicketClock.objects.filter(ticket=ticket).select_related(
        "target__version__policy", "target__version__calendar"
    )
    pauses = TicketPause.objects.filter(ticket=ticket).select_related("set_by")
    return TicketClocks(
        rows=sorted(rows, key=_urgency), pauses=list(pauses), hours=hours_now()
    )


def holiday_names(
    rows: Collection[TicketClock],
) -> Mapping[int | None, Mapping[date, str]]:
    """The names of the days that differ since the first of `rows` started, by calendar;
    None is the default one. Two queries."""
    named: dict[int | None, dict[date, str]] = defaultdict(dict)
    if not rows:
        return named
    default = Calendar.objects.filter(is_default=True).values_list("pk", flat=True)
    own = default.first()
    keys = {row.target.version.calendar_id or own for row in rows}
    since = min(row.started_at for row in rows) - timedelta(days=1)
    days = CalendarException.objects.active().filter(
        calendar__in=[key for key in keys if key], ends_on__gte=since.date()
    )
    # What people entered has the last word, as in the schedule itself.
    for one in days.order_by("source", "pk"):
        for ahead in range(one.n_days):
            named[one.calendar_id][one.starts_on + timedelta(days=ahead)] = one.name
    named[None] = named[own]
    return named


def rows_of(ticket: Ticket) -> list[TicketClock]:
    """Every clock of `ticket`, the one that presses most first. One query."""
    return sorted(TicketClock.objects.filter(ticket=ticket), key=_urgency)


def leading_clocks(ticket: Ticket, rows: list[TicketClock]) -> list[Clock]:
    """Of each side the one that presses most; of a finished ticket how its resolution
    came out, of a merged one nothing. Ours first, of the `rows_of` the ticket."""
    if ticket.status in {TicketStatus.RESOLVED, TicketStatus.CLOSED}:
        rows = [row for row in rows if row.metric == Metric.RESOLUTION]
    elif ticket.is_merged:
        return []
    else:
        rows = [row for row in rows if row.ended_at is None]
    first = (next((row for row in rows if row.side == side), None) for side in SIDES)
    return [clock_of(row) for row in first if row is not None]


def _urgency(row: TicketClock) -> tuple[bool, bool, datetime, int]:
    return row.ended_at is not None, row.paused_at is not None, row.due_at, row.pk
