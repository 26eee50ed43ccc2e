"""Doing what clocks have come due for: warnings, breaches, escalations.

A sweep may run in any number of workers at once, die at any line and run again: clocks
are claimed with SKIP LOCKED, and the step, its event, the notices and the clock's next
moment are one transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count as count_from
from time import monotonic
from typing import Any

from django.db import transaction

from foundation.core.actor import SYSTEM
from foundation.core.bulk_insert import insert_new_rows
from foundation.core.bulk_update import update_rows
from foundation.core.refs import Ref
from foundation.events.actions import tick
from foundation.events.bulk import Happening, record_all
from foundation.notifications.fail_points import reach
from foundation.notifications.notices import NewNotice, owe_notices
from tickets import verbs
from tickets.clock_rows import clock_of, pause_of, pauses_by_ticket
from tickets.enums import Audience
from tickets.links import desk_path_of
from tickets.models import ClockStep, Ticket, TicketClock
from tickets.overseers import Overseers
from tickets.policy_book import hours_now
from tickets.sla.clock import Clock, Passed
from tickets.sla.terms import BREACH, Hours
from tickets.sla_words import BREACHED, ESCALATED, WARNED

BATCH = 500
# Shorter than the tick of beat: a backlog leaves the worker free for other work.
PATIENCE = timedelta(seconds=60)
# What comes later than this says so: the house was not at work, not the person.
LATE_AFTER = timedelta(minutes=30)

STEP_COLUMNS = ("clock", "target", "episode", "code", "due_at")
MOVED = ("passed", "next_event_at", "breached_at")
TICKET_COLUMNS = ("pk", "number", "customer_id", "unit_id", "assignee_id", "team_id")


@dataclass(slots=True)
class Swept:
    """A clock whose time has come, its ticket's facts, and the steps it passed."""

    row: TicketClock
    clock: Clock
    ticket: dict[str, Any]
    passed: list[Passed]


def sweep_clocks(at: datetime, *, patience: timedelta = PATIENCE) -> int:
    """Do every step that came due before `at`; how many clocks it was."""
    tick("sweep_clocks")
    until, count = monotonic() + patience.total_seconds(), 0
    for number in count_from(1):
        n_done = _sweep_batch(at, number)
        count += n_done
        if n_done < BATCH or monotonic() > until:
            break
    return count


@transaction.atomic
def _sweep_batch(at: datetime, number: int) -> int:
    due = TicketClock.objects.filter(next_event_at__lt=at).order_by("next_event_at")
    rows = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not rows:
        return 0
    swept = _passing(rows, hours_now(), at)
    _write_steps(swept)
    _move_clocks(swept)
    record_all(list(_happenings(swept)), actor=SYSTEM, at=at)
    owe_notices(_notices(swept, Overseers.now(), at), at=at)
    reach(f"clocks.swept.{number}")
    return len(rows)


def _passing(rows: Sequence[TicketClock], hours: Hours, at: datetime) -> list[Swept]:
    keys = list({row.ticket_id for row in rows})
    pauses = pauses_by_ticket(keys)
    tickets = Ticket.objects.filter(pk__in=keys).values(*TICKET_COLUMNS)
    facts = {ticket["pk"]: ticket for ticket in tickets}
    found = []
    for row in rows:
        clock = clock_of(row)
        own = [pause_of(pause) for pause in pauses[row.ticket_id]]
        passed = clock.pass_steps(at, own, hours.of(clock.target))
        found.append(Swept(row, clock, facts[row.ticket_id], passed))
    return found


def _write_steps(swept: Iterable[Swept]) -> None:
    """Note each step; one that was done before, in a restored past, is passed over."""
    rows = [
        (each.clock.pk, each.clock.target.id, each.clock.episode, *step)
        for each in swept
        for step in each.passed
    ]
    new = insert_new_rows(
        ClockStep, STEP_COLUMNS, rows, returning=("clock", "episode", "code")
    )
    fresh = set(new)
    for each in swept:
        key = (each.clock.pk, each.clock.episode)
        each.passed = [step for step in each.passed if (*key, step.code) in fresh]


def _move_clocks(swept: Sequence[Swept]) -> None:
    rows = [
        (each.row.pk, *(getattr(each.clock, name) for name in MOVED)) for each in swept
    ]
    update_rows(TicketClock, MOVED, rows)


def _happenings(swept: Iterable[Swept]) -> Iterable[Happening]:
    for each in swept:
        links = [Ref("customers.customer", str(each.ticket["customer_id"]))]
        if each.ticket["unit_id"]:
            links.append(Ref("catalog.unit", str(each.ticket["unit_id"])))
        for step in each.passed:
            yield Happening(
                _ref(each), _verb(step.code), tuple(links), _data(each, step)
            )


def _notices(
    swept: Iterable[Swept], overseers: Overseers, at: datetime
) -> list[NewNotice]:
    """One notice a person and clock: of several steps at once the gravest is told."""
    return [
        NewNotice(
            user_id=user_id,
            kind=_kind(step.code),
            about=_ref(each),
            path=desk_path_of(each.ticket["number"]),
            data={"number": each.ticket["number"], **_data(each, step)},
            dedupe_key=f"sla:{each.clock.pk}:{each.clock.episode}"
            f":{each.clock.target.id}:{step.code}",
            is_late=at - step.due_at > LATE_AFTER,
        )
        for each in swept
        if each.passed
        for step in each.passed[-1:]
        for user_id in _audience(each, step, overseers)
    ]


def _audience(each: Swept, step: Passed, overseers: Overseers) -> list[int]:
    level = each.clock.target.level_of(step.code)
    wanted = level.tell if level else (Audience.OWNER,)
    owner, team = each.ticket["assignee_id"], each.ticket["team_id"]
    return sorted(overseers.audience(wanted, owner, team))


def _data(each: Swept, step: Passed) -> dict[str, Any]:
    target = each.clock.target
    return {
        "customer_id": each.ticket["customer_id"],
        "episode": each.clock.episode,
        "clock_id": each.clock.pk,
        "metric": target.metric,
        "stage": target.stage,
        "side": target.side,
        "code": step.code,
        "target_id": target.id,
        "due_at": each.clock.due_at.isoformat(),
        "agent_id": each.ticket["assignee_id"],
        "team_id": each.ticket["team_id"],
    }


def _ref(each: Swept) -> Ref:
    return Ref("tickets.ticket", str(each.ticket["pk"]))


def _verb(code: int) -> str:
    if code < BREACH:
        return verbs.SLA_WARNED
    return verbs.SLA_BREACHED if code == BREACH else verbs.SLA_ESCALATED


def _kind(code: int) -> str:
    if code < BREACH:
        return WARNED
    return BREACHED if code == BREACH else ESCALATED
