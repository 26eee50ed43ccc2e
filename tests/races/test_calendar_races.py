"""Two people at one calendar, at once, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection

from foundation.calendars.actions import exceptions, hours
from foundation.calendars.actions.holidays import seed_holidays
from foundation.calendars.enums import ExceptionKind, Weekday
from foundation.calendars.errors import CalendarChangedError, OverlappingExceptionError
from foundation.calendars.hours import ExceptionalDays, Hours, WeeklyHours
from foundation.calendars.models import Calendar, CalendarException
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.sessions import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 12, 24)


@pytest.fixture
def calendar(transactional_db: None) -> Calendar:
    return hours.open_default_calendar(actor=SYSTEM, at=NOON)


def at_once(*jobs: Callable[[], object]) -> list[type]:
    """What each job came to, when all start together: its result's or its refusal's type."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> type:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return type(job())
        except (
            IntegrityError,
            OperationalError,
            CalendarChangedError,
            OverlappingExceptionError,
        ) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs), key=lambda outcome: outcome.__name__)


def read_together(parties: int) -> Callable[[Calendar], Calendar]:
    """In place of the row lock: both read first, then both go on."""
    both_have_read = Barrier(parties)

    def read(calendar: Calendar) -> Calendar:
        fresh = Calendar.objects.get(pk=calendar.pk)
        both_have_read.wait(timeout=PATIENCE_SECONDS)
        return fresh

    return read


def set_monday(calendar: Calendar, starts: int) -> Callable[[], object]:
    week = [WeeklyHours(Weekday.MONDAY, Hours(starts, starts + 60))]
    return lambda: hours.set_weekly_hours(
        calendar, week, seen_version=1, actor=SYSTEM, at=NOON
    )


def close_day(calendar: Calendar) -> Callable[[], object]:
    days = ExceptionalDays(DAY, DAY, ExceptionKind.CLOSED, "Kiểm kê")
    return lambda: exceptions.add_exception(calendar, days, actor=SYSTEM, at=NOON)


def test_of_two_editors_at_once_one_must_look_again(calendar: Calendar) -> None:
    outcomes = at_once(set_monday(calendar, 480), set_monday(calendar, 600))

    assert outcomes == [Calendar, CalendarChangedError]
    assert calendar.windows.count() == 1


def test_without_the_lock_both_editors_believe_they_won(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours, "locked", read_together(2))

    outcomes = at_once(set_monday(calendar, 480), set_monday(calendar, 600))

    # Whether the second also deletes what the first wrote is timing: nobody is told.
    calendar.refresh_from_db()
    assert outcomes == [Calendar, Calendar]
    assert calendar.version == 3


def test_a_day_said_twice_at_once_is_kept_once(calendar: Calendar) -> None:
    outcomes = at_once(close_day(calendar), close_day(calendar))

    assert outcomes == [CalendarException, OverlappingExceptionError]


def test_without_the_lock_the_database_still_keeps_the_day_once(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_found_it_free = Barrier(2)
    check_free = exceptions._check_free

    def check_together(exception: CalendarException) -> None:
        check_free(exception)
        both_found_it_free.wait(timeout=PATIENCE_SECONDS)

    monkeypatch.setattr(exceptions, "locked", lambda row: row)
    monkeypatch.setattr(exceptions, "_check_free", check_together)

    outcomes = at_once(close_day(calendar), close_day(calendar))

    # Two who write at the same instant may each wait for the other's row: a deadlock.
    assert outcomes in (
        [CalendarException, IntegrityError],
        [CalendarException, OperationalError],
    )
    assert CalendarException.objects.filter(starts_on=DAY).count() == 1


def test_two_readers_of_the_list_write_it_once(calendar: Calendar) -> None:
    def seed() -> Calendar:
        return seed_holidays(calendar, [2027], actor=SYSTEM, at=NOON)

    outcomes = at_once(seed, seed)

    calendar.refresh_from_db()
    assert outcomes == [Calendar, Calendar]
    assert calendar.version == 2
    assert calendar.exceptions.filter(starts_on=date(2027, 2, 4)).count() == 1


def test_two_first_starts_open_one_default_calendar(transactional_db: None) -> None:
    def first_start() -> Calendar:
        return hours.open_default_calendar(actor=SYSTEM, at=NOON)

    at_once(first_start, first_start)

    assert Calendar.objects.count() == 1
    assert Calendar.objects.default().windows.count() == 12
