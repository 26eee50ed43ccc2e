"""What of a bulk run can still be taken back."""

from typing import Any

from automation.enums import BulkKind, ItemState
from automation.models import BulkRun
from automation.orders import Order
from tickets.enums import TicketStatus
from tickets.models import PendingReply

# Kinds that may say something to customers: of these not every ticket has a way back.
SPEAKING = frozenset({BulkKind.REPLY, BulkKind.MACRO})


def has_way_back(run: BulkRun, order: Order) -> bool:
    """Whether undoing `run` may change anything. Two queries at most."""
    if run.kind == BulkKind.UNDO or not order.is_undoable:
        return False
    return order.kind not in SPEAKING or bool(ways_back(run, order))


def ways_back(run: BulkRun, order: Order) -> dict[int, dict[str, Any]]:
    """The tickets that undoing `run` would touch, with how they stood. Two queries.

    An answer has a way back until it is out; a macro also where it only moved or sorted.
    """
    if run.kind == BulkKind.UNDO or not order.is_undoable:
        return {}
    done = run.items.filter(state=ItemState.DONE).values_list("ticket", "before")
    items: dict[int, dict[str, Any]] = dict(done)
    if order.kind not in SPEAKING:
        return items
    keys = [before["pending"] for before in items.values() if "pending" in before]
    rows = PendingReply.objects.waiting().filter(pk__in=keys) if keys else ()
    waiting = {row.pk for row in rows}
    return {
        pk: before
        for pk, before in items.items()
        if before.get("pending") in waiting or _has_moved(order, before)
    }


def _has_moved(order: Order, before: dict[str, Any]) -> bool:
    if order.kind != BulkKind.MACRO or "pending" in before:
        return False
    was, now = before.get("was"), before.get("now")
    if not was or not now or was == now:
        return False
    # Of an end the customer has been told.
    return bool(now.get("status") != TicketStatus.RESOLVED)
