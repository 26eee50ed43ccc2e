"""From rows to working time."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from foundation.calendars.actions.exceptions import (
    add_exception,
    switch_off_exception,
    switch_on_exception,
)
from foundation.calendars.actions.holidays import seed_holidays
from foundation.calendars.actions.hours import set_weekly_hours
from foundation.calendars.enums import ExceptionKind, Weekday
from foundation.calendars.hours import ExceptionalDays, Hours, WeeklyHours
from foundation.calendars.models import Calendar
from foundation.calendars.period import rolled
from foundation.calendars.queries import default_schedule, rest_days_of, schedule_of
from foundation.calendars.working_time import add_working
from foundation.core.actor import SYSTEM, Actor
from tests.conftest import NOON

HOUR = 3600
LIBERATION_DAY = date(2027, 4, 30)


def test_a_schedule_has_the_hours_of_its_rows(calendar: Calendar) -> None:
    due = add_working(NOON, 3 * HOUR, default_schedule())

    # Friday 15:00 local; two and a half hours to closing, the rest on Saturday morning.
    assert due == datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


def test_a_system_without_a_calendar_counts_ordinary_shop_hours(db: None) -> None:
    due = add_working(NOON, 3 * HOUR, default_schedule())

    assert due == datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


def test_a_schedule_is_compiled_once_a_version(
    calendar: Calendar, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    schedule_of(calendar)

    with django_assert_num_queries(0):
        schedule_of(calendar)


def test_a_change_is_seen_at_once(calendar: Calendar, lead: Actor) -> None:
    schedule_of(calendar)
    friday = [WeeklyHours(Weekday.FRIDAY, Hours(0, 1440))]

    changed = set_weekly_hours(calendar, friday, seen_version=1, actor=lead, at=NOON)

    assert schedule_of(changed).windows_on(date(2026, 11, 20)) == ((0, 86_400),)


def test_hours_that_were_rolled_back_are_forgotten(
    calendar: Calendar, lead: Actor
) -> None:
    friday = [WeeklyHours(Weekday.FRIDAY, Hours(0, 1440))]
    with transaction.atomic():
        schedule_of(
            set_weekly_hours(calendar, friday, seen_version=1, actor=lead, at=NOON)
        )
        transaction.set_rollback(True)

    monday = [WeeklyHours(Weekday.MONDAY, Hours(0, 1440))]
    changed = set_weekly_hours(calendar, monday, seen_version=1, actor=lead, at=NOON)

    assert changed.version == 2
    assert schedule_of(changed).windows_on(date(2026, 11, 20)) == ()


def test_a_listed_holiday_is_closed_until_somebody_switches_it_off(
    calendar: Calendar, lead: Actor
) -> None:
    seeded = seed_holidays(calendar, [2027], actor=SYSTEM, at=NOON)
    holiday = seeded.exceptions.get(starts_on=LIBERATION_DAY)
    assert schedule_of(seeded).windows_on(LIBERATION_DAY) == ()

    switch_off_exception(holiday, actor=lead, at=NOON)

    calendar.refresh_from_db()
    assert len(schedule_of(calendar).windows_on(LIBERATION_DAY)) == 2


def test_what_people_enter_outranks_the_list(calendar: Calendar, lead: Actor) -> None:
    seeded = seed_holidays(calendar, [2027], actor=SYSTEM, at=NOON)
    on_duty = ExceptionalDays(
        LIBERATION_DAY,
        LIBERATION_DAY,
        ExceptionKind.REPLACED,
        "Trực",
        (Hours(540, 600),),
    )

    add_exception(seeded, on_duty, actor=lead, at=NOON)

    calendar.refresh_from_db()
    assert schedule_of(calendar).windows_on(LIBERATION_DAY) == ((9 * HOUR, 10 * HOUR),)
    assert LIBERATION_DAY not in rest_days_of(calendar)


def test_no_legal_period_ends_on_a_holiday_or_a_weekend(calendar: Calendar) -> None:
    seeded = seed_holidays(calendar, [2027], actor=SYSTEM, at=NOON)

    # 30 April is a Friday, 1 May a Saturday, and Monday the day in lieu.
    assert rolled(LIBERATION_DAY, rest_days_of(seeded)) == date(2027, 5, 4)


@pytest.mark.parametrize(
    ("day", "end"),
    [(date(2026, 8, 22), date(2026, 8, 22)), (date(2026, 8, 31), date(2026, 9, 3))],
)
def test_a_swap_that_the_house_chose_moves_its_rest_days(
    calendar: Calendar, lead: Actor, day: date, end: date
) -> None:
    seeded = seed_holidays(calendar, [2026], actor=SYSTEM, at=NOON)
    worked, off = seeded.exceptions.filter(is_swap=True)
    switch_on_exception(worked, actor=lead, at=NOON)
    switch_on_exception(off, actor=lead, at=NOON)

    assert rolled(day, rest_days_of(seeded)) == end
