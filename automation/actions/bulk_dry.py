"""What a bulk run would do, ticket by ticket: done for real and taken back at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from automation.actions.bulk_deeds import do_order
from automation.actions.deeds import Doing
from automation.enums import ItemState
from automation.orders import Order
from automation.reasons import NO_CHANGE, sentence_of
from automation.standing import Standing
from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from foundation.core.errors import DomainError

# More would make somebody wait for a page; the rest is judged when it is done.
MOST_TRIED = 200


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of one ticket: done, not needed, or refused and why."""

    ticket_id: int
    state: ItemState
    reason: str = ""
    was: Standing = field(default_factory=dict)
    now: Standing = field(default_factory=dict)


def try_order(
    ticket_ids: Sequence[int], order: Order, *, by: User, at: datetime
) -> list[Trial]:
    """Ask every rule about `order` on each ticket and leave no trace: no row, no event,
    no message. Each ticket is held only while it is asked about; 200 at most."""
    doing = Doing(by, staff_actor(by.pk), at, is_trial=True)
    return [_trial(pk, order, doing) for pk in ticket_ids[:MOST_TRIED]]


def _trial(ticket_id: int, order: Order, doing: Doing) -> Trial:
    try:
        with transaction.atomic():
            found = do_order(ticket_id, order, doing)
            # What was owed on commit is dropped with the rows.
            transaction.set_rollback(True)
    except DomainError as error:
        return Trial(ticket_id, ItemState.REFUSED, str(error))
    if found is None:
        return Trial(ticket_id, ItemState.SKIPPED, sentence_of(NO_CHANGE))
    return Trial(ticket_id, ItemState.DONE, "", found["was"], found["now"])
