"""Compiled calendars: what other apps ask about working time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from foundation.calendars.enums import ExceptionKind, ExceptionSource
from foundation.calendars.hours import FIRST_WEEK
from foundation.calendars.models import Calendar, CalendarException, CalendarWindow
from foundation.calendars.period import RestDays
from foundation.calendars.schedule import Schedule, Window, Windows

MINUTE = 60


def schedule_of(calendar: Calendar) -> Schedule:
    """The working time of a calendar as it stands, compiled once per version."""
    return _compiled(calendar.pk, calendar.version, calendar.changed_at)


def default_schedule() -> Schedule:
    """The working time of everything that names no calendar.

    Ordinary shop hours while there is no calendar at all: a page must not break
    because a new system has not been prepared.
    """
    calendar = Calendar.objects.filter(is_default=True).first()
    return schedule_of(calendar) if calendar else first_week()


def rest_days_of(calendar: Calendar) -> RestDays:
    """The days on which no legal period may end: the law's weekend, and what is closed."""
    holidays: set[date] = set()
    worked: set[date] = set()
    for exception in _by_rank(calendar.pk):
        days = set(_days_of(exception))
        is_closed = exception.kind == ExceptionKind.CLOSED
        holidays = holidays | days if is_closed else holidays - days
        worked = worked - days if is_closed else worked | days
    return RestDays(frozenset(holidays), frozenset(worked))


@lru_cache(maxsize=64)
def _compiled(calendar_id: int, version: int, changed_at: datetime) -> Schedule:  # noqa: ARG001 - the key
    calendar = Calendar.objects.get(pk=calendar_id)
    return Schedule.build(
        calendar.timezone, _weekly_windows(calendar_id), _special_days(calendar_id)
    )


@lru_cache(maxsize=1)
def first_week() -> Schedule:
    """Ordinary shop hours, for a system that has no calendar yet."""
    weekly: dict[int, list[Window]] = defaultdict(list)
    for weekday, hours in FIRST_WEEK:
        weekly[weekday].append(Window(hours.starts * MINUTE, hours.ends * MINUTE))
    return Schedule.build("Asia/Ho_Chi_Minh", weekly)


def _weekly_windows(calendar_id: int) -> dict[int, list[Window]]:
    weekly: dict[int, list[Window]] = defaultdict(list)
    for row in CalendarWindow.objects.filter(calendar_id=calendar_id):
        weekly[row.weekday].append(Window(row.starts * MINUTE, row.ends * MINUTE))
    return weekly


def _special_days(calendar_id: int) -> dict[date, Windows]:
    special: dict[date, Windows] = {}
    for exception in _by_rank(calendar_id):
        windows = tuple(
            Window(row.starts * MINUTE, row.ends * MINUTE)
            for row in exception.windows.all()
        )
        special.update(dict.fromkeys(_days_of(exception), windows))
    return special


def _by_rank(calendar_id: int) -> list[CalendarException]:
    """Active exceptions, the official list first: what people entered has the last word."""
    rows = CalendarException.objects.active().filter(calendar_id=calendar_id)
    return sorted(
        rows.prefetch_related("windows"),
        key=lambda exception: exception.source == ExceptionSource.MANUAL,
    )


def _days_of(exception: CalendarException) -> Iterator[date]:
    for ahead in range(exception.n_days):
        yield exception.starts_on + timedelta(days=ahead)
