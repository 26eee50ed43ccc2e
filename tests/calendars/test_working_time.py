"""Working-time arithmetic, without a database."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings, strategies as st

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import Schedule, Window
from foundation.calendars.working_time import (
    Interval,
    add_working,
    count_working,
    worked_intervals,
)

HOUR = 3600
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = (Window(8 * HOUR, 12 * HOUR), Window(13 * HOUR + 1800, 17 * HOUR + 1800))
ROUND_THE_CLOCK = (Window(0, 24 * HOUR),)

# Monday to Friday and Saturday morning, Tết 2026 off, Saturday 22 August worked in full.
SHOP = Schedule.build(
    "Asia/Ho_Chi_Minh",
    {**dict.fromkeys(range(5), OFFICE), 5: OFFICE[:1]},
    {
        **{date(2026, 2, day): () for day in range(16, 21)},
        date(2026, 8, 22): OFFICE,
    },
)
BERLIN_OFFICE = Schedule.build("Europe/Berlin", dict.fromkeys(range(5), OFFICE))
NEVER_CLOSED = Schedule.build("Europe/Berlin", dict.fromkeys(range(7), ROUND_THE_CLOCK))
NEVER_OPEN = Schedule.build("Asia/Ho_Chi_Minh", {})

SCHEDULES = st.sampled_from([SHOP, BERLIN_OFFICE, NEVER_CLOSED])
STARTS = st.integers(
    min_value=int(datetime(2025, 12, 1, tzinfo=UTC).timestamp()),
    max_value=int(datetime(2027, 3, 31, tzinfo=UTC).timestamp()),
).map(lambda second: datetime.fromtimestamp(second, UTC))
SECONDS = st.integers(min_value=0, max_value=400 * HOUR)
PAUSES = st.lists(
    st.tuples(STARTS, st.integers(min_value=-HOUR, max_value=60 * 24 * HOUR)).map(
        lambda pause: (pause[0], pause[0] + timedelta(seconds=pause[1]))
    ),
    max_size=6,
)


def saigon(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=SAIGON)


def berlin(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("start", "seconds", "due"),
    [
        (saigon(2026, 11, 20, 8), 4 * HOUR, saigon(2026, 11, 20, 12)),
        (saigon(2026, 11, 20, 8), 4 * HOUR + 1, saigon(2026, 11, 20, 13, 30, 1)),
        (saigon(2026, 11, 20, 11, 30), HOUR, saigon(2026, 11, 20, 14)),
        (saigon(2026, 11, 20, 16, 41), 2 * HOUR, saigon(2026, 11, 21, 9, 11)),
        (saigon(2026, 11, 20, 20), HOUR, saigon(2026, 11, 21, 9)),
        (saigon(2026, 11, 21, 11), 2 * HOUR, saigon(2026, 11, 23, 9)),
        (saigon(2026, 2, 14, 11), 2 * HOUR, saigon(2026, 2, 21, 9)),
        (saigon(2026, 8, 22, 11), 2 * HOUR, saigon(2026, 8, 22, 14, 30)),
        (saigon(2026, 11, 20, 12, 30), 0, saigon(2026, 11, 20, 12, 30)),
    ],
    ids=[
        "a morning",
        "a second more waits for the afternoon",
        "lunch does not count",
        "the night does not count",
        "after hours starts at the next opening",
        "Saturday afternoon and Sunday do not count",
        "Tết does not count",
        "a worked swap day counts",
        "nothing added moves nothing",
    ],
)
def test_a_due_time_counts_open_hours_only(
    start: datetime, seconds: int, due: datetime
) -> None:
    assert add_working(start, seconds, SHOP) == due


def test_a_due_time_is_the_first_instant_that_suffices() -> None:
    due = add_working(saigon(2026, 11, 20, 16, 30), HOUR, SHOP)

    assert due == saigon(2026, 11, 20, 17, 30)


def test_a_pause_moves_the_due_time_by_the_working_time_it_covers() -> None:
    over_lunch = (saigon(2026, 11, 20, 11), saigon(2026, 11, 20, 14))

    due = add_working(saigon(2026, 11, 20, 10), 2 * HOUR, SHOP, [over_lunch])

    assert due == saigon(2026, 11, 20, 15)


def test_a_pause_of_twenty_years_is_no_reason_to_hang() -> None:
    start = saigon(2026, 11, 20, 10)
    ages = (start, saigon(2046, 11, 20, 10))

    assert add_working(start, HOUR, SHOP, [ages]) == saigon(2046, 11, 20, 11)
    assert count_working(start, saigon(2046, 11, 20, 11), SHOP, [ages]) == HOUR


def test_a_calendar_that_never_opens_is_refused_and_not_searched_for_ever() -> None:
    with pytest.raises(NoWorkingTimeError):
        add_working(saigon(2026, 11, 20), 1, NEVER_OPEN)

    assert count_working(saigon(2026, 1, 1), saigon(2027, 1, 1), NEVER_OPEN) == 0


def test_a_calendar_whose_last_open_day_is_past_is_refused() -> None:
    one_day = Schedule.build(
        "Asia/Ho_Chi_Minh", {}, {date(2026, 11, 20): ROUND_THE_CLOCK}
    )

    with pytest.raises(NoWorkingTimeError):
        add_working(saigon(2026, 11, 20), 24 * HOUR + 1, one_day)

    assert add_working(saigon(2026, 11, 20), 24 * HOUR, one_day) == saigon(2026, 11, 21)


def test_more_than_any_calendar_offers_is_refused() -> None:
    with pytest.raises(NoWorkingTimeError):
        add_working(saigon(2026, 11, 20), 10**12, SHOP)


def test_working_time_is_never_taken_away() -> None:
    with pytest.raises(ValueError, match="never taken away"):
        add_working(saigon(2026, 11, 20), -1, SHOP)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = saigon(2026, 11, 20).replace(tzinfo=None)

    with pytest.raises(ValueError, match="aware"):
        count_working(naive, saigon(2026, 11, 21), SHOP)


def test_time_turned_backwards_counts_nothing() -> None:
    assert count_working(saigon(2026, 11, 21), saigon(2026, 11, 20), SHOP) == 0


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (berlin(2026, 3, 29), berlin(2026, 3, 30), 23),
        (berlin(2026, 10, 25), berlin(2026, 10, 26), 25),
        (berlin(2026, 6, 1), berlin(2026, 6, 2), 24),
    ],
)
def test_a_day_has_as_many_hours_as_its_zone_gives_it(
    start: datetime, end: datetime, hours: int
) -> None:
    assert count_working(start, end, NEVER_CLOSED) == hours * HOUR


@pytest.mark.parametrize(
    ("day", "window", "minutes"),
    [
        (date(2026, 3, 29), Window(2 * HOUR, 3 * HOUR), 0),
        (date(2026, 3, 29), Window(HOUR + 1800, 3 * HOUR + 1800), 60),
        (date(2026, 10, 25), Window(2 * HOUR, 3 * HOUR), 120),
        (date(2026, 10, 25), Window(2 * HOUR + 900, 2 * HOUR + 1800), 30),
    ],
    ids=["skipped", "around the gap", "repeated", "part of it repeated"],
)
def test_hours_that_a_zone_skips_or_repeats_count_as_the_wall_clock_shows_them(
    day: date, window: Window, minutes: int
) -> None:
    schedule = Schedule.build("Europe/Berlin", {}, {day: [window]})
    midnight = datetime(day.year, day.month, day.day, tzinfo=BERLIN)

    counted = count_working(midnight, midnight + timedelta(days=2), schedule)

    assert counted == minutes * 60


def test_office_hours_follow_the_wall_clock_over_a_change_of_offset() -> None:
    friday = berlin(2026, 10, 23, 16, 30)

    assert add_working(friday, 2 * HOUR, BERLIN_OFFICE) == berlin(2026, 10, 26, 9)


def test_the_steps_of_an_explanation_leave_out_what_does_not_count() -> None:
    steps = worked_intervals(
        saigon(2026, 11, 20, 11),
        saigon(2026, 11, 20, 16),
        SHOP,
        [(saigon(2026, 11, 20, 14), saigon(2026, 11, 20, 15))],
    )

    assert steps == [
        Interval(saigon(2026, 11, 20, 11), saigon(2026, 11, 20, 12)),
        Interval(saigon(2026, 11, 20, 13, 30), saigon(2026, 11, 20, 14)),
        Interval(saigon(2026, 11, 20, 15), saigon(2026, 11, 20, 16)),
    ]


@given(STARTS, SECONDS, SCHEDULES, PAUSES)
def test_what_was_added_is_what_is_counted(
    start: datetime, seconds: int, schedule: Schedule, pauses: list
) -> None:
    due = add_working(start, seconds, schedule, pauses)

    assert due >= start
    assert count_working(start, due, schedule, pauses) == seconds


@given(STARTS, SECONDS, SCHEDULES, PAUSES)
def test_no_earlier_instant_would_do(
    start: datetime, seconds: int, schedule: Schedule, pauses: list
) -> None:
    assume(seconds > 0)

    due = add_working(start, seconds, schedule, pauses)

    a_second_before = due - timedelta(seconds=1)
    assert count_working(start, a_second_before, schedule, pauses) == seconds - 1


@given(STARTS, SECONDS, SCHEDULES, PAUSES, PAUSES)
def test_pausing_never_advances_a_due_time(
    start: datetime, seconds: int, schedule: Schedule, pauses: list, more: list
) -> None:
    due = add_working(start, seconds, schedule, pauses)

    assert add_working(start, seconds, schedule, pauses + more) >= due


@given(STARTS, SECONDS, SCHEDULES, PAUSES, st.randoms())
def test_the_order_of_pauses_does_not_matter(
    start: datetime, seconds: int, schedule: Schedule, pauses: list, random: Random
) -> None:
    shuffled = random.sample(pauses, len(pauses))

    assert add_working(start, seconds, schedule, shuffled) == add_working(
        start, seconds, schedule, pauses
    )


@given(STARTS, STARTS, STARTS, SCHEDULES, PAUSES)
def test_parts_sum_to_the_whole(
    one: datetime, two: datetime, three: datetime, schedule: Schedule, pauses: list
) -> None:
    first, middle, last = sorted([one, two, three])

    parts = count_working(first, middle, schedule, pauses) + count_working(
        middle, last, schedule, pauses
    )

    assert parts == count_working(first, last, schedule, pauses)


def minutes_by_the_wall(start: datetime, minutes: int, schedule: Schedule) -> int:
    """The definition itself, minute by minute: open if the wall clock reads open."""
    walls = (
        (start + timedelta(minutes=minute)).astimezone(schedule.zone)
        for minute in range(minutes)
    )
    return sum(
        window.starts <= wall.hour * HOUR + wall.minute * 60 < window.ends
        for wall in walls
        for window in schedule.windows_on(wall.date())
    )


MINUTES_OF_DAY = st.lists(
    st.integers(min_value=0, max_value=24 * 60), min_size=4, max_size=4, unique=True
).map(sorted)


@settings(max_examples=60, deadline=None)
@given(
    MINUTES_OF_DAY,
    st.sampled_from(["Europe/Berlin", "Asia/Ho_Chi_Minh", "America/St_Johns"]),
    st.sampled_from([date(2026, 3, 7), date(2026, 3, 28), date(2026, 10, 24)]),
    st.integers(min_value=0, max_value=24 * 60),
)
def test_counting_agrees_with_reading_the_wall_clock(
    edges: list[int], zone: str, day: date, offset: int
) -> None:
    one, two, three, four = (minute * 60 for minute in edges)
    hours = [Window(one, two), Window(three, four)]
    schedule = Schedule.build(zone, dict.fromkeys(range(7), hours))
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        minutes=offset
    )

    counted = count_working(start, start + timedelta(days=2), schedule)

    assert counted == 60 * minutes_by_the_wall(start, 2 * 24 * 60, schedule)
