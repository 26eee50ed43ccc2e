"""Opening hours as people write them."""

import pytest

from foundation.calendars.errors import InvalidHoursError, OverlappingWindowsError
from foundation.calendars.hours import (
    Hours,
    checked,
    clock,
    minutes_of,
    read_hours,
    write_hours,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("8:00", 480),
        ("08:30", 510),
        ("8h", 480),
        ("8h30", 510),
        ("17g30", 1050),
        (" 0:00 ", 0),
        ("24:00", 1440),
        ("23:59", 1439),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "8", "25:00", "24:01", "8:60", "8:5", "-1:00", "8:00:00", "٨:٠٠"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        minutes_of(text)


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "00:00"), (510, "08:30"), (1440, "24:00")]
)
def test_minutes_read_as_a_wall_clock(minutes: int, text: str) -> None:
    assert clock(minutes) == text


def test_windows_that_touch_are_two_windows() -> None:
    afternoon, morning = Hours(720, 1020), Hours(480, 720)

    assert checked([afternoon, morning]) == (morning, afternoon)


@pytest.mark.parametrize("later", [Hours(719, 900), Hours(480, 720), Hours(500, 600)])
def test_windows_that_share_a_minute_are_refused(later: Hours) -> None:
    with pytest.raises(OverlappingWindowsError):
        checked([Hours(480, 720), later])


@pytest.mark.parametrize(
    "window", [Hours(600, 600), Hours(720, 600), Hours(-1, 60), Hours(0, 1441)]
)
def test_a_window_lies_within_its_day(window: Hours) -> None:
    with pytest.raises(InvalidHoursError):
        checked([window])


@pytest.mark.parametrize(
    "text",
    [
        "08:00 – 12:00, 13:30 – 17:30",
        "8:00-12:00,13:30-17:30",
        "8h−12h; 13h30 — 17h30",
        "8:00-12:00\n13:30-17:30",
    ],
)
def test_the_windows_of_a_day_are_read_as_people_write_them(text: str) -> None:
    hours = read_hours(text)

    assert hours == (Hours(480, 720), Hours(810, 1050))
    assert write_hours(hours) == "08:00 – 12:00, 13:30 – 17:30"


def test_nothing_written_is_a_closed_day() -> None:
    assert read_hours(" , ") == ()


@pytest.mark.parametrize(
    "text", ["8:00", "8:00-", "8-12", "8:00-12:00-13:00", "cả ngày"]
)
def test_windows_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"time of day|two ends"):
        read_hours(text)
