"""Reads docs/sla-examples.md: calendars, and rows of a small language, as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from foundation.calendars.schedule import Schedule, Window
from tickets.enums import Basis, Metric, PauseReason, Side
from tickets.sla.terms import Hours, Level, Policy, Target

PAGE = Path(__file__).parents[2] / "docs" / "sla-examples.md"
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
UNITS = {"h": 3600, "min": 60, "s": 1}
OUR_PAUSES = frozenset(
    {
        PauseReason.CUSTOMER.value,
        PauseReason.PART.value,
        PauseReason.PARTNER.value,
        PauseReason.VISIT.value,
    }
)
PROMISE_PAUSES = frozenset({PauseReason.CUSTOMER.value, PauseReason.VISIT.value})
CLOCKS = {
    "first response": (Metric.FIRST_RESPONSE, "", Side.OURS),
    "next response": (Metric.NEXT_RESPONSE, "", Side.OURS),
    "update": (Metric.UPDATE, "", Side.OURS),
    "resolution": (Metric.RESOLUTION, "", Side.OURS),
    "promise": (Metric.RESOLUTION, "", Side.PROMISED),
    "diagnosis": (Metric.STAGE, "diagnosis", Side.OURS),
}
AMOUNT = r"\d+ (?:h|min|s)(?: \d+ (?:min|s))*"
TARGET = re.compile(
    rf"({'|'.join(CLOCKS)}) ({AMOUNT}) (business|wall)"
    rf"(?:, level (\d) after ({AMOUNT}))?"
)
MOMENT = re.compile(
    r"(?:(T[2-7]|CN) (\d\d)/(\d\d)(?:/(\d{4}))? )?(\d\d):(\d\d)(?::(\d\d))?"
)
DAYS = re.compile(r"(\d\d/\d\d/\d{4})(?:–(\d\d/\d\d/\d{4}))? (.+)")


class UnreadableError(AssertionError):
    """A cell that is not in the language of the page."""


@dataclass(frozen=True)
class Row:
    """One worked example."""

    number: int
    situation: str
    schedule: Schedule
    targets: tuple[Target, ...]
    start: datetime
    happenings: tuple[str, ...]
    outcomes: tuple[str, ...]

    @property
    def hours(self) -> Hours:
        """What its targets count by."""
        return Hours(self.schedule)

    def moment(self, text: str) -> datetime:
        """An instant as the row writes it; without a date it is on the day of the start."""
        return moment(text, self.schedule, self.start.astimezone(self.schedule.zone))


def read_rows() -> list[Row]:
    """Every example of the page, in order."""
    known = calendars()
    return [_row(cells, known) for cells in _tables("No")]


@cache
def calendars() -> dict[str, Schedule]:
    """The calendars that the head of the page describes."""
    return {
        name: Schedule.build(zone, dict(_week(hours)), dict(_special(days)))
        for name, zone, hours, days in _tables("Calendar")
    }


def policy_of(targets: tuple[Target, ...], version_id: int) -> Policy:
    """A policy that promises these."""
    return Policy(version_id, f"Ví dụ {version_id}", 1, targets)


def targets_of(text: str, first_id: int = 1) -> tuple[Target, ...]:
    """`resolution 8 h business + promise 24 h wall`."""
    parts = text.split(" + ")
    return tuple(_target(part, first_id + n) for n, part in enumerate(parts))


def seconds_of(text: str) -> int:
    """`1 h 30 min`."""
    if not re.fullmatch(AMOUNT, text):
        raise UnreadableError(text)
    parts = re.findall(r"(\d+) (h|min|s)", text)
    return sum(int(number) * UNITS[unit] for number, unit in parts)


def moment(text: str, schedule: Schedule, near: datetime | None = None) -> datetime:
    """`T6 20/11/2026 16:00`, or with the date or the year of `near` left out."""
    found = MOMENT.fullmatch(text)
    if found is None:
        raise UnreadableError(text)
    weekday, day, month, year, *clock = found.groups()
    if weekday is None:
        assert near is not None, text
        on = near.date()
    else:
        if year is None:
            assert near is not None, text
            year = str(near.year)
        on = date(int(year), int(month), int(day))
        if WEEKDAYS[on.weekday()] != weekday:
            raise UnreadableError(f"{text} is a {WEEKDAYS[on.weekday()]}")
    hour, minute, second = (int(part or 0) for part in clock)
    at = time(hour, minute, second)
    return datetime.combine(on, at, schedule.zone)


def _tables(head: str) -> Iterator[list[str]]:
    """The rows of every table whose first column is `head`."""
    is_inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            is_inside = False
        elif cells[0] == head:
            is_inside = True
        elif is_inside and not line.startswith("|---"):
            yield cells


def _row(cells: list[str], known: dict[str, Schedule]) -> Row:
    number, situation, calendar, target, start, happens, outcome = cells
    schedule = known[calendar]
    return Row(
        number=int(number),
        situation=situation,
        schedule=schedule,
        targets=targets_of(target),
        start=moment(start, schedule),
        happenings=() if happens == "–" else tuple(happens.split("; ")),
        outcomes=tuple(outcome.split("; ")),
    )


def _target(text: str, own_id: int) -> Target:
    found = TARGET.fullmatch(text)
    if found is None:
        raise UnreadableError(text)
    name, amount, basis, level, after = found.groups()
    metric, stage, side = CLOCKS[name]
    return Target(
        id=own_id,
        metric=metric.value,
        stage=stage,
        side=side.value,
        seconds=seconds_of(amount),
        basis=Basis(basis).value,
        pause_reasons=PROMISE_PAUSES if side == Side.PROMISED else OUR_PAUSES,
        warn_at=(50, 75, 90),
        levels=(Level(int(level), seconds_of(after), ("lead",)),) if level else (),
    )


def _week(text: str) -> Iterator[tuple[int, list[Window]]]:
    for part in text.split("; "):
        days, _, windows = part.partition(" ")
        first, _, last = days.partition("–")
        since, until = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        yield from ((day, _windows(windows)) for day in range(since, until + 1))


def _special(text: str) -> Iterator[tuple[date, list[Window]]]:
    for part in text.split("; ") if text else []:
        found = DAYS.fullmatch(part)
        if found is None:
            raise UnreadableError(part)
        first, last, windows = found.groups()
        day, until = _day(first), _day(last or first)
        while day <= until:
            yield day, [] if windows == "closed" else _windows(windows)
            day += timedelta(days=1)


def _day(text: str) -> date:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def _windows(text: str) -> list[Window]:
    return [
        Window(*(_second_of_day(edge) for edge in window.split("–")))
        for window in text.split(", ")
    ]


def _second_of_day(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60
