"""One thing asked for many tickets: asking, stopping, taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from automation import verbs
from automation.actions.applying import steps_of
from automation.actions.bulk_deeds import may_do_order
from automation.enums import BulkKind, BulkState
from automation.errors import (
    NotAllowedError,
    NoTicketsError,
    NotUndoableError,
    RunStandsError,
    RunUnderWayError,
    TooManyTicketsError,
)
from automation.models import BulkItem, BulkRun, Macro
from automation.orders import Order
from automation.permissions import may_do
from automation.steps import read_steps
from automation.ways_back import ways_back
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.wake import wake
from foundation.events.actions import record
from tickets.models import Ticket

MOST_TICKETS = 500
# So many are done while the asker waits; more go to a worker.
AT_ONCE = 25
UNDER_WAY = (BulkState.WAITING, BulkState.RUNNING)
TASK = "automation.work_bulk_runs"


@dataclass(frozen=True, slots=True)
class Asking:
    """The form that asks: its own key, and how many public messages it showed of each
    ticket, so that nobody is answered past what was read."""

    client_key: str = ""
    seen: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def ask_run(
    order: Order,
    tickets: Sequence[Ticket],
    *,
    by: User,
    actor: Actor,
    at: datetime,
    form: Asking = Asking(),
) -> BulkRun:
    """Owe `order` to each of `tickets`, in their order. The same form twice is one run.

    Refuses none, more than 500, an order that says nothing, and what the role of `by`
    does not include.
    """
    # Whoever sends the same form again waits here for the first.
    locked(by)
    key = f"{by.pk}:{form.client_key}"[:64] if form.client_key else None
    said = BulkRun.objects.filter(client_key=key).first() if key else None
    if said is not None:
        return said
    check_order(order, by)
    keys = _checked(tickets)
    run = BulkRun.objects.create(
        kind=order.kind,
        what=order.what,
        words=order.words,
        n_total=len(keys),
        asked_by=by,
        client_key=key,
        created_at=at,
    )
    seen = form.seen
    _owe(run, {pk: {"seen": seen[pk]} if pk in seen else {} for pk in keys})
    _note(run, verbs.BULK_ASKED, actor, at)
    return run


@transaction.atomic
def stop_run(run: BulkRun, *, actor: Actor, at: datetime) -> BulkRun:
    """Stop after the ticket in hand; what is done stays. Refused once it has ended."""
    run = locked(run)
    if run.state not in UNDER_WAY:
        raise RunStandsError
    end_run(run, BulkState.CANCELLED, verbs.BULK_STOPPED, actor=actor, at=at)
    return run


@transaction.atomic
def undo_run(run: BulkRun, *, by: User, actor: Actor, at: datetime) -> BulkRun:
    """Owe the way back to each ticket of `run` that has one; asked twice it is one run.

    Refused while it goes on, for what has no way back, and to roles that may not.
    """
    run = locked(run)
    undone = BulkRun.objects.filter(undoes=run).first()
    if undone is not None:
        return undone
    if run.state in UNDER_WAY:
        raise RunUnderWayError
    order = order_of_run(run)
    items = ways_back(run, order)
    if not items:
        raise NotUndoableError
    _check_way_back(order, by)
    undo = BulkRun.objects.create(
        kind=BulkKind.UNDO,
        undoes=run,
        n_total=len(items),
        asked_by=by,
        created_at=at,
    )
    _owe(undo, items)
    _note(undo, verbs.BULK_ASKED, actor, at)
    return undo


def check_order(order: Order, by: User) -> None:
    """Refuse an order that cannot be, and one beyond the role of `by`."""
    order.check()
    if order.kind == BulkKind.MACRO:
        macro = Macro.objects.offered_to(by).filter(pk=order.macro_id).first()
        if macro is None:
            raise NotAllowedError
        steps_of(macro, by)
        return
    if not may_do_order(by, order):
        raise NotAllowedError


def _check_way_back(order: Order, by: User) -> None:
    """Refuse beyond the role of `by`; a macro may be out of use by now."""
    if order.kind != BulkKind.MACRO:
        check_order(order, by)
        return
    macro = Macro.objects.filter(pk=order.macro_id).first()
    steps = read_steps(macro.steps) if macro else []
    if not all(may_do(by, step.do) for step in steps):
        raise NotAllowedError


def order_of_run(run: BulkRun) -> Order:
    """What a run does; of an undo, what it takes back."""
    run = run.undoes or run
    return Order.read(run.kind, run.what, run.words)


def end_run(
    run: BulkRun, state: BulkState, verb: str, *, actor: Actor, at: datetime
) -> None:
    """End a locked run and say so."""
    run.state, run.finished_at = state, at
    run.save(update_fields=["state", "finished_at"])
    _note(run, verb, actor, at)


def _checked(tickets: Sequence[Ticket]) -> list[int]:
    keys = list(dict.fromkeys(ticket.pk for ticket in tickets))
    if not keys:
        raise NoTicketsError
    if len(keys) > MOST_TICKETS:
        raise TooManyTicketsError
    return keys


def _owe(run: BulkRun, states: Mapping[int, dict[str, object]]) -> None:
    BulkItem.objects.bulk_create(
        BulkItem(run=run, ticket_id=pk, before=before) for pk, before in states.items()
    )
    if run.n_total > AT_ONCE:
        transaction.on_commit(lambda: wake(TASK), robust=True)


def _note(run: BulkRun, verb: str, actor: Actor, at: datetime) -> None:
    numbers = {
        name: getattr(run, name)
        for name in ("n_total", "n_done", "n_skipped", "n_refused")
    }
    record(run, verb, actor=actor, at=at, kind=str(run.kind), **numbers)
