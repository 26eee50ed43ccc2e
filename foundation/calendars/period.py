"""The legal period rule, the same for cover, return windows, vouchers and points.

Civil Code 2015, articles 147 and 148: the first day is not counted; a period in months
ends on the corresponding day, or on the month's last day where there is none; a last
day that is a weekend or a holiday moves to the end of the next working day. A published
policy may say otherwise (article 145) by passing its own rest days.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from foundation.calendars.errors import NoWorkingTimeError

SATURDAY, SUNDAY = 5, 6
LONGEST_REST_DAYS = 366  # no holiday lasts a year; a calendar that says so is broken


@dataclass(frozen=True, slots=True)
class RestDays:
    """The days on which no period may end, and the weekend days that are worked after all."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def __contains__(self, day: date) -> bool:
        is_weekend = day.weekday() in self.weekend and day not in self.worked
        return is_weekend or day in self.holidays


class PeriodEnd(NamedTuple):
    """The last day of a period, inclusive: as counted, and as moved off a rest day."""

    raw_on: date
    rolled_on: date


class Days(NamedTuple):
    """A run of days, both ends included."""

    first: date
    last: date


def end_after_days(start_on: date, days: int, rest: RestDays) -> PeriodEnd:
    """The end of a period of `days` that begins on `start_on`, which is not counted."""
    return period_end(start_on + timedelta(days=days), rest)


def end_after_months(start_on: date, months: int, rest: RestDays) -> PeriodEnd:
    """The end of a period of calendar months that begins on `start_on`."""
    return period_end(add_months(start_on, months), rest)


def period_end(raw_on: date, rest: RestDays) -> PeriodEnd:
    """A raw end with its rolled one: once, after every pause and extension is added."""
    return PeriodEnd(raw_on, rolled(raw_on, rest))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on, or the month's last day if there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def rolled(day: date, rest: RestDays) -> date:
    """`day`, or the next working day where it is a rest day."""
    for ahead in range(LONGEST_REST_DAYS):
        candidate = day + timedelta(days=ahead)
        if candidate not in rest:
            return candidate
    raise NoWorkingTimeError


def count_days(runs: Iterable[Days]) -> int:
    """How many days the runs cover together; a day in two runs counts once."""
    covered, reached = 0, date.min
    for first, last in sorted(runs):
        fresh = max(first, reached)
        if fresh <= last:
            covered += (last - fresh).days + 1
            reached = last + timedelta(days=1)
    return covered
