"""Between the rows of clocks and the values that the arithmetic works on."""

from collections.abc import Iterable, Sequence
from typing import Any

from tickets.enums import TicketStatus
from tickets.models import Ticket, TicketClock, TicketPause
from tickets.policy_book import policy_of, target_of
from tickets.sla.clock import Clock
from tickets.sla.sheet import Sheet
from tickets.sla.terms import Hours, Pause

# What a sheet may change of a stored clock.
MOVING = (
    "target_id",
    "episode",
    "started_at",
    "due_at",
    "next_event_at",
    "passed",
    "paused_at",
    "breached_at",
    "ended_at",
    "verdict",
    "worked_seconds",
    "is_headline",
)
# With who answered for it when it ended.
CHANGING = (*MOVING, "team_id", "agent_id")
WHOSE = ("its_team_id", "its_agent_id", "is_aside")
STARTING = ("ticket_id", "metric", "stage", "side", "cycle", *CHANGING, *WHOSE)


def sheet_of(
    ticket: Ticket,
    rows: Iterable[TicketClock],
    pauses: Iterable[TicketPause],
    hours: Hours,
) -> Sheet:
    """The clocks of `ticket` as they are stored."""
    return Sheet(
        opened_at=ticket.opened_at,
        hours=hours,
        policy=policy_of(ticket.sla_version_id),
        clocks=[clock_of(row) for row in rows],
        pauses=[pause_of(row) for row in pauses],
        episode=ticket.episode,
        is_resolved=ticket.status in {TicketStatus.RESOLVED, TicketStatus.CLOSED},
        is_answered=ticket.first_response_at is not None,
        is_merged=ticket.is_merged,
    )


def clock_of(row: TicketClock) -> Clock:
    """A stored clock as a value."""
    return Clock(
        pk=row.pk,
        target=target_of(row.target_id),
        cycle=row.cycle,
        episode=row.episode,
        started_at=row.started_at,
        due_at=row.due_at,
        next_event_at=row.next_event_at,
        passed=row.passed,
        paused_at=row.paused_at,
        breached_at=row.breached_at,
        ended_at=row.ended_at,
        verdict=row.verdict,
        worked_seconds=row.worked_seconds,
        is_headline=row.is_headline,
    )


def pause_of(row: TicketPause) -> Pause:
    """A stored pause as a value."""
    return Pause(row.reason, row.started_at, row.ended_at, row.set_by_id, row.pk)


def changed_values(ticket: Ticket, row: TicketClock, clock: Clock) -> tuple[Any, ...]:
    """The values of CHANGING if the sheet changed a stored clock; empty if it did not."""
    values = _moving_values(clock)
    if all(getattr(row, name) == value for name, value in values.items()):
        return ()
    ends = {"team_id": row.team_id, "agent_id": row.agent_id}
    if clock.verdict != row.verdict:
        ends = _judged(ticket, clock)
    return (*values.values(), *ends.values())


def starting_values(ticket: Ticket, clock: Clock) -> tuple[Any, ...]:
    """The values of STARTING for a clock that has no row yet."""
    target = clock.target
    facts = (ticket.pk, target.metric, target.stage, target.side, clock.cycle)
    moving, ends = _moving_values(clock), _judged(ticket, clock)
    is_over = ticket.status in {TicketStatus.RESOLVED, TicketStatus.CLOSED}
    is_aside = ticket.is_merged or ticket.snoozed_at is not None or is_over
    whose = (ticket.team_id, ticket.assignee_id, is_aside)
    return (*facts, *moving.values(), *ends.values(), *whose)


def pauses_by_ticket(tickets: Sequence[int]) -> dict[int, list[TicketPause]]:
    """The pauses of many tickets, in order. One query."""
    found: dict[int, list[TicketPause]] = {pk: [] for pk in tickets}
    for row in TicketPause.objects.filter(ticket__in=tickets).order_by(
        "started_at", "id"
    ):
        found[row.ticket_id].append(row)
    return found


def _moving_values(clock: Clock) -> dict[str, Any]:
    """The columns of MOVING, in their order."""
    return {
        name: clock.target.id if name == "target_id" else getattr(clock, name)
        for name in MOVING
    }


def _judged(ticket: Ticket, clock: Clock) -> dict[str, int | None]:
    """Who answered for a clock when it ended; frozen, for reports."""
    if clock.is_live:
        return {"team_id": None, "agent_id": None}
    return {"team_id": ticket.team_id, "agent_id": ticket.assignee_id}
