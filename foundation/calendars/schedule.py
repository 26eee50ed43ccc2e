"""Opening hours compiled for arithmetic: local windows in, UTC spans out. No database.

An instant is working time exactly if the wall clock at that instant reads a time
inside a window. So an hour that a zone repeats counts twice, one that it skips never.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY_SECONDS = 86_400
EPOCH_DAY = date(1970, 1, 1).toordinal()


class Window(NamedTuple):
    """Local opening hours [starts, ends), in seconds after midnight; 24:00 is 86,400."""

    starts: int
    ends: int


class Span(NamedTuple):
    """Seconds since 1970 in UTC, [start, end)."""

    start: int
    end: int


Windows = tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When somebody works: hours by weekday, Monday first, and the days that differ."""

    zone: ZoneInfo
    weekly: tuple[Windows, ...]
    special: Mapping[date, Windows]
    _spans: dict[date, tuple[Span, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def build(
        cls,
        timezone: str,
        weekly: Mapping[int, Iterable[Window]],
        special: Mapping[date, Iterable[Window]] | None = None,
    ) -> "Schedule":
        """A schedule with its windows in order; weekdays as `date.weekday()` has them."""
        week = tuple(tuple(sorted(weekly.get(day, ()))) for day in range(7))
        days = {day: tuple(sorted(hours)) for day, hours in (special or {}).items()}
        return cls(ZoneInfo(timezone), week, days)

    def windows_on(self, day: date) -> Windows:
        """The local opening hours of one day, empty if closed."""
        special = self.special.get(day)
        return self.weekly[day.weekday()] if special is None else special

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The working time of one local day in UTC, in order."""
        if day not in self._spans:
            self._spans[day] = tuple(sorted(self._compile(day)))
        return self._spans[day]

    def day_of(self, second: int) -> date:
        """The local day on which an instant falls."""
        return datetime.fromtimestamp(second, self.zone).date()

    def is_working_at(self, at: datetime) -> bool:
        """Whether `at` lies in working time."""
        second = int(at.timestamp())
        return any(
            span.start <= second < span.end
            for span in self.spans_on(self.day_of(second))
        )

    def _compile(self, day: date) -> Iterator[Span]:
        midnight = (day.toordinal() - EPOCH_DAY) * DAY_SECONDS
        windows = self.windows_on(day)
        if not windows:
            return
        for since, until, offset in self._offsets(
            midnight - DAY_SECONDS, midnight + 2 * DAY_SECONDS
        ):
            for window in windows:
                start = max(midnight + window.starts - offset, since)
                end = min(midnight + window.ends - offset, until)
                if start < end:
                    yield Span(start, end)

    def _offsets(self, since: int, until: int) -> list[tuple[int, int, int]]:
        """(from, to, offset) within three days, in which a zone changes at most once."""
        before, after = self._offset(since), self._offset(until)
        if before == after:
            return [(since, until, before)]
        low, high = since, until
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (
                (middle, high) if self._offset(middle) == before else (low, middle)
            )
        return [(since, high, before), (high, until, after)]

    def _offset(self, second: int) -> int:
        offset = datetime.fromtimestamp(second, UTC).astimezone(self.zone).utcoffset()
        assert offset is not None  # a ZoneInfo always knows
        return int(offset.total_seconds())
