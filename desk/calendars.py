"""The calendar page: its week, its year of exceptions, and the other calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.calendars.enums import ExceptionKind, Weekday
from foundation.calendars.hours import Hours, write_hours
from foundation.calendars.models import Calendar, CalendarException
from foundation.core.formats import vndate

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar in the list, with its week in words."""

    pk: int
    name: str
    timezone: str
    is_default: bool
    week: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One span of days, ready to be written out."""

    pk: int
    name: str
    when: str
    n_days: int
    what: str
    is_closed: bool
    is_active: bool
    is_swap: bool
    is_seeded: bool
    is_past: bool


def calendar_rows(user: User) -> list[CalendarRow]:
    """Every calendar with its week. Two queries."""
    calendars = Calendar.objects.visible_to(user).prefetch_related("windows")
    return [
        CalendarRow(
            pk=calendar.pk,
            name=calendar.name,
            timezone=calendar.timezone,
            is_default=calendar.is_default,
            week=_in_words(week_of(calendar)),
        )
        for calendar in calendars
    ]


def week_of(calendar: Calendar) -> dict[Weekday, str]:
    """The hours of each day as people write them, empty where closed."""
    hours: dict[int, list[Hours]] = {weekday: [] for weekday in Weekday}
    for window in calendar.windows.all():
        hours[window.weekday].append(Hours(window.starts, window.ends))
    return {weekday: write_hours(hours[weekday]) for weekday in Weekday}


def asked_year(text: str, at: datetime) -> int:
    """The year in the address, or this one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else at.year


def year_page(calendar: Calendar, year: int, at: datetime) -> dict[str, Any]:
    """The exceptions of a year and the way to the years beside it. Two queries."""
    today = at.astimezone(ZoneInfo(calendar.timezone)).date()
    found = calendar.exceptions.touching_year(year).prefetch_related("windows")
    return {
        "year": year,
        "previous_year": year - 1 if year > FIRST_YEAR else None,
        "next_year": year + 1 if year < LAST_YEAR else None,
        "rows": [_row(exception, today) for exception in found],
    }


def _row(exception: CalendarException, today: date) -> ExceptionRow:
    is_closed = exception.kind == ExceptionKind.CLOSED
    hours = [Hours(window.starts, window.ends) for window in exception.windows.all()]
    return ExceptionRow(
        pk=exception.pk,
        name=exception.name,
        when=_when(exception),
        n_days=exception.n_days,
        what=_("Nghỉ") if is_closed else _unbroken(write_hours(hours)),
        is_closed=is_closed,
        is_active=exception.is_active,
        is_swap=exception.is_swap,
        is_seeded=exception.is_seeded,
        is_past=exception.ends_on < today,
    )


def _when(exception: CalendarException) -> str:
    first, last = exception.starts_on, exception.ends_on
    if first == last:
        return f"{_day_name(first)}, {vndate(first)}"
    if first.year == last.year:
        return f"{first.day:02}/{first.month:02} – {vndate(last)}"
    return f"{vndate(first)} – {vndate(last)}"


def _day_name(day: date) -> str:
    return str(Weekday(day.weekday()).label)


def _in_words(week: dict[Weekday, str]) -> list[tuple[str, str]]:
    """The week with days of equal hours in a row as one line: Thứ Hai – Thứ Sáu."""
    runs: list[tuple[Weekday, Weekday, str]] = []
    for weekday, hours in week.items():
        if runs and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], weekday, hours)
        else:
            runs.append((weekday, weekday, hours))
    return [
        (_span(first, last), _unbroken(hours) or _("Nghỉ"))
        for first, last, hours in runs
    ]


def _unbroken(hours: str) -> str:
    """No window breaks over two lines on a phone."""
    return hours.replace(" – ", "\u00a0–\u00a0")


def _span(first: Weekday, last: Weekday) -> str:
    return _joined(dict.fromkeys([str(first.label), str(last.label)]))


def _joined(names: Iterable[str]) -> str:
    return " – ".join(names)
