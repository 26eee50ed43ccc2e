"""How long something may be put out of sight, as people say it.

A moment falls into the working time of the house: nobody is there on a Sunday morning to
whom a ticket could come back. Where the house never opens it is counted by the clock.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import add_working
from tickets.policy_book import hours_now

UNTIL_REPLY, MORNING, MONDAY = "reply", "tomorrow", "monday"
SNOOZES: Mapping[str, str | Promise] = {
    "hour": _("1 giờ làm việc"),
    "four_hours": _("4 giờ làm việc"),
    MORNING: _("Tới đầu ngày làm việc sau"),
    "three_days": _("3 ngày"),
    MONDAY: _("Tới đầu tuần sau"),
    UNTIL_REPLY: _("Tới khi khách nhắn"),
}
HOURS = {"hour": 1, "four_hours": 4}
DAYS = {MORNING: 1, "three_days": 3}
EIGHT = time(8)
LOOKED_AHEAD = 21  # days; Tết is shorter


def until(code: str, at: datetime) -> datetime | None:
    """The moment a snooze asked for at `at` ends by the hours of the house as they stand;
    None: when the customer writes."""
    return None if code == UNTIL_REPLY else moment_of(code, hours_now().default, at)


def moment_of(code: str, hours: Schedule, at: datetime) -> datetime:
    """When a snooze that has an end, asked for at `at`, ends by these hours."""
    if code in HOURS:
        return working_hours(HOURS[code], hours, at)
    today = timezone.localdate(at)
    days = DAYS.get(code, 7 - today.weekday())
    day = today + timedelta(days=days)
    opens = opening(hours, day)
    if opens is not None:
        return opens
    return datetime.combine(day, EIGHT, timezone.get_current_timezone())


def working_hours(n: int, hours: Schedule, at: datetime) -> datetime:
    """So many hours of working time after `at`."""
    try:
        return add_working(at, n * 3600, hours)
    except NoWorkingTimeError:
        return at + timedelta(hours=n)


def opening(hours: Schedule, day: date) -> datetime | None:
    """The first working moment of `day`, or of the first day after it that has one."""
    days = [day + timedelta(days=n) for n in range(LOOKED_AHEAD)]
    spans = (span for each in days for span in hours.spans_on(each))
    first = next(spans, None)
    return datetime.fromtimestamp(first.start, UTC) if first else None
