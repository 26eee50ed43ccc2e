"""A macro pressed on one ticket: a run of one that has ended, so that it can be taken back."""

from datetime import datetime

from django.db import transaction

from automation import verbs
from automation.actions.applying import Press
from automation.actions.bulk import Asking, ask_run, end_run
from automation.actions.bulk_deeds import do_order
from automation.actions.deeds import Doing
from automation.enums import BulkKind, BulkState, ItemState
from automation.models import BulkRun, Macro
from automation.orders import Order
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tickets.models import Ticket


@transaction.atomic
def press_macro(
    ticket: Ticket,
    macro: Macro,
    *,
    by: User,
    actor: Actor,
    at: datetime,
    press: Press,
) -> BulkRun:
    """Do all of `macro` on `ticket` at once; the same press twice is one.

    Refused whole where any step is, and nothing of it stays then.
    """
    order = Order(BulkKind.MACRO, macro_id=macro.pk)
    key = press.client_key
    form = Asking(f"{macro.pk}:{ticket.pk}:{key}" if key else "")
    run = ask_run(order, [ticket], by=by, actor=actor, at=at, form=form)
    if run.state == BulkState.DONE:
        return run
    doing = Doing(by, actor, at, f"bulk:{run.pk}", press.seen_public_count)
    item = run.items.get()
    item.before = do_order(ticket.pk, order, doing, run.pk) or {}
    item.state = ItemState.DONE
    item.save(update_fields=["state", "before"])
    run.n_done = 1
    run.save(update_fields=["n_done"])
    end_run(run, BulkState.DONE, verbs.BULK_DONE, actor=actor, at=at)
    return run
