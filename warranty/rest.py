"""The rest days that move an end, read once per version of the house's calendar."""

from datetime import datetime
from functools import lru_cache

from foundation.calendars.models import Calendar
from foundation.calendars.period import RestDays
from foundation.calendars.queries import rest_days_of


def rest_now() -> RestDays:
    """Weekends and holidays as the default calendar has them now; one query."""
    calendar = Calendar.objects.filter(is_default=True).first()
    if calendar is None:
        return RestDays()
    return _compiled(calendar.pk, calendar.version, calendar.changed_at)


@lru_cache(maxsize=8)
def _compiled(pk: int, version: int, changed_at: datetime) -> RestDays:  # noqa: ARG001 - the key
    return rest_days_of(Calendar.objects.get(pk=pk))
