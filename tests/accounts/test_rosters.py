"""Hours against hours: what is left, what nobody covers, what is away. No database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from foundation.accounts.models import Leave
from foundation.accounts.roster_person import time_of
from foundation.accounts.rosters import (
    Away,
    ShiftDay,
    changes_after,
    gaps_on,
    hours_away,
    hours_on,
    house_day,
    is_on_shift,
    midnight,
    without,
)
from foundation.calendars.hours import Hours
from foundation.calendars.schedule import Schedule, Window

HOUR = 3600
HOUSE = Schedule.build(
    "Asia/Ho_Chi_Minh",
    {
        day: [Window(8 * HOUR, 12 * HOUR), Window(13 * HOUR, 17 * HOUR)]
        for day in range(6)
    },
    {date(2026, 11, 24): []},
)
MONDAY, HOLIDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 29)
MORNING, NOON_TO_NINE = Hours(480, 720), Hours(720, 1260)
PLAN = [ShiftDay(0, NOON_TO_NINE, MONDAY), ShiftDay(6, MORNING, MONDAY)]
HOURS = st.builds(
    lambda start, length: Hours(start, min(start + length, 1440)),
    st.integers(0, 1439),
    st.integers(1, 600),
)


def minutes(hours: tuple[Hours, ...]) -> set[int]:
    return {minute for window in hours for minute in range(window.starts, window.ends)}


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], [Hours(480, 720)]),
        ([Hours(0, 1440)], []),
        ([Hours(480, 720)], []),
        ([Hours(540, 600)], [Hours(480, 540), Hours(600, 720)]),
        ([Hours(400, 500), Hours(700, 800)], [Hours(500, 700)]),
        ([Hours(720, 800)], [Hours(480, 720)]),
        ([Hours(600, 660), Hours(540, 620)], [Hours(480, 540), Hours(660, 720)]),
    ],
    ids=["nothing", "all day", "exactly", "a hole", "both ends", "after", "unordered"],
)
def test_what_is_left_of_a_morning(taken: list[Hours], left: list[Hours]) -> None:
    assert without([MORNING], taken) == tuple(left)


@given(st.lists(HOURS, max_size=5), st.lists(HOURS, max_size=5))
def test_what_is_left_is_what_was_there_and_not_taken(
    hours: list[Hours], taken: list[Hours]
) -> None:
    left = without(hours, taken)

    assert minutes(left) == minutes(tuple(hours)) - minutes(tuple(taken))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (MONDAY, (NOON_TO_NINE,)),
        (SUNDAY, (MORNING,)),
        (MONDAY + timedelta(days=2), ()),
        (HOLIDAY, ()),
        (MONDAY - timedelta(days=2), (Hours(480, 720), Hours(780, 1020))),
    ],
    ids=["a shift", "closed house", "off", "holiday", "before the plan"],
)
def test_the_hours_of_a_day(day: date, hours: tuple[Hours, ...]) -> None:
    assert hours_on(PLAN, day, HOUSE) == hours


@pytest.mark.parametrize(
    ("at", "is_on"),
    [
        (datetime(2026, 11, 23, 4, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 5, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 13, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 14, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), False),
    ],
)
def test_a_shift_is_read_off_the_clock_of_the_house(at: datetime, is_on: bool) -> None:
    assert is_on_shift(PLAN, at, HOUSE) is is_on


def test_the_day_of_the_house_begins_in_the_evening_of_utc() -> None:
    assert house_day(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == MONDAY
    assert midnight(MONDAY) == datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


def test_the_hours_that_nobody_covers() -> None:
    assert gaps_on(MONDAY, HOUSE, [[NOON_TO_NINE], [Hours(480, 540)]]) == (
        Hours(540, 720),
    )
    assert gaps_on(HOLIDAY, HOUSE, []) == ()


def test_leave_takes_its_part_of_each_day() -> None:
    away = [Away(midnight(MONDAY) + timedelta(hours=15), midnight(SUNDAY))]

    assert hours_away(away, MONDAY) == (Hours(900, 1440),)
    assert hours_away(away, HOLIDAY) == (Hours(0, 1440),)
    assert hours_away(away, SUNDAY) == ()


def test_plans_change_where_one_begins_or_ends() -> None:
    ends = ShiftDay(0, MORNING, MONDAY, SUNDAY)
    begins = ShiftDay(1, MORNING, SUNDAY + timedelta(days=8))

    assert changes_after([ends, begins], MONDAY) == [
        SUNDAY + timedelta(days=1),
        SUNDAY + timedelta(days=8),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (midnight(MONDAY), midnight(HOLIDAY), "23/11/2026"),
        (midnight(MONDAY), midnight(SUNDAY), "23/11/2026 – 28/11/2026"),
        (
            midnight(MONDAY) + timedelta(hours=13),
            midnight(HOLIDAY),
            "23/11/2026, 13:00 – 24/11/2026, 00:00",
        ),
    ],
    ids=["a day", "whole days", "an afternoon"],
)
def test_leave_is_said_in_days_where_it_is_whole_days(
    starts: datetime, ends: datetime, words: str
) -> None:
    assert time_of(Leave(starts_at=starts, ends_at=ends)) == words
