"""By when a thing can be promised back: what the house promises for such a ticket."""

from datetime import datetime

from foundation.calendars.closing import open_moment
from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.working_time import add_working
from tickets.enums import Metric, Priority, Side, TicketChannel, TicketKind
from tickets.policy_book import hours_now, policy_for_case
from tickets.sla.terms import Case

# Nobody is asked back for 16:37.
ROUND_TO_MINUTES = 30


def proposed_return(tier: str, at: datetime) -> datetime | None:
    """When the promise for a repair taken in now would end, rounded down to half an hour
    and never while the house is shut.

    None where the house promises no end, or is never open.
    """
    case = Case(
        kind=TicketKind.WARRANTY.value,
        priority=Priority.NORMAL.value,
        channel=TicketChannel.STORE.value,
        tier=tier,
    )
    policy = policy_for_case(case)
    targets = policy.targets if policy else ()
    ends = [
        target
        for target in targets
        if target.metric == Metric.RESOLUTION and target.side == Side.PROMISED
    ]
    if not ends:
        return None
    try:
        hours = hours_now()
        due = add_working(at, ends[0].seconds, hours.of(ends[0]))
    except NoWorkingTimeError:
        return None
    rounded = due.replace(
        minute=due.minute - due.minute % ROUND_TO_MINUTES, second=0, microsecond=0
    )
    return open_moment(rounded if rounded > at else due, at, hours.default)
