"""Who is on duty, and where nobody is: shifts against the house's hours. No database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from foundation.calendars.enums import Weekday
from foundation.calendars.hours import DAY_MINUTES, Hours
from foundation.calendars.schedule import Schedule, Windows

# Shifts are typed by the clock on the wall of the house.
HOUSE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Duty:
    """What routing asks about one person at one instant."""

    user_id: int
    is_on_shift: bool
    is_on_leave: bool
    is_taking: bool
    capacity: int
    skills: frozenset[str]

    @property
    def may_take(self) -> bool:
        """Whether new work may be given to them, as far as presence goes."""
        return self.is_on_shift and self.is_taking and not self.is_on_leave


class ShiftDay(NamedTuple):
    """Hours of somebody on one weekday, from a day up to and including another."""

    weekday: int
    hours: Hours
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the plan that it belongs to holds on `day`, whatever weekday that is."""
        return self.valid_from <= day and (
            self.valid_until is None or day <= self.valid_until
        )


class Away(NamedTuple):
    """Absent in [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime


def house_day(at: datetime) -> date:
    """The day on which `at` falls where the house stands."""
    return at.astimezone(HOUSE_ZONE).date()


def midnight(day: date) -> datetime:
    """The instant at which a day begins where the house stands."""
    return datetime(day.year, day.month, day.day, tzinfo=HOUSE_ZONE)


def minute_of_day(at: datetime) -> int:
    """How many minutes the wall clock shows past midnight."""
    local = at.astimezone(HOUSE_ZONE)
    return local.hour * 60 + local.minute


def hours_on(
    shifts: Collection[ShiftDay], day: date, house: Schedule
) -> tuple[Hours, ...]:
    """The hours that somebody with these shifts works on a day, leave aside.

    Without a plan for the day they keep the hours of the house. On a day on which the
    house is closed for a holiday nobody works: who should, needs the house open.
    """
    plan = [shift for shift in shifts if shift.holds_on(day)]
    if not plan or is_holiday(day, house):
        return house_hours(day, house)
    weekday = day.weekday()
    return tuple(sorted(shift.hours for shift in plan if shift.weekday == weekday))


def week_on(shifts: Iterable[ShiftDay], day: date) -> dict[Weekday, tuple[Hours, ...]]:
    """The week of the plan that holds on `day`; nothing on any day if there is none."""
    plan = [shift for shift in shifts if shift.holds_on(day)]
    return {
        weekday: tuple(
            sorted(shift.hours for shift in plan if shift.weekday == weekday)
        )
        for weekday in Weekday
    }


def changes_after(shifts: Collection[ShiftDay], day: date) -> list[date]:
    """The days after `day` on which another plan begins, or the last one has ended."""
    begins = {shift.valid_from for shift in shifts}
    ends = {
        shift.valid_until + timedelta(days=1) for shift in shifts if shift.valid_until
    }
    return sorted(change for change in begins | ends if change > day)


def is_on_shift(shifts: Collection[ShiftDay], at: datetime, house: Schedule) -> bool:
    """Whether somebody with these shifts works at `at`, leave aside."""
    day = house_day(at)
    if is_holiday(day, house) or not any(shift.holds_on(day) for shift in shifts):
        return house.is_working_at(at)
    minute = minute_of_day(at)
    return any(
        window.starts <= minute < window.ends for window in hours_on(shifts, day, house)
    )


def is_holiday(day: date, house: Schedule) -> bool:
    """Whether the house is closed on a day that its week alone would not close."""
    special: Mapping[date, Windows] = house.special
    return day in special and not special[day]


def house_hours(day: date, house: Schedule) -> tuple[Hours, ...]:
    """The hours of the house on a day, in minutes of its own clock."""
    return tuple(
        Hours(window.starts // MINUTE, window.ends // MINUTE)
        for window in house.windows_on(day)
    )


def hours_away(leaves: Iterable[Away], day: date) -> tuple[Hours, ...]:
    """The minutes of a day that somebody is absent."""
    start, end = midnight(day), midnight(day + timedelta(days=1))
    return tuple(
        Hours(
            _minutes_between(start, max(away.starts_at, start)),
            _minutes_between(start, min(away.ends_at, end)),
        )
        for away in leaves
        if away.starts_at < end and away.ends_at > start
    )


def without(hours: Iterable[Hours], taken: Iterable[Hours]) -> tuple[Hours, ...]:
    """What is left of `hours` where none of `taken` lies; both in any order."""
    left = sorted(hours)
    for hole in sorted(taken):
        left = [
            part
            for window in left
            for part in (
                Hours(window.starts, min(window.ends, hole.starts)),
                Hours(max(window.starts, hole.ends), window.ends),
            )
            if part.starts < part.ends
        ]
    return tuple(left)


def gaps_on(
    day: date, house: Schedule, present: Iterable[Iterable[Hours]]
) -> tuple[Hours, ...]:
    """The hours of the house on a day in which nobody of those present works."""
    return without(
        house_hours(day, house), (part for hours in present for part in hours)
    )


def _minutes_between(start: datetime, end: datetime) -> int:
    return min(int((end - start).total_seconds() // MINUTE), DAY_MINUTES)
