"""Why is it due then? The same arithmetic, told step by step. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import Interval, count_working, worked_intervals
from tickets.sla.clock import Clock
from tickets.sla.terms import Pause

# More lines than anybody reads; the rest is told as one.
MAX_STEPS = 40
SECOND = timedelta(seconds=1)


class StepKind(StrEnum):
    """What a stretch of time was."""

    WORK = "work"
    LUNCH = "lunch"
    NIGHT = "night"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    PAUSE = "pause"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Told:
    """One stretch of the way to a due time, and how many seconds of it counted."""

    kind: StepKind
    start: datetime
    end: datetime
    seconds: int = 0
    name: str = ""  # of a holiday, or the reason of a pause
    by: int | None = None  # who set the pause
    is_open: bool = False

    @property
    def length(self) -> int:
        """How long the stretch is by the wall clock, in seconds."""
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps from start to due time, and what of the target is used at `at`."""

    steps: tuple[Told, ...]
    used: int
    left: int
    late: int

    @property
    def share(self) -> int:
        """How much of the target is used, in percent; beyond 100 where it is late."""
        whole = self.used + self.left
        return round(100 * (self.used + self.late) / whole) if whole else 100


def explain(
    clock: Clock,
    pauses: Sequence[Pause],
    schedule: Schedule,
    at: datetime,
    holidays: Mapping[date, str] | None = None,
) -> Explanation:
    """How `clock` comes to its due time, as of `at`.

    The counted seconds of the steps add up to the target while the clock runs, to what
    was used once it has ended; while it is paused, to what was used until then.
    """
    own = clock.pauses_in(pauses)
    until = clock.ended_at or at
    used = clock.worked(until, pauses, schedule)
    target = clock.target.seconds
    steps = tuple(_shortened(list(_steps(clock, own, schedule, holidays or {}, at))))
    return Explanation(
        steps=steps,
        used=min(used, target),
        left=max(target - used, 0),
        late=max(used - target, 0),
    )


def _steps(
    clock: Clock,
    pauses: Sequence[Pause],
    schedule: Schedule,
    holidays: Mapping[date, str],
    at: datetime,
) -> Iterator[Told]:
    cursor = clock.started_at.replace(microsecond=0)
    end = clock.ended_at or clock.due_at
    for pause in _in_order(pauses, clock.ended_at):
        if pause.start >= end and pause.end is not None:
            break
        start = min(max(pause.start, cursor), end) if pause.end else pause.start
        start = max(start, cursor)
        yield from _between(cursor, start, schedule, holidays)
        stop = pause.end or max(at, pause.start)
        if stop > cursor:
            yield _paused(pause, start, stop)
        cursor = max(cursor, stop)
        if pause.end is None:
            return
    yield from _between(cursor, end, schedule, holidays)


def _in_order(pauses: Sequence[Pause], ended_at: datetime | None) -> list[Pause]:
    """The pauses as they began; of an ended clock only what lay before its end, since
    what came afterwards, being resolved among it, is no part of the way."""
    if ended_at is not None:
        pauses = [
            pause._replace(end=min(pause.end or ended_at, ended_at))
            for pause in pauses
            if pause.start < ended_at
        ]
    return sorted(pauses, key=lambda each: each.start)


def _paused(pause: Pause, start: datetime, stop: datetime) -> Told:
    return Told(
        StepKind.PAUSE,
        start,
        stop,
        name=pause.reason,
        by=pause.by,
        is_open=pause.end is None,
    )


def _between(
    start: datetime, end: datetime, schedule: Schedule, holidays: Mapping[date, str]
) -> Iterator[Told]:
    """Work and gaps of a stretch without pauses."""
    if start >= end:
        return
    cursor = start
    for span in _joined(worked_intervals(start, end, schedule)):
        if cursor < span.start:
            yield _gap(cursor, span.start, schedule, holidays)
        seconds = int((span.end - span.start).total_seconds())
        yield Told(StepKind.WORK, span.start, span.end, seconds)
        cursor = span.end
    # What is left of a second is rounding, not a gap.
    if end - cursor >= SECOND and not count_working(cursor, end, schedule):
        yield _gap(cursor, end, schedule, holidays)


def _joined(spans: Sequence[Interval]) -> Iterator[Interval]:
    """Spans that touch, as those of round the clock do at midnight, are one."""
    held: Interval | None = None
    for span in spans:
        if held and held.end == span.start:
            held = Interval(held.start, span.end)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _gap(
    start: datetime, end: datetime, schedule: Schedule, holidays: Mapping[date, str]
) -> Told:
    first = start.astimezone(schedule.zone).date()
    last = end.astimezone(schedule.zone).date()
    shut = [
        date.fromordinal(day)
        for day in range(first.toordinal(), last.toordinal() + 1)
        if not schedule.windows_on(date.fromordinal(day))
    ]
    named = list(dict.fromkeys(holidays[day] for day in shut if day in holidays))
    if named:
        return Told(StepKind.HOLIDAY, start, end, name=", ".join(named))
    if shut:
        return Told(StepKind.DAY_OFF, start, end)
    kind = (
        StepKind.LUNCH
        if first == last and _is_inside(start, end, schedule)
        else StepKind.NIGHT
    )
    return Told(kind, start, end)


def _is_inside(start: datetime, end: datetime, schedule: Schedule) -> bool:
    """Whether the gap lies between two windows of its day."""
    day = start.astimezone(schedule.zone).date()
    spans = schedule.spans_on(day)
    since, until = int(start.timestamp()), int(end.timestamp())
    return any(span.end <= since for span in spans) and any(
        span.start >= until for span in spans
    )


def _shortened(steps: list[Told]) -> Iterator[Told]:
    """A very long way has its middle told in one line."""
    if len(steps) <= MAX_STEPS:
        yield from steps
        return
    half = MAX_STEPS // 2
    middle = steps[half:-half]
    yield from steps[:half]
    seconds = sum(step.seconds for step in middle)
    yield Told(StepKind.MANY, middle[0].start, middle[-1].end, seconds)
    yield from steps[-half:]
