"""Days on which the week does not hold."""

from datetime import date

import pytest
from django.db import IntegrityError

from foundation.calendars import verbs
from foundation.calendars.actions.exceptions import (
    add_exception,
    remove_exception,
    switch_off_exception,
    switch_on_exception,
)
from foundation.calendars.enums import ExceptionKind, ExceptionSource
from foundation.calendars.errors import (
    InvalidExceptionError,
    OverlappingExceptionError,
    OverlappingWindowsError,
    SeededExceptionError,
)
from foundation.calendars.hours import ExceptionalDays, Hours
from foundation.calendars.models import Calendar, CalendarException
from foundation.core.actor import Actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.calendars import CalendarExceptionFactory

EVE, NEXT = date(2026, 12, 24), date(2026, 12, 25)
STOCKTAKING = ExceptionalDays(EVE, NEXT, ExceptionKind.CLOSED, "Kiểm kê")
SHORT_DAY = ExceptionalDays(
    EVE, EVE, ExceptionKind.REPLACED, "Nghỉ sớm", (Hours(480, 720),)
)


def test_days_can_be_closed(calendar: Calendar, lead: Actor) -> None:
    added = add_exception(calendar, STOCKTAKING, actor=lead, at=NOON)

    calendar.refresh_from_db()
    assert calendar.version == 2
    assert added.source == ExceptionSource.MANUAL
    event = Event.objects.get(verb=verbs.CALENDAR_EXCEPTION_ADDED)
    assert event.data == {
        "exception_id": added.pk,
        "kind": "closed",
        "starts_on": "2026-12-24",
        "ends_on": "2026-12-25",
    }


def test_days_can_have_hours_of_their_own(calendar: Calendar, lead: Actor) -> None:
    added = add_exception(calendar, SHORT_DAY, actor=lead, at=NOON)

    window = added.windows.get()
    assert (window.starts, window.ends) == (480, 720)


@pytest.mark.parametrize(
    "days",
    [
        ExceptionalDays(NEXT, EVE, ExceptionKind.CLOSED, "Ngược"),
        ExceptionalDays(date(226, 1, 1), EVE, ExceptionKind.CLOSED, "Gõ nhầm năm"),
        ExceptionalDays(EVE, date(2028, 1, 1), ExceptionKind.CLOSED, "Quá dài"),
        ExceptionalDays(EVE, EVE, ExceptionKind.CLOSED, "Có giờ", (Hours(480, 720),)),
        ExceptionalDays(EVE, EVE, ExceptionKind.REPLACED, "Không giờ"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    calendar: Calendar, lead: Actor, days: ExceptionalDays
) -> None:
    with pytest.raises(InvalidExceptionError):
        add_exception(calendar, days, actor=lead, at=NOON)

    assert not calendar.exceptions.exists()


def test_hours_that_overlap_are_refused(calendar: Calendar, lead: Actor) -> None:
    days = ExceptionalDays(
        EVE, EVE, ExceptionKind.REPLACED, "Chồng", (Hours(480, 720), Hours(700, 800))
    )

    with pytest.raises(OverlappingWindowsError):
        add_exception(calendar, days, actor=lead, at=NOON)

    assert not calendar.exceptions.exists()


def test_a_day_is_said_by_hand_once(calendar: Calendar, lead: Actor) -> None:
    add_exception(calendar, STOCKTAKING, actor=lead, at=NOON)

    with pytest.raises(OverlappingExceptionError):
        add_exception(calendar, SHORT_DAY, actor=lead, at=NOON)


def test_a_listed_holiday_gives_way_to_an_entry_by_hand(
    calendar: Calendar, lead: Actor
) -> None:
    CalendarExceptionFactory.create(
        calendar=calendar, starts_on=EVE, source=ExceptionSource.HOLIDAYS
    )

    added = add_exception(calendar, SHORT_DAY, actor=lead, at=NOON)

    assert added.is_active


def test_the_database_refuses_two_entries_by_hand_for_a_day(db: None) -> None:
    first = CalendarExceptionFactory.create(starts_on=EVE, ends_on=NEXT)

    with pytest.raises(IntegrityError, match="calendar_exception_no_overlap"):
        CalendarExceptionFactory.create(calendar=first.calendar, starts_on=NEXT)


def test_what_was_entered_by_hand_can_be_removed(
    calendar: Calendar, lead: Actor
) -> None:
    added = add_exception(calendar, SHORT_DAY, actor=lead, at=NOON)

    remove_exception(added, actor=lead, at=NOON)

    calendar.refresh_from_db()
    assert not calendar.exceptions.exists()
    assert calendar.version == 3
    assert Event.objects.filter(verb=verbs.CALENDAR_EXCEPTION_REMOVED).count() == 1


def test_a_listed_holiday_cannot_be_removed(calendar: Calendar, lead: Actor) -> None:
    listed = CalendarExceptionFactory.create(
        calendar=calendar, source=ExceptionSource.HOLIDAYS
    )

    with pytest.raises(SeededExceptionError):
        remove_exception(listed, actor=lead, at=NOON)

    assert CalendarException.objects.filter(pk=listed.pk).exists()


def test_an_exception_is_switched_off_and_on(calendar: Calendar, lead: Actor) -> None:
    added = add_exception(calendar, STOCKTAKING, actor=lead, at=NOON)

    off = switch_off_exception(added, actor=lead, at=NOON)
    switch_off_exception(added, actor=lead, at=NOON)
    on = switch_on_exception(added, actor=lead, at=NOON)

    assert (off.is_active, on.is_active) == (False, True)
    assert on.switched_at == NOON
    switched = Event.objects.filter(verb__startswith="calendar.exception_switched")
    assert switched.count() == 2


def test_an_exception_is_not_switched_on_over_another(
    calendar: Calendar, lead: Actor
) -> None:
    added = add_exception(calendar, STOCKTAKING, actor=lead, at=NOON)
    off = switch_off_exception(added, actor=lead, at=NOON)
    add_exception(calendar, SHORT_DAY, actor=lead, at=NOON)

    with pytest.raises(OverlappingExceptionError):
        switch_on_exception(off, actor=lead, at=NOON)
