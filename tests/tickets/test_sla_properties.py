"""What holds of every clock, whatever the calendar, the pauses and the target. Pure."""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import Schedule
from tests.tickets.sla_values import (
    BERLIN_ALWAYS,
    DAY,
    NEVER,
    NEW_YORK_ALWAYS,
    SCHEDULES,
    SECONDS,
    SHOP,
    STARTS,
    TURNS,
    around,
    target,
)
from tickets.sla.clock import Clock, Passed
from tickets.sla.terms import Pause

quick = settings(max_examples=60, deadline=None)
# A start and pauses near it, so that they meet more often than not.
PAUSED = STARTS.flatmap(lambda start: st.tuples(st.just(start), around(start)))
TWICE_PAUSED = STARTS.flatmap(
    lambda start: st.tuples(st.just(start), around(start), around(start))
)


def settled(
    start: datetime, seconds: int, schedule: Schedule, pauses: list[Pause]
) -> Clock:
    clock = Clock(target(seconds), start, start)
    clock.settle(pauses, schedule)
    return clock


def halves(pause: Pause, share: float) -> list[Pause]:
    assert pause.end is not None
    middle = pause.start + (pause.end - pause.start) * share
    return [pause._replace(end=middle), pause._replace(start=middle)]


def swept(clock: Clock, times: list[datetime], pauses: list[Pause]) -> list[Passed]:
    return [step for at in times for step in clock.pass_steps(at, pauses, SHOP)]


@quick
@given(PAUSED, SECONDS, SCHEDULES)
def test_a_clock_has_used_its_target_when_it_is_due(
    paused: tuple, seconds: int, schedule: Schedule
) -> None:
    start, pauses = paused

    clock = settled(start, seconds, schedule, pauses)

    a_second_before = clock.due_at - timedelta(seconds=1)
    assert clock.worked(clock.due_at, pauses, schedule) == seconds
    assert clock.worked(a_second_before, pauses, schedule) == seconds - 1


@quick
@given(TWICE_PAUSED, SECONDS, SCHEDULES)
def test_pausing_never_makes_a_due_time_earlier(
    paused: tuple, seconds: int, schedule: Schedule
) -> None:
    start, pauses, more = paused

    before = settled(start, seconds, schedule, pauses)
    after = settled(start, seconds, schedule, pauses + more)

    assert after.due_at >= before.due_at


@quick
@given(PAUSED, SECONDS, SCHEDULES, st.floats(0, 1), st.randoms())
def test_neither_order_nor_splitting_of_pauses_matters(
    paused: tuple, seconds: int, schedule: Schedule, share: float, random: Random
) -> None:
    start, pauses = paused
    pieces = [half for pause in pauses for half in halves(pause, share)]
    random.shuffle(pieces)

    whole = settled(start, seconds, schedule, pauses)
    split = settled(start, seconds, schedule, pieces)

    assert split.due_at == whole.due_at


@quick
@given(PAUSED, SECONDS, SECONDS, SCHEDULES)
def test_due_times_grow_with_the_target(
    paused: tuple, seconds: int, more: int, schedule: Schedule
) -> None:
    start, pauses = paused

    short = settled(start, seconds, schedule, pauses)
    long = settled(start, seconds + more, schedule, pauses)

    assert long.due_at >= short.due_at + timedelta(seconds=more)


@settings(max_examples=10, deadline=None)
@given(PAUSED, SECONDS)
def test_a_calendar_that_never_opens_is_refused_and_not_searched_for_ever(
    paused: tuple, seconds: int
) -> None:
    start, pauses = paused

    with pytest.raises(NoWorkingTimeError):
        settled(start, seconds, NEVER, pauses)


@quick
@given(TURNS, SECONDS, st.sampled_from([BERLIN_ALWAYS, NEW_YORK_ALWAYS]))
def test_turning_the_clocks_neither_gives_nor_takes_time(
    start: datetime, seconds: int, schedule: Schedule
) -> None:
    clock = settled(start, seconds, schedule, [])

    assert clock.due_at == start + timedelta(seconds=seconds)


@quick
@given(TURNS, SECONDS, SCHEDULES)
def test_the_target_is_used_when_due_also_where_clocks_are_turned(
    start: datetime, seconds: int, schedule: Schedule
) -> None:
    clock = settled(start, seconds, schedule, [])

    assert clock.worked(clock.due_at, [], schedule) == seconds
    assert schedule.is_working_at(clock.due_at - timedelta(seconds=1))


@quick
@given(PAUSED, SECONDS, st.lists(st.integers(0, 90 * 86_400), max_size=8))
def test_steps_come_once_and_in_order_whenever_somebody_looks(
    paused: tuple, seconds: int, looks: list[int]
) -> None:
    start, pauses = paused
    end = start + 1000 * DAY
    times = [start + timedelta(seconds=n) for n in sorted(looks)]

    often = swept(settled(start, seconds, SHOP, pauses), [*times, end], pauses)
    once = swept(settled(start, seconds, SHOP, pauses), [end], pauses)

    assert often == once
    assert [step.code for step in once] == [50, 75, 90, 100, 101, 102]
    assert once == sorted(once, key=lambda step: (step.due_at, step.code))


@quick
@given(PAUSED, SECONDS, st.integers(0, 90 * 86_400))
def test_no_step_is_done_before_its_time(
    paused: tuple, seconds: int, look: int
) -> None:
    start, pauses = paused
    at = start + timedelta(seconds=look)
    clock = settled(start, seconds, SHOP, pauses)

    passed = clock.pass_steps(at, pauses, SHOP)

    assert all(step.due_at < at for step in passed)
    assert clock.next_event_at is None or clock.next_event_at >= at
