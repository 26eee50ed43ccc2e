"""Short ways to run macros and bulk runs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from automation.actions.applying import Press, apply_macro
from automation.actions.bulk import Asking, ask_run, undo_run
from automation.actions.bulk_work import work_run
from automation.enums import BulkKind
from automation.models import BulkRun, Macro
from automation.orders import Order
from automation.steps import Step
from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from tests.conftest import NOON
from tickets.models import Ticket

WAITING = Order(BulkKind.STATUS, (Step("wait", "customer"),))
URGENT = Order(BulkKind.CLASSIFY, (Step("priority", "urgent"),))


def macro_steps(*steps: Step) -> list[dict[str, Any]]:
    """Steps as a macro stores them."""
    return [step.stored() for step in steps]


def applied(
    ticket: Ticket, macro: Macro, user: User, *, at: datetime = NOON, **press: Any
) -> Ticket:
    """The ticket after `user` pressed the macro."""
    return apply_macro(
        ticket,
        macro,
        actor=staff_actor(user.pk),
        user=user,
        at=at,
        press=Press(**press),
    )


def asked(
    order: Order,
    tickets: Sequence[Ticket],
    by: User,
    *,
    at: datetime = NOON,
    **form: Any,
) -> BulkRun:
    """A run that is owed."""
    return ask_run(
        order,
        tickets,
        by=by,
        actor=staff_actor(by.pk),
        at=at,
        form=Asking(**form),
    )


def done(order: Order, tickets: Sequence[Ticket], by: User, **form: Any) -> BulkRun:
    """A run that has ended."""
    return worked(asked(order, tickets, by, **form))


def worked(run: BulkRun, at: datetime = NOON) -> BulkRun:
    """The run after a worker went through it."""
    work_run(run, at)
    run.refresh_from_db()
    return run


def undone(run: BulkRun, by: User, at: datetime = NOON) -> BulkRun:
    """The ended run that took `run` back."""
    return worked(undo_run(run, by=by, actor=staff_actor(by.pk), at=at), at)


def outcomes(run: BulkRun) -> list[tuple[str, str]]:
    """State and reason of each item, in order."""
    return list(run.items.order_by("pk").values_list("state", "reason"))
