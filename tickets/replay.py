"""Proof that the clocks are right: a ticket's history folded anew, beside what is stored.

Reads only. The event log says what happened; the same pure sheet that the actions move
says what must have come of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.calendars.models import Calendar
from foundation.events.models import Event
from tickets import verbs
from tickets.clock_rows import clock_of, pause_of, pauses_by_ticket
from tickets.enums import Basis
from tickets.models import Ticket, TicketClock
from tickets.policy_book import hours_now, policy_of
from tickets.sla.clock import Clock
from tickets.sla.sheet import Sheet
from tickets.sla.terms import Hours, Pause

BATCH = 500
TICKET = "tickets.ticket"

COMPARED = (
    "target",
    "episode",
    "started_at",
    "due_at",
    "next_event_at",
    "paused_at",
    "breached_at",
    "ended_at",
    "verdict",
    "worked_seconds",
    "is_headline",
)
# What the calendar of the day decided; it may have been changed since.
BY_CALENDAR = frozenset({"due_at", "breached_at", "verdict", "worked_seconds"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stored that the history does not bear out."""

    number: str
    what: str
    stored: Any
    expected: Any

    def __str__(self) -> str:
        return f"{self.number} {self.what}: {self.stored} ≠ {self.expected}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A batch that was gone through."""

    n_cases: int
    n_parts: int
    differences: list[Difference]


