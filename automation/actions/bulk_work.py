"""Working bulk runs off: every ticket in a transaction of its own.

A worker may die at any line: what it did not commit is done by the next. Two workers
never do one ticket twice, since each passes over what the other holds.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import F

from automation import verbs
from automation.actions.bulk import TASK, UNDER_WAY, end_run, order_of_run
from automation.actions.bulk_deeds import do_order, undo_order
from automation.actions.deeds import Doing
from automation.enums import BulkKind, BulkState, ItemState
from automation.errors import BrokenItemError, ChangedMeanwhileError
from automation.models import BulkItem, BulkRun
from automation.orders import Order
from automation.reasons import NO_CHANGE
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.db import locked
from foundation.core.errors import DomainError
from foundation.core.wake import wake
from foundation.events.actions import tick

logger = logging.getLogger(__name__)

# Shorter than the tick of beat: a long run leaves the worker free for other work.
PATIENCE = timedelta(seconds=10)
COUNTERS = {
    ItemState.DONE: "n_done",
    ItemState.SKIPPED: "n_skipped",
    ItemState.REFUSED: "n_refused",
}


def work_bulk_runs(at: datetime, *, patience: timedelta = PATIENCE) -> int:
    """Go on with the runs under way, the oldest first; how many tickets were looked at."""
    tick("work_bulk_runs")
    until, count = monotonic() + patience.total_seconds(), 0
    for run in BulkRun.objects.filter(state__in=UNDER_WAY).order_by("pk"):
        count += work_run(run, at, until=until)
        if monotonic() > until:
            wake(TASK)
            break
    return count


def work_run(run: BulkRun, at: datetime, *, until: float | None = None) -> int:
    """Do what is left of one run; how many tickets were looked at."""
    order, count = order_of_run(run), 0
    while _work_next(run, order, at):
        count += 1
        if until is not None and monotonic() > until:
            return count
    _finish(run, at)
    return count


@transaction.atomic
def _work_next(run: BulkRun, order: Order, at: datetime) -> bool:
    """The next ticket that nobody holds; False where none is left or the run was stopped."""
    waiting = BulkItem.objects.filter(
        run=run, run__state__in=UNDER_WAY, state=ItemState.WAITING
    )
    rows = waiting.select_for_update(skip_locked=True, of=("self",))
    item = rows.order_by("pk").first()
    if item is None:
        return False
    _judge(item, run, order, at)
    item.save(update_fields=["state", "reason", "before"])
    counter = COUNTERS[ItemState(item.state)]
    # Last, so that two workers wait for each other only as long as a commit takes.
    BulkRun.objects.filter(pk=run.pk).update(**{counter: F(counter) + 1})
    BulkRun.objects.filter(pk=run.pk, state=BulkState.WAITING).update(
        state=BulkState.RUNNING
    )
    return True


def _judge(item: BulkItem, run: BulkRun, order: Order, at: datetime) -> None:
    """Do it, or say why not; a fault of ours at one ticket holds up no other."""
    try:
        with transaction.atomic():
            _do(item, run, order, at)
    except ChangedMeanwhileError as error:
        item.state, item.reason = ItemState.SKIPPED, error.code
    except DomainError as error:
        item.state, item.reason = ItemState.REFUSED, error.code
    except Exception:  # whatever is wrong with one ticket, the others go on
        logger.exception("Bulk run %s failed at item %s", run.pk, item.pk)
        item.state, item.reason = ItemState.REFUSED, BrokenItemError.code


def _do(item: BulkItem, run: BulkRun, order: Order, at: datetime) -> None:
    # As they are by now: roles and sight change while a long run goes on.
    asker = User.objects.get(pk=run.asked_by_id)
    doing = Doing(
        asker,
        staff_actor(run.asked_by_id),
        at,
        client_key=f"bulk:{run.pk}",
        seen_public_count=item.before.get("seen"),
    )
    if run.kind == BulkKind.UNDO:
        item.before = undo_order(item.ticket_id, order, item.before, doing)
        item.state = ItemState.DONE
        return
    before = do_order(item.ticket_id, order, doing, run.pk)
    item.before = before or {}
    item.state = ItemState.DONE if before is not None else ItemState.SKIPPED
    item.reason = "" if before is not None else NO_CHANGE


@transaction.atomic
def _finish(run: BulkRun, at: datetime) -> None:
    """End a run whose last ticket is done; whoever commits last sees all of them."""
    run = locked(run)
    is_left = run.items.filter(state=ItemState.WAITING).exists()
    if run.state in UNDER_WAY and not is_left:
        end_run(run, BulkState.DONE, verbs.BULK_DONE, actor=SYSTEM, at=at)
