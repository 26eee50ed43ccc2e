"""Opening calendars and setting their week."""

import pytest
from django.db import IntegrityError, transaction

from foundation.calendars import verbs
from foundation.calendars.actions.hours import (
    make_default,
    open_calendar,
    open_default_calendar,
    rename_calendar,
    set_weekly_hours,
)
from foundation.calendars.enums import Weekday
from foundation.calendars.errors import (
    CalendarChangedError,
    CalendarNameTakenError,
    NoWorkingTimeError,
    OverlappingWindowsError,
    UnknownTimeZoneError,
)
from foundation.calendars.hours import Hours, WeeklyHours
from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.calendars import CalendarFactory, CalendarWindowFactory

LONG_MONDAY = [WeeklyHours(Weekday.MONDAY, Hours(0, 1440))]


def n_events(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


def test_the_default_calendar_is_opened_once(calendar: Calendar) -> None:
    again = open_default_calendar(actor=SYSTEM, at=NOON)

    assert again == calendar
    assert calendar.windows.count() == 12
    assert n_events(verbs.CALENDAR_CREATED) == 1


def test_setting_the_week_replaces_it_and_counts_a_version(
    calendar: Calendar, lead: Actor
) -> None:
    changed = set_weekly_hours(
        calendar, LONG_MONDAY, seen_version=1, actor=lead, at=NOON
    )

    window = changed.windows.get()
    assert (window.weekday, window.starts, window.ends) == (0, 0, 1440)
    assert changed.version == 2
    event = Event.objects.get(verb=verbs.CALENDAR_HOURS_CHANGED)
    assert event.data["new"] == [[0, 0, 1440]]
    assert len(event.data["old"]) == 12


def test_setting_the_same_week_again_changes_nothing(
    calendar: Calendar, lead: Actor
) -> None:
    set_weekly_hours(calendar, LONG_MONDAY, seen_version=1, actor=lead, at=NOON)

    again = set_weekly_hours(calendar, LONG_MONDAY, seen_version=2, actor=lead, at=NOON)

    assert again.version == 2
    assert n_events(verbs.CALENDAR_HOURS_CHANGED) == 1


def test_the_second_of_two_editors_must_look_again(
    calendar: Calendar, lead: Actor
) -> None:
    set_weekly_hours(calendar, LONG_MONDAY, seen_version=1, actor=lead, at=NOON)

    with pytest.raises(CalendarChangedError):
        set_weekly_hours(calendar, [], seen_version=1, actor=lead, at=NOON)

    assert calendar.windows.count() == 1


def test_a_week_with_overlapping_windows_is_refused_whole(
    calendar: Calendar, lead: Actor
) -> None:
    week = [
        WeeklyHours(Weekday.MONDAY, Hours(480, 720)),
        WeeklyHours(Weekday.MONDAY, Hours(700, 800)),
    ]

    with pytest.raises(OverlappingWindowsError):
        set_weekly_hours(calendar, week, seen_version=1, actor=lead, at=NOON)

    assert calendar.windows.count() == 12
    assert n_events(verbs.CALENDAR_HOURS_CHANGED) == 0


def test_the_same_hours_on_two_days_do_not_overlap(
    calendar: Calendar, lead: Actor
) -> None:
    week = [
        WeeklyHours(Weekday.TUESDAY, Hours(480, 720)),
        WeeklyHours(Weekday.MONDAY, Hours(480, 720)),
    ]

    changed = set_weekly_hours(calendar, week, seen_version=1, actor=lead, at=NOON)

    assert [row.weekday for row in changed.windows.all()] == [0, 1]


def test_the_database_refuses_windows_that_overlap(db: None) -> None:
    first = CalendarWindowFactory.create(starts=480, ends=720)

    with pytest.raises(IntegrityError, match="calendar_window_no_overlap"):
        CalendarWindowFactory.create(calendar=first.calendar, starts=719, ends=800)


@pytest.mark.parametrize(("starts", "ends"), [(720, 720), (720, 480), (0, 1441)])
def test_the_database_refuses_a_window_that_is_none(
    db: None, starts: int, ends: int
) -> None:
    with pytest.raises(IntegrityError, match="calendar_window_within_day"):
        CalendarWindowFactory.create(starts=starts, ends=ends)


def test_the_database_refuses_a_second_default(calendar: Calendar) -> None:
    with (
        pytest.raises(IntegrityError, match="calendar_one_default"),
        transaction.atomic(),
    ):
        CalendarFactory.create(is_default=True)


def test_another_calendar_can_become_the_default(
    calendar: Calendar, lead: Actor
) -> None:
    other = CalendarWindowFactory.create().calendar

    make_default(other, actor=lead, at=NOON)
    make_default(other, actor=lead, at=NOON)

    assert Calendar.objects.default() == other
    assert n_events(verbs.CALENDAR_MADE_DEFAULT) == 1


def test_a_week_without_any_hours_is_refused(calendar: Calendar, lead: Actor) -> None:
    with pytest.raises(NoWorkingTimeError):
        set_weekly_hours(calendar, [], seen_version=1, actor=lead, at=NOON)

    assert calendar.windows.count() == 12


def test_a_calendar_that_never_opens_cannot_become_the_default(
    calendar: Calendar, lead: Actor
) -> None:
    closed = open_calendar("Trạm Hà Nội", "Asia/Ho_Chi_Minh", actor=lead, at=NOON)

    with pytest.raises(NoWorkingTimeError):
        make_default(closed, actor=lead, at=NOON)

    assert Calendar.objects.default() == calendar


def test_a_calendar_opened_is_closed_all_week(lead: Actor) -> None:
    opened = open_calendar("Trạm Berlin", "Europe/Berlin", actor=lead, at=NOON)

    assert not opened.windows.exists()
    assert not opened.is_default


def test_a_name_is_given_once(calendar: Calendar, lead: Actor) -> None:
    with pytest.raises(CalendarNameTakenError):
        open_calendar(calendar.name, "Asia/Ho_Chi_Minh", actor=lead, at=NOON)


def test_a_time_zone_must_exist(calendar: Calendar, lead: Actor) -> None:
    with pytest.raises(UnknownTimeZoneError):
        rename_calendar(
            calendar, name="Lịch", timezone="Asia/Saigon2", actor=lead, at=NOON
        )


def test_moving_to_another_time_zone_counts_a_version(
    calendar: Calendar, lead: Actor
) -> None:
    moved = rename_calendar(
        calendar, name="Berlin", timezone="Europe/Berlin", actor=lead, at=NOON
    )

    assert (moved.name, moved.timezone, moved.version) == ("Berlin", "Europe/Berlin", 2)
    assert n_events(verbs.CALENDAR_DETAILS_CHANGED) == 1
