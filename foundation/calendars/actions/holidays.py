"""Reading the official list of holidays into a calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from foundation.calendars import verbs
from foundation.calendars.actions.hours import open_default_calendar, renewed
from foundation.calendars.enums import ExceptionKind, ExceptionSource
from foundation.calendars.holiday_list import LIST_VERSION, Holiday, holidays_of
from foundation.calendars.models import (
    Calendar,
    CalendarException,
    CalendarWindow,
    ExceptionWindow,
)
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record

YEARS_BACK, YEARS_AHEAD = 1, 2


@dataclass(frozen=True, slots=True)
class ListedDays:
    """One row that the list asks for. A worked swap day takes the hours of another weekday."""

    holiday: Holiday
    starts_on: date
    ends_on: date
    hours_of: int | None = None

    @property
    def is_swap(self) -> bool:
        """Whether one of the two days that a swap exchanges."""
        return self.holiday.worked_on is not None

    @property
    def name(self) -> str:
        """What the row is called; the worked day is named for the day off it pays."""
        if self.hours_of is None:
            return self.holiday.name
        return f"Làm bù cho ngày {self.holiday.starts_on:%d/%m/%Y}"


def years_around(at: datetime) -> range:
    """The years that a calendar should know: the last one to two ahead."""
    return range(at.year - YEARS_BACK, at.year + YEARS_AHEAD + 1)


@transaction.atomic
def seed_holidays(
    calendar: Calendar, years: Iterable[int], *, actor: Actor, at: datetime
) -> Calendar:
    """Bring a calendar in line with the official list, as often as you like.

    A year read for the first time is taken whole. Afterwards only days still to come
    may change, so that no upgrade of the list moves a past deadline, and never a day
    that a person has switched. Swap days come switched off: a private house chooses.
    """
    calendar = locked(calendar)
    today = at.astimezone(ZoneInfo(calendar.timezone)).date()
    years = sorted(set(years))
    rows = list(calendar.exceptions.from_holidays().filter(starts_on__year__in=years))
    wanted = [listed for year in years for listed in _listed_days(year)]
    withdrawn = _withdrawn(rows, wanted, today)
    added = _missing(rows, wanted, today)
    if not withdrawn and not added:
        return calendar
    calendar.exceptions.filter(pk__in=[row.pk for row in withdrawn]).delete()
    for listed in added:
        _add(calendar, listed)
    record(
        calendar,
        verbs.CALENDAR_HOLIDAYS_SEEDED,
        actor=actor,
        at=at,
        years=years,
        list_version=LIST_VERSION,
        n_added=len(added),
        n_withdrawn=len(withdrawn),
    )
    return renewed(calendar)


def seed_every_calendar(*, actor: Actor, at: datetime) -> None:
    """Read the list into all calendars, opening the default one on a first start."""
    open_default_calendar(actor=actor, at=at)
    for calendar in Calendar.objects.all():
        seed_holidays(calendar, years_around(at), actor=actor, at=at)


def _listed_days(year: int) -> Iterable[ListedDays]:
    for holiday in holidays_of(year):
        yield ListedDays(holiday, holiday.starts_on, holiday.ends_on)
        worked_on = holiday.worked_on
        if worked_on is not None:
            yield ListedDays(holiday, worked_on, worked_on, holiday.starts_on.weekday())


def _withdrawn(
    rows: list[CalendarException], wanted: list[ListedDays], today: date
) -> list[CalendarException]:
    listed = {(days.starts_on, days.ends_on) for days in wanted}
    return [
        row
        for row in rows
        if row.starts_on > today
        and row.switched_at is None
        and (row.starts_on, row.ends_on) not in listed
    ]


def _missing(
    rows: list[CalendarException], wanted: list[ListedDays], today: date
) -> list[ListedDays]:
    known = {(row.starts_on, row.ends_on) for row in rows}
    known_years = {row.starts_on.year for row in rows}
    decided = [
        row for row in rows if row.switched_at is not None or row.starts_on <= today
    ]
    return [
        days
        for days in wanted
        if (days.starts_on, days.ends_on) not in known
        and (days.starts_on > today or days.starts_on.year not in known_years)
        and not any(
            row.starts_on <= days.ends_on and days.starts_on <= row.ends_on
            for row in decided
        )
    ]


def _add(calendar: Calendar, days: ListedDays) -> None:
    row = CalendarException.objects.create(
        calendar=calendar,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        kind=ExceptionKind.CLOSED if days.hours_of is None else ExceptionKind.REPLACED,
        name=days.name,
        source=ExceptionSource.HOLIDAYS,
        source_version=LIST_VERSION,
        is_swap=days.is_swap,
        is_active=not days.is_swap,
    )
    if days.hours_of is not None:
        hours = CalendarWindow.objects.filter(calendar=calendar, weekday=days.hours_of)
        ExceptionWindow.objects.bulk_create(
            ExceptionWindow(exception=row, starts=window.starts, ends=window.ends)
            for window in hours
        )
