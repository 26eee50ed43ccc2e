"""Proof that covers are right: the events of each unit folded anew, beside what is stored.

Reads only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.models import Unit
from foundation.calendars.period import RestDays
from warranty.cover_rows import cover_values, happened, line_values, stored_lines
from warranty.coverage import Cover, fold
from warranty.models import CoverageEvent, UnitCover
from warranty.rest import rest_now

BATCH = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stored that the events do not bear out."""

    serial: str
    what: str
    stored: Any
    expected: Any

    def __str__(self) -> str:
        return f"{self.serial} {self.what}: {self.stored} ≠ {self.expected}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A batch that was gone through."""

    n_cases: int
    n_parts: int
    differences: list[Difference]


def replay_coverage() -> Iterator[Replayed]:
    """Go through every unit whose cover has events, a batch at a time."""
    rest, last = rest_now(), 0
    while True:
        told = Unit.objects.filter(pk__gt=last, coverage_events__number=1)
        units = list(told.select_related("cover").order_by("pk")[:BATCH])
        if not units:
            return
        last = units[-1].pk
        yield _replayed(units, rest)


def _replayed(units: list[Unit], rest: RestDays) -> Replayed:
    events: dict[int, list[CoverageEvent]] = {unit.pk: [] for unit in units}
    rows = CoverageEvent.objects.filter(unit__in=units).order_by("unit", "number")
    for event in rows:
        events[event.unit_id].append(event)
    covers = UnitCover.objects.filter(unit__in=units).prefetch_related("lines")
    stored = {cover.unit_id: cover for cover in covers}
    differences, n_lines = [], 0
    for unit in units:
        expected = fold(map(happened, events[unit.pk]), rest)
        n_lines += len(expected.lines)
        differences += compare(unit.serial, stored.get(unit.pk), expected)
    return Replayed(len(units), n_lines, differences)


def compare(serial: str, row: UnitCover | None, expected: Cover) -> list[Difference]:
    """Where a stored cover is not what its events say."""
    if row is None:
        return [Difference(serial, "cover", None, expected.status)]
    kept = {name: getattr(row, name) for name in cover_values(expected)}
    found = _unlike(serial, "", kept, cover_values(expected))
    lines = {line["key"]: line for line in stored_lines(row)}
    wanted = {line.key: line_values(line) for line in expected.lines}
    for key in sorted(lines.keys() | wanted.keys()):
        found += _unlike(serial, f"{key}.", lines.get(key, {}), wanted.get(key, {}))
    return found


def _unlike(
    serial: str, where: str, kept: dict[str, Any], wanted: dict[str, Any]
) -> list[Difference]:
    return [
        Difference(serial, f"{where}{name}", kept.get(name), wanted.get(name))
        for name in sorted(kept.keys() | wanted.keys())
        if kept.get(name) != wanted.get(name)
    ]
