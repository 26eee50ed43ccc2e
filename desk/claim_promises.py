"""Which day to name to a customer who leaves a thing with us."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from foundation.calendars.closing import open_moment
from foundation.calendars.queries import default_schedule, schedule_of
from foundation.calendars.schedule import Schedule
from intake.promising import proposed_return
from warranty.models import Claim

# When people come for their things: before the shop closes.
BY_EVENING = time(17, 30)


def proposed_day(claim: Claim, at: datetime) -> datetime | None:
    """What its policy promises, else what the house promises for such a ticket; never
    while the place is shut where it is fetched.

    A promise that stands already, such as the day of a visit, is kept.
    """
    if claim.promised_at is not None and claim.promised_at > at:
        return claim.promised_at
    days = policy_days(claim)
    if days is None:
        return proposed_return(claim.ticket.customer.tier_at(at), at)
    on = timezone.localdate(at) + timedelta(days=days)
    due = datetime.combine(on, BY_EVENING, tzinfo=timezone.get_current_timezone())
    return open_moment(due, at, _hours_of(claim))


def policy_days(claim: Claim) -> int | None:
    """Within how many days the published policy promises a repair."""
    terms = getattr(claim.version, "warranty_terms", None)
    return terms.tat_days if terms is not None else None


def _hours_of(claim: Claim) -> Schedule:
    """When the place is open, or the house where no place is named or it has no own hours."""
    point = claim.service_point
    own = point.calendar if point is not None else None
    return schedule_of(own) if own is not None else default_schedule()
