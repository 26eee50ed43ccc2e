"""Opening a calendar and setting its week."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from foundation.calendars import verbs
from foundation.calendars.enums import Weekday
from foundation.calendars.errors import (
    CalendarChangedError,
    CalendarNameTakenError,
    NoWorkingTimeError,
    UnknownTimeZoneError,
)
from foundation.calendars.hours import FIRST_WEEK, Hours, WeeklyHours, checked
from foundation.calendars.models import Calendar, CalendarWindow
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record


@transaction.atomic
def open_default_calendar(*, actor: Actor, at: datetime) -> Calendar:
    """The default calendar, opened with ordinary shop hours if there is none yet."""
    calendar, is_new = Calendar.objects.get_or_create(
        is_default=True, defaults={"name": _("Giờ làm việc chung")}
    )
    if is_new:
        _write_windows(calendar, FIRST_WEEK)
        record(calendar, verbs.CALENDAR_CREATED, actor=actor, at=at)
    return calendar


@transaction.atomic
def open_calendar(name: str, timezone: str, *, actor: Actor, at: datetime) -> Calendar:
    """Open another calendar, closed all week until somebody sets its hours."""
    _check_details(name, timezone)
    calendar = Calendar.objects.create(name=name, timezone=timezone)
    record(calendar, verbs.CALENDAR_CREATED, actor=actor, at=at)
    return calendar


@transaction.atomic
def rename_calendar(
    calendar: Calendar, *, name: str, timezone: str, actor: Actor, at: datetime
) -> Calendar:
    """Give a calendar another name or move it to another time zone."""
    calendar = locked(calendar)
    if (calendar.name, calendar.timezone) == (name, timezone):
        return calendar
    _check_details(name, timezone, calendar)
    old_timezone = calendar.timezone
    calendar.name, calendar.timezone = name, timezone
    calendar.save(update_fields=["name", "timezone"])
    record(
        calendar,
        verbs.CALENDAR_DETAILS_CHANGED,
        actor=actor,
        at=at,
        timezone=[old_timezone, timezone],
    )
    return renewed(calendar)


@transaction.atomic
def make_default(calendar: Calendar, *, actor: Actor, at: datetime) -> Calendar:
    """Let this calendar count for everything that names no other.

    Refuses one that never opens: nothing could be promised by it.
    """
    # All of them in one order: two people choosing at once must not deadlock.
    rows = Calendar.objects.select_for_update().order_by("pk")
    chosen = {row.pk: row for row in rows}[calendar.pk]
    if chosen.is_default:
        return chosen
    if not chosen.windows.exists():
        raise NoWorkingTimeError
    Calendar.objects.filter(is_default=True).update(is_default=False)
    chosen.is_default = True
    chosen.save(update_fields=["is_default"])
    record(chosen, verbs.CALENDAR_MADE_DEFAULT, actor=actor, at=at)
    return chosen


@transaction.atomic
def set_weekly_hours(
    calendar: Calendar,
    week: Iterable[WeeklyHours],
    *,
    seen_version: int,
    actor: Actor,
    at: datetime,
) -> Calendar:
    """Replace the hours of the whole week.

    Refuses a week without any hours, windows that overlap, and a calendar that changed
    since `seen_version`: the second of two editors must look again rather than undo the
    first.
    """
    calendar = locked(calendar)
    if calendar.version != seen_version:
        raise CalendarChangedError
    week = _checked_week(week)
    if not week:
        raise NoWorkingTimeError
    old = [_plain(row.weekday, row.starts, row.ends) for row in calendar.windows.all()]
    new = [_plain(weekday, *hours) for weekday, hours in week]
    if old == new:
        return calendar
    calendar.windows.all().delete()
    _write_windows(calendar, week)
    record(calendar, verbs.CALENDAR_HOURS_CHANGED, actor=actor, at=at, old=old, new=new)
    return renewed(calendar)


def renewed(calendar: Calendar) -> Calendar:
    """Count a change of hours or days, so that nobody uses the compiled week before it."""
    Calendar.objects.filter(pk=calendar.pk).update(
        version=F("version") + 1, changed_at=Now()
    )
    calendar.refresh_from_db()
    return calendar


def _check_details(name: str, timezone: str, calendar: Calendar | None = None) -> None:
    if timezone not in available_timezones():
        raise UnknownTimeZoneError(field="timezone")
    others = Calendar.objects.filter(name=name)
    if calendar is not None:
        others = others.exclude(pk=calendar.pk)
    if others.exists():
        raise CalendarNameTakenError(field="name")


def _checked_week(week: Iterable[WeeklyHours]) -> list[WeeklyHours]:
    by_day: dict[Weekday, list[Hours]] = defaultdict(list)
    for weekday, hours in week:
        by_day[Weekday(weekday)].append(hours)
    return [
        WeeklyHours(weekday, hours)
        for weekday in Weekday
        for hours in checked(by_day[weekday])
    ]


def _write_windows(calendar: Calendar, week: Iterable[WeeklyHours]) -> None:
    CalendarWindow.objects.bulk_create(
        CalendarWindow(
            calendar=calendar, weekday=weekday, starts=hours.starts, ends=hours.ends
        )
        for weekday, hours in week
    )


def _plain(weekday: int, starts: int, ends: int) -> list[int]:
    return [int(weekday), starts, ends]
