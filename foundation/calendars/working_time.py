"""Working-time arithmetic: two pure functions over half-open UTC intervals.

Instants are read on the grid of whole seconds. Pauses are intervals that do not
count, in any order and overlapping as they like; they are never an accumulated sum,
so that a corrected history gives the right answer.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import DAY_SECONDS, Schedule, Span

# Longer than any promise; a calendar that stays shut until then has no working time.
HORIZON_SECONDS = 100 * 366 * DAY_SECONDS
END_OF_TIME = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())


class Interval(NamedTuple):
    """Two aware instants, [start, end)."""

    start: datetime
    end: datetime


def add_working(
    start: datetime,
    seconds: int,
    windows: Schedule,
    pauses: Iterable[tuple[datetime, datetime]] = (),
) -> datetime:
    """The first instant by which `seconds` of working time have passed since `start`.

    Raises NoWorkingTimeError where the calendar never offers that much.
    """
    if seconds < 0:
        raise ValueError("Working time is added, never taken away.")
    since, left = _second(start), seconds
    if left == 0:
        return _instant(since)
    breaks = _merged(pauses)
    last = max([since, *(pause.end for pause in breaks)])
    until = min(last + HORIZON_SECONDS, END_OF_TIME)
    for span in _open_spans(Span(since, until), windows, breaks):
        if span.end - span.start >= left:
            return _instant(span.start + left)
        left -= span.end - span.start
    raise NoWorkingTimeError


def count_working(
    start: datetime,
    end: datetime,
    windows: Schedule,
    pauses: Iterable[tuple[datetime, datetime]] = (),
) -> int:
    """The seconds of working time in [start, end); 0 where `end` comes first."""
    whole = Span(_second(start), _second(end))
    spans = _open_spans(whole, windows, _merged(pauses))
    return sum(span.end - span.start for span in spans)


def worked_intervals(
    start: datetime,
    end: datetime,
    windows: Schedule,
    pauses: Iterable[tuple[datetime, datetime]] = (),
) -> list[Interval]:
    """The stretches that `count_working` counts, to explain a due time step by step."""
    whole = Span(_second(start), _second(end))
    return [
        Interval(_instant(span.start), _instant(span.end))
        for span in _open_spans(whole, windows, _merged(pauses))
    ]


def _open_spans(whole: Span, windows: Schedule, breaks: list[Span]) -> Iterator[Span]:
    for free in _without(whole, breaks):
        # A day either side: where a zone turns its clock back over midnight, the local
        # date of an instant may be one off.
        day = windows.day_of(free.start) - timedelta(days=1)
        last = windows.day_of(free.end) + timedelta(days=1)
        while day <= last:
            for span in windows.spans_on(day):
                start, end = max(span.start, free.start), min(span.end, free.end)
                if start < end:
                    yield Span(start, end)
            day += timedelta(days=1)


def _without(whole: Span, breaks: list[Span]) -> Iterator[Span]:
    cursor = whole.start
    for pause in breaks:
        if cursor < min(pause.start, whole.end):
            yield Span(cursor, min(pause.start, whole.end))
        cursor = max(cursor, pause.end)
    if cursor < whole.end:
        yield Span(cursor, whole.end)


def _merged(pauses: Iterable[tuple[datetime, datetime]]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted((_second(start), _second(end)) for start, end in pauses):
        if end <= start:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return merged


def _second(instant: datetime) -> int:
    if instant.tzinfo is None:
        raise ValueError("Working time is counted between aware instants.")
    return int(instant.timestamp() // 1)


def _instant(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
