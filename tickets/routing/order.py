"""In which order those who wait are served. No database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tickets.enums import Priority
from tickets.routing.choice import Need

URGENCY = {Priority.URGENT: 3, Priority.HIGH: 2, Priority.NORMAL: 1, Priority.LOW: 0}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that has no owner, with what decides about it."""

    ticket_id: int
    opened_at: datetime
    # Since when nobody owns it: opened, or put back into the queue.
    unowned_since: datetime
    need: Need = field(default_factory=Need)
    queue_weight: int = 0
    priority: str = Priority.NORMAL
    team_id: int | None = None
    is_supervised: bool = False


def is_aged(one: Waiting, at: datetime, limit: timedelta) -> bool:
    """Whether it has waited so long that nobody goes ahead of it any more."""
    return one.opened_at <= at - limit


def place_in_queue(
    one: Waiting, at: datetime, limit: timedelta
) -> tuple[int, int, int, datetime, int]:
    """A sort key: those older than `limit` first, by age; then by the customer's weight,
    the priority, and age. So a VIP goes ahead, and nobody waits for ever."""
    if is_aged(one, at, limit):
        return 0, 0, 0, one.opened_at, one.ticket_id
    urgency = URGENCY[Priority(one.priority)]
    return 1, -one.queue_weight, -urgency, one.opened_at, one.ticket_id
