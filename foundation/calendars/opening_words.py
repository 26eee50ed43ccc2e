"""Whether a place is open now, and until when, in a few words."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import add_working

SECOND = timedelta(seconds=1)
WEEK_DAYS = 7


def hours_words(schedule: Schedule, at: datetime) -> str:
    """Mở cửa tới 17:30 · Mở lại 13:30 · Mở lại T2, 08:00 · Mở lại 15/02, 08:00."""
    second = int(at.timestamp())
    for span in schedule.spans_on(schedule.day_of(second)):
        if span.start <= second < span.end:
            ends = datetime.fromtimestamp(span.end, schedule.zone)
            return _("Mở cửa tới %(time)s") % {"time": f"{ends:%H:%M}"}
    try:
        opens = (add_working(at, 1, schedule) - SECOND).astimezone(schedule.zone)
    except NoWorkingTimeError:
        return _("Đang nghỉ")
    return _("Mở lại %(when)s") % {"when": _when(opens, at.astimezone(schedule.zone))}


def _when(opens: datetime, now: datetime) -> str:
    time = f"{opens:%H:%M}"
    days = (opens.date() - now.date()).days
    if days == 0:
        return time
    if days < WEEK_DAYS:
        return f"{_weekday(opens.weekday())}, {time}"
    return f"{opens:%d/%m}, {time}"


def _weekday(day: int) -> str:
    names = [_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN")]
    return names[day]
