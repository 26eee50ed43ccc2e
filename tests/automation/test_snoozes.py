"""Until when something is out of sight, as people say it."""

from datetime import datetime, timedelta, timezone

import pytest

from automation.snoozes import SNOOZES, moment_of, until
from foundation.calendars.queries import first_week
from foundation.calendars.schedule import Schedule
from tests.conftest import NOON

HANOI = timezone(timedelta(hours=7))
# A shop that opens from Monday to Saturday; Saturday ends at noon.
HOURS = first_week()
NEVER = Schedule.build("Asia/Ho_Chi_Minh", {})


def hanoi(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+07:00")


@pytest.mark.parametrize("code", [code for code in SNOOZES if code != "reply"])
def test_every_moment_falls_into_working_time(code: str) -> None:
    saturday_evening = hanoi("21T20:00")

    ends = moment_of(code, HOURS, saturday_evening).astimezone(HANOI)

    assert ends.isoweekday() != 7
    assert 8 <= ends.hour < 18


@pytest.mark.parametrize("code", ["tomorrow", "monday"])
def test_a_saturday_evening_ends_on_monday_morning(code: str) -> None:
    ends = moment_of(code, HOURS, hanoi("21T20:00"))

    assert ends == hanoi("23T08:00")


def test_tomorrow_is_the_next_morning_that_opens() -> None:
    assert moment_of("tomorrow", HOURS, NOON) == hanoi("21T08:00")


def test_next_week_is_never_today() -> None:
    assert moment_of("monday", HOURS, hanoi("23T07:00")) == hanoi("30T08:00")


def test_hours_are_hours_of_work() -> None:
    late = hanoi("20T17:00")

    assert moment_of("hour", HOURS, late) > late + timedelta(hours=1)


@pytest.mark.parametrize(
    ("code", "ends"),
    [("hour", NOON + timedelta(hours=1)), ("tomorrow", hanoi("21T08:00"))],
)
def test_a_house_that_never_opens_counts_by_the_clock(
    code: str, ends: datetime
) -> None:
    assert moment_of(code, NEVER, NOON) == ends


@pytest.mark.django_db
def test_until_the_customer_writes_has_no_moment() -> None:
    assert until("reply", NOON) is None
    assert until("tomorrow", NOON) == hanoi("21T08:00")
