"""How long ago in working time. Pure."""

from datetime import UTC, datetime, timedelta

from foundation.calendars.schedule import Schedule

# A year without an hour of work: whatever is older than that is simply old.
MOST_DAYS = 366


def working_ago(at: datetime, seconds: int, schedule: Schedule) -> datetime:
    """The latest instant since which `seconds` of working time have passed.

    What happened up to then is at least so old; a calendar that is never open makes
    nothing old before a year is over.
    """
    now, left = int(at.timestamp()), seconds
    day = schedule.day_of(now) + timedelta(days=1)
    for _step in range(MOST_DAYS):
        for span in reversed(schedule.spans_on(day)):
            worked = min(span.end, now) - span.start
            if worked >= left:
                return datetime.fromtimestamp(min(span.end, now) - left, UTC)
            left -= max(worked, 0)
        day -= timedelta(days=1)
    return at - timedelta(days=MOST_DAYS)
