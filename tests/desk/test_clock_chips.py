"""What a chip says: a table of clocks, by the time that counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foundation.calendars.schedule import Schedule, Window
from tickets.chips import chip_of
from tickets.enums import Basis
from tickets.sla.clock import Clock
from tickets.sla.terms import ROUND_THE_CLOCK, Target

HOUR = 3600
# Monday to Friday, 8:00–12:00 and 13:30–17:30 in Ho Chi Minh City.
DAYS = Schedule.build(
    "Asia/Ho_Chi_Minh",
    {
        day: (Window(8 * HOUR, 12 * HOUR), Window(13 * HOUR + 1800, 17 * HOUR + 1800))
        for day in range(5)
    },
)
# Friday 20 November 2026, 8:00 in Ho Chi Minh City.
START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SIX = Target(1, "resolution", "ours", 6 * HOUR)
WALL = Target(2, "resolution", "promised", 48 * HOUR, basis=Basis.WALL.value)


def clock(target: Target = SIX, **facts: Any) -> Clock:
    """Of six working hours: due at 15:30, after lunch."""
    due = START + timedelta(hours=7, minutes=30)
    if target is WALL:
        due = START + timedelta(hours=48)
    return Clock(target, START, due, **facts)


@pytest.mark.parametrize(
    ("hours", "state", "words", "percent"),
    [
        (0, "plenty", "Còn 6 g", 0),
        (2.5, "plenty", "Còn 3 g 30", 42),
        (3, "attn", "Còn 3 g", 50),
        # Lunch is not used.
        (5.5, "attn", "Còn 2 g", 67),
        (6, "risk", "Còn 1 g 30", 75),
        (7.2, "risk", "Còn 18 ph", 95),
        (8, "breach", "Trễ 30 ph", 100),
        # Over the week-end: 2 hours of Friday, 1 of Monday.
        (73, "breach", "Trễ 3 g", 100),
    ],
)
def test_what_is_left_is_working_time(
    hours: float, state: str, words: str, percent: int
) -> None:
    chip = chip_of(clock(), DAYS, START + timedelta(hours=hours))

    assert (chip.state, chip.words, chip.percent) == (state, words, percent)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "Còn 2 ngày"), (24, "Còn 1 ngày"), (30, "Còn 18 g"), (72, "Trễ 1 ngày")],
)
def test_a_promise_by_the_wall_clock_has_days_of_24_hours(
    hours: int, words: str
) -> None:
    chip = chip_of(clock(WALL), ROUND_THE_CLOCK, START + timedelta(hours=hours))

    assert chip.words == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [("part", "Chờ linh kiện"), ("customer", "Chờ khách"), ("", "Đang dừng")],
)
def test_a_paused_clock_says_whom_it_waits_for_and_stands_still(
    reason: str, words: str
) -> None:
    paused = clock(paused_at=START + timedelta(hours=3))

    chip = chip_of(paused, DAYS, START + timedelta(days=9), wait_reason=reason)

    assert (chip.state, chip.words, chip.percent) == ("paused", words, 50)


@pytest.mark.parametrize(
    ("verdict", "worked", "state", "words"),
    [
        ("met", 3 * HOUR + 1200, "met", "Xong 3 g 20 / 6 g"),
        ("late", 6 * HOUR + 720, "late", "Xong, trễ 12 ph"),
        ("stopped", 600, "plenty", "Dừng, không tính"),
    ],
)
def test_an_ended_clock_says_how_it_came_out(
    verdict: str, worked: int, state: str, words: str
) -> None:
    ended = clock(
        ended_at=START + timedelta(hours=9), verdict=verdict, worked_seconds=worked
    )

    chip = chip_of(ended, DAYS, START + timedelta(days=9))

    assert (chip.state, chip.words) == (state, words)


def test_on_a_page_there_is_room_for_whole_words() -> None:
    chip = chip_of(clock(), DAYS, START + timedelta(hours=2.5), is_long=True)

    assert chip.words == "Còn 3 giờ 30"
