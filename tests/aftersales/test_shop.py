"""Until when the hotline answers, and from when again, in a few words."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from aftersales.shop import Shop
from foundation.calendars.opening_words import hours_words
from foundation.calendars.queries import default_schedule
from foundation.calendars.schedule import Schedule, Window
from tests.conftest import NOON
from tests.factories.calendars import CalendarFactory

DAY = [(8 * 3600, 12 * 3600), (13 * 3600 + 1800, 17 * 3600 + 1800)]


def week(*days: int) -> Schedule:
    """Shop hours on some weekdays, Monday being 0."""
    windows = [Window(*hours) for hours in DAY]
    return Schedule.build("Asia/Ho_Chi_Minh", dict.fromkeys(days, windows))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        # Friday 20/11/2026; the shop is seven hours ahead of UTC.
        (datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "Mở cửa tới 12:00"),
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), "Mở cửa tới 17:30"),
        (datetime(2026, 11, 20, 5, 0, tzinfo=UTC), "Mở lại 13:30"),
        (datetime(2026, 11, 19, 22, 0, tzinfo=UTC), "Mở lại 08:00"),
        (datetime(2026, 11, 20, 10, 30, tzinfo=UTC), "Mở lại T2, 08:00"),
    ],
)
def test_the_hours_are_said_in_words(at: datetime, words: str) -> None:
    assert hours_words(week(0, 1, 2, 3, 4), at) == words


def test_a_long_rest_is_said_by_its_date() -> None:
    schedule = Schedule.build(
        "Asia/Ho_Chi_Minh",
        {day: week(0).weekly[0] for day in range(7)},
        {datetime(2027, 2, d, tzinfo=UTC).date(): () for d in range(4, 13)},
    )

    at = datetime(2027, 2, 4, 3, 0, tzinfo=UTC)

    assert hours_words(schedule, at) == "Mở lại 13/02, 08:00"


def test_a_shop_that_never_opens_rests() -> None:
    assert hours_words(week(), NOON) == "Đang nghỉ"


def test_the_shop_knows_the_default_calendar(db: None) -> None:
    CalendarFactory(is_default=True)

    shop = Shop(NOON)

    assert shop.is_open is default_schedule().is_working_at(NOON)
    assert shop.hotline_number == "18006868"


def test_a_page_without_hours_asks_no_calendar(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert Shop(NOON).hotline == "1800 6868"
