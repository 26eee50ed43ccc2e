"""How long ago in working time: the inverse of counting."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from foundation.calendars.schedule import Schedule, Window
from foundation.calendars.working_time import count_working
from insights.working_age import MOST_DAYS, working_ago

HOUR = 3600
# 08:00 to 12:00 and 13:30 to 17:30, Monday to Saturday, in Ho Chi Minh City.
SHOP = Schedule.build(
    "Asia/Ho_Chi_Minh",
    {
        day: [Window(8 * HOUR, 12 * HOUR), Window(int(13.5 * HOUR), int(17.5 * HOUR))]
        for day in range(6)
    },
)
SHUT = Schedule.build("Asia/Ho_Chi_Minh", {})
FRIDAY_15 = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MONDAY_9 = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "hours", "since"),
    [
        (FRIDAY_15, 1, datetime(2026, 11, 20, 7, 0, tzinfo=UTC)),
        # Lunch does not count: 13:30 to 15:00, and the last half hour before noon.
        (FRIDAY_15, 2, datetime(2026, 11, 20, 4, 30, tzinfo=UTC)),
        # Nor does Sunday: an hour of Monday, and the last of Saturday.
        (MONDAY_9, 2, datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
    ],
)
def test_breaks_and_rest_days_are_not_counted(
    at: datetime, hours: int, since: datetime
) -> None:
    assert working_ago(at, hours * HOUR, SHOP) == since


@given(minutes=st.integers(0, 60 * 24 * 400), seconds=st.integers(1, 40 * HOUR))
def test_counting_from_it_gives_it_back(minutes: int, seconds: int) -> None:
    at = FRIDAY_15 + timedelta(minutes=minutes)

    since = working_ago(at, seconds, SHOP)

    assert count_working(since, at, SHOP) == seconds
    assert count_working(since + timedelta(seconds=1), at, SHOP) == seconds - 1


def test_a_house_that_is_never_open_ages_nothing_within_a_year() -> None:
    assert working_ago(FRIDAY_15, HOUR, SHUT) == FRIDAY_15 - timedelta(days=MOST_DAYS)
