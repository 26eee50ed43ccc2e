"""Opening hours as people write them: 08:00 – 12:00, and 24:00 for the end of the day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from foundation.calendars.enums import ExceptionKind, Weekday
from foundation.calendars.errors import InvalidHoursError, OverlappingWindowsError

DAY_MINUTES = 24 * 60
DASH = "[\u2010-\u2015\u2212]"
CLOCK = re.compile(r"([01]?[0-9]|2[0-4])[:hg]([0-5][0-9])?")


class Hours(NamedTuple):
    """Open from and until, in minutes after local midnight."""

    starts: int
    ends: int

    def __str__(self) -> str:
        return f"{clock(self.starts)} – {clock(self.ends)}"


class WeeklyHours(NamedTuple):
    """Hours on one day of the week."""

    weekday: Weekday
    hours: Hours


# Ordinary shop hours, until somebody sets the house's own.
FIRST_WEEK = tuple(
    WeeklyHours(weekday, hours)
    for weekday in Weekday
    if weekday != Weekday.SUNDAY
    for hours in (Hours(8 * 60, 12 * 60), Hours(13 * 60 + 30, 17 * 60 + 30))
)


@dataclass(frozen=True, slots=True)
class ExceptionalDays:
    """What somebody wants to say about days that differ."""

    starts_on: date
    ends_on: date
    kind: ExceptionKind
    name: str
    hours: tuple[Hours, ...] = ()


def clock(minutes: int) -> str:
    """Minutes after midnight as a wall clock shows them; 1,440 is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(text: str) -> int:
    """The minutes after midnight of 8:30, 08h30, 8h or 24:00; ValueError otherwise."""
    match = CLOCK.fullmatch(text.strip().lower())
    if match is None or (match[1] == "24" and int(match[2] or 0)):
        raise ValueError("Not a time of day.")
    return int(match[1]) * 60 + int(match[2] or 0)


def read_hours(text: str) -> tuple[Hours, ...]:
    """The windows in "8:00 – 12:00, 13:30 – 17:30"; none in an empty text, else ValueError."""
    windows = [part.strip() for part in re.split("[,;\n]", text) if part.strip()]
    return tuple(_read_window(window) for window in windows)


def write_hours(hours: Iterable[Hours]) -> str:
    """The windows of a day as `read_hours` reads them back."""
    return ", ".join(str(window) for window in hours)


def checked(hours: Iterable[Hours]) -> tuple[Hours, ...]:
    """The windows of one day in order; refuses those that overlap or turn backwards."""
    ordered = tuple(sorted(hours))
    if any(not 0 <= window.starts < window.ends <= DAY_MINUTES for window in ordered):
        raise InvalidHoursError
    for earlier, later in pairwise(ordered):
        if later.starts < earlier.ends:
            raise OverlappingWindowsError
    return ordered


def _read_window(text: str) -> Hours:
    starts, dash, ends = re.sub(DASH, "-", text).partition("-")
    if not dash:
        raise ValueError("A window has two ends.")
    return Hours(minutes_of(starts), minutes_of(ends))