def replay_clocks() -> Iterator[Replayed]:
    """Go through every ticket, a batch at a time."""
    changed, last = _calendar_changes(), 0
    while True:
        tickets = list(Ticket.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not tickets:
            return
        last = tickets[-1].pk
        yield _replayed(tickets, changed)


def _calendar_changes() -> dict[int | None, datetime]:
    """When each calendar was last changed; under None the default one."""
    changed: dict[int | None, datetime] = {}
    for calendar in Calendar.objects.all():
        changed[calendar.pk] = calendar.changed_at
        if calendar.is_default:
            changed[None] = calendar.changed_at
    return changed


def _replayed(
    tickets: Sequence[Ticket], changed: Mapping[int | None, datetime]
) -> Replayed:
    keys = [ticket.pk for ticket in tickets]
    hours = hours_now()
    events = _events_of(keys)
    clocks: dict[int, list[TicketClock]] = defaultdict(list)
    for row in TicketClock.objects.filter(ticket__in=keys).order_by("pk"):
        clocks[row.ticket_id].append(row)
    pauses = pauses_by_ticket(keys)
    found: list[Difference] = []
    for ticket in tickets:
        sheet = fold(ticket, events[ticket.pk], hours)
        own = [pause_of(row) for row in pauses[ticket.pk]]
        found += _pause_differences(ticket, own, sheet.pauses)
        found += _clock_differences(ticket, clocks[ticket.pk], sheet, changed)
    return Replayed(len(tickets), sum(map(len, clocks.values())), found)


def fold(ticket: Ticket, events: Sequence[Event], hours: Hours) -> Sheet:
    """The clocks that a ticket must have after all that happened to it."""
    sheet = Sheet(ticket.opened_at, hours)
    for event in events:
        apply = _EFFECTS.get(event.verb)
        if apply:
            apply(sheet, event)
    return sheet


def _events_of(keys: Sequence[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    rows = Event.objects.filter(
        subject_type=TICKET,
        subject_id__in=[str(key) for key in keys],
        verb__in=list(_EFFECTS),
    )
    for event in rows.order_by("id"):
        found[int(event.subject_id)].append(event)
    return found


def _opened(sheet: Sheet, event: Event) -> None:
    sheet.open(policy_of(event.data.get("sla_version_id")))


def _replied(sheet: Sheet, event: Event) -> None:
    sheet.staff_spoke(event.at)


def _customer_replied(sheet: Sheet, event: Event) -> None:
    sheet.customer_spoke(event.at, event.data["message_id"])


def _waited(sheet: Sheet, event: Event) -> None:
    sheet.waited(event.at, event.data["reason"], event.actor_user_id)


def _resumed(sheet: Sheet, event: Event) -> None:
    sheet.resumed(event.at)


def _resolved(sheet: Sheet, event: Event) -> None:
    is_said = bool(event.data.get("is_said"))
    sheet.resolved(event.at, event.actor_user_id, is_said=is_said)


def _reopened(sheet: Sheet, event: Event) -> None:
    sheet.reopened(event.at, event.data["episode"])


def _retargeted(sheet: Sheet, event: Event) -> None:
    policy = policy_of(event.data.get("sla_version_id"))
    old = sheet.policy.version_id if sheet.policy else None
    if (policy.version_id if policy else None) != old:
        sheet.retargeted(event.at, policy)


def _stage_started(sheet: Sheet, event: Event) -> None:
    sheet.stage_started(event.at, event.data["stage"])


def _stage_finished(sheet: Sheet, event: Event) -> None:
    sheet.stage_ended(event.at)


def _merged(sheet: Sheet, _event: Event) -> None:
    sheet.merged()


def _unmerged(sheet: Sheet, event: Event) -> None:
    sheet.parted(event.at)


def _words_returned(sheet: Sheet, event: Event) -> None:
    sheet.unspoken(event.at, event.data["message_ids"], event.data["rest"])


_EFFECTS: dict[str, Callable[[Sheet, Event], None]] = {
    verbs.TICKET_OPENED: _opened,
    verbs.TICKET_REPLIED: _replied,
    verbs.TICKET_CUSTOMER_REPLIED: _customer_replied,
    verbs.TICKET_WAITED: _waited,
    verbs.TICKET_RESUMED: _resumed,
    verbs.TICKET_RESOLVED: _resolved,
    verbs.TICKET_REOPENED: _reopened,
    verbs.TICKET_CLASSIFIED: _retargeted,
    verbs.TICKET_RETARGETED: _retargeted,
    verbs.STAGE_STARTED: _stage_started,
    verbs.STAGE_FINISHED: _stage_finished,
    verbs.TICKET_MERGED: _merged,
    verbs.TICKET_UNMERGED: _unmerged,
    verbs.TICKET_WORDS_RETURNED: _words_returned,
}


def _pause_differences(
    ticket: Ticket, stored: Sequence[Pause], expected: Sequence[Pause]
) -> Iterator[Difference]:
    old = [(each.reason, each.start, each.end, each.by) for each in stored]
    new = [(each.reason, each.start, each.end, each.by) for each in expected]
    if old != new:
        yield Difference(ticket.number, "pauses", old, new)


def _clock_differences(
    ticket: Ticket,
    rows: Sequence[TicketClock],
    sheet: Sheet,
    changed: Mapping[int | None, datetime],
) -> Iterator[Difference]:
    stored = {clock.key: clock for clock in map(clock_of, rows)}
    expected = {clock.key: clock for clock in sheet.clocks}
    if stored.keys() != expected.keys():
        names = sorted(stored.keys()), sorted(expected.keys())
        yield Difference(ticket.number, "clocks", *names)
    for key in stored.keys() & expected.keys():
        old, new = stored[key], expected[key]
        new.passed = old.passed
        if new.is_live:
            new.settle(sheet.pauses, sheet.hours.of(new.target))
        if sheet.is_merged:
            new.next_event_at = None
        since = changed.get(new.target.calendar_id)
        for name in _judgeable(new, since):
            was, must = getattr(old, name), getattr(new, name)
            if was != must and not _is_breach_seen_by_sweep(name, old, new):
                yield Difference(ticket.number, f"{key} {name}", was, must)


def _judgeable(clock: Clock, changed_at: datetime | None) -> Iterator[str]:
    """What of an ended clock still follows from the calendar as it is now."""
    is_moved = (
        clock.ended_at is not None
        and clock.target.basis == Basis.BUSINESS
        and changed_at is not None
        and changed_at > clock.ended_at
    )
    for name in COMPARED:
        if not (is_moved and name in BY_CALENDAR):
            yield name


def _is_breach_seen_by_sweep(name: str, stored: Clock, expected: Clock) -> bool:
    """Of a clock that runs late, history knows only once something happens to it."""
    is_open = name == "breached_at" and expected.breached_at is None
    return is_open and stored.is_live and stored.breached_at == stored.due_at
