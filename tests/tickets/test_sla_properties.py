"""What holds of every clock, whatever the calendar, the pauses and the target. Pure."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import count_working
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
    instants,
    target,
)
from tickets.enums import Metric, Side, Verdict
from tickets.sla.clock import Clock, Passed
from tickets.sla.sheet import Sheet
from tickets.sla.terms import Hours, Pause, Policy

BY = 7
quick = settings(max_examples=60, deadline=None)
# A start and pauses near it, so that they meet more often than not.
PAUSED = STARTS.flatmap(lambda start: st.tuples(st.just(start), around(start)))
TWICE_PAUSED = STARTS.flatmap(
    lambda start: st.tuples(st.just(start), around(start), around(start))
)
LATER = st.lists(st.integers(0, 12 * 86_400), min_size=3, max_size=3).map(sorted)


def settled(
    start: datetime, seconds: int, schedule: Schedule, pauses: list[Pause]
) -> Clock:
    clock = Clock(target(seconds), start, start)
    clock.settle(pauses, schedule)
    return clock


def sheet_of(start: datetime, schedule: Schedule, policy: Policy) -> Sheet:
    sheet = Sheet(start, Hours(schedule))
    sheet.open(policy)
    return sheet


def policy(seconds: int, version: int = 1) -> Policy:
    ours = target(seconds, own_id=version * 10)
    promised = target(2 * seconds, side=Side.PROMISED.value, own_id=version * 10 + 1)
    return Policy(version, "Tiêu chuẩn", version, (ours, promised))


def halves(pause: Pause, share: float) -> list[Pause]:
    assert pause.end is not None
    middle = pause.start + (pause.end - pause.start) * share
    return [pause._replace(end=middle), pause._replace(start=middle)]


def facts(sheet: Sheet) -> list[tuple[Any, ...]]:
    """What a reader sees of the clocks."""
    return [
        (
            clock.key,
            clock.started_at,
            clock.due_at,
            clock.paused_at,
            clock.breached_at,
            clock.is_live,
            clock.is_headline,
        )
        for clock in sheet.clocks
    ]


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
@given(STARTS, SECONDS, SECONDS, SCHEDULES, LATER)
def test_other_terms_and_back_again_end_where_they_began(
    start: datetime, seconds: int, other: int, schedule: Schedule, later: list[int]
) -> None:
    first, second, third = (start + timedelta(seconds=n) for n in later)
    moved, still = (sheet_of(start, schedule, policy(seconds)) for _ in range(2))
    moved.waited(first, "part", BY)
    still.waited(first, "part", BY)

    moved.retargeted(second, policy(other, 2))
    moved.retargeted(third, policy(seconds))
    still.recalculated(third)

    assert facts(moved) == facts(still)


@quick
@given(STARTS, SECONDS, SCHEDULES, LATER)
def test_a_promise_that_was_dropped_and_is_back_ends_where_it_began(
    start: datetime, seconds: int, schedule: Schedule, later: list[int]
) -> None:
    first, second, third = (start + timedelta(seconds=n) for n in later)
    moved, still = (sheet_of(start, schedule, policy(seconds)) for _ in range(2))
    moved.waited(first, "customer", BY)
    still.waited(first, "customer", BY)

    moved.retargeted(second, None)
    moved.retargeted(third, policy(seconds))
    still.recalculated(third)

    assert facts(moved) == facts(still)


@quick
@given(STARTS, SECONDS, SCHEDULES, LATER)
def test_a_reopened_clock_has_the_time_left_that_it_had(
    start: datetime, seconds: int, schedule: Schedule, later: list[int]
) -> None:
    _, resolved, reopened = (start + timedelta(seconds=n) for n in later)
    sheet = sheet_of(start, schedule, policy(seconds))
    clock = sheet.clocks[0]
    used = count_working(start, resolved, schedule)
    due = clock.due_at

    sheet.resolved(resolved, BY, is_said=True)
    sheet.reopened(reopened, 2)

    left = count_working(reopened, clock.due_at, schedule)
    assert clock.is_live
    assert left == max(seconds - used, 0)
    assert clock.due_at == due or used < seconds


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


@quick
@given(STARTS, SECONDS, SCHEDULES, LATER, st.sampled_from(["customer", "part"]))
def test_late_is_what_ended_after_its_due_time(
    start: datetime, seconds: int, schedule: Schedule, later: list[int], reason: str
) -> None:
    waits, goes_on, ends = (start + timedelta(seconds=n) for n in later)
    straight, through = (sheet_of(start, schedule, policy(seconds)) for _ in range(2))
    straight.waited(waits, reason, BY)
    through.waited(waits, reason, BY)
    through.resumed(goes_on)

    straight.resolved(ends, BY, is_said=False)
    through.resolved(ends, BY, is_said=False)

    ended = straight.clocks + through.clocks
    assert all(
        (clock.verdict == Verdict.LATE) == (clock.due_at < ends) for clock in ended
    )


@quick
@given(STARTS, SECONDS, SCHEDULES, LATER)
def test_the_headline_is_the_soonest_of_those_that_run(
    start: datetime, seconds: int, schedule: Schedule, later: list[int]
) -> None:
    answer = target(seconds, Metric.FIRST_RESPONSE.value, own_id=99)
    own = Policy(1, "Tiêu chuẩn", 1, (answer, *policy(3 * seconds).targets))
    sheet = sheet_of(start, schedule, own)
    sheet.waited(start + timedelta(seconds=later[0]), "part", BY)

    leads = [clock for clock in sheet.clocks if clock.is_headline]
    running = [clock for clock in sheet.live if clock.paused_at is None]

    assert len(leads) == 1
    assert leads[0].paused_at is None
    assert leads[0].due_at == min(clock.due_at for clock in running)


@quick
@given(STARTS.flatmap(lambda start: st.tuples(st.just(start), instants(start, 9))))
def test_what_nobody_promised_is_never_measured(at: tuple) -> None:
    start, later = at
    sheet = Sheet(start, Hours(NEVER))
    sheet.open(None)
    sheet.customer_spoke(later, 1)
    sheet.waited(later, "part", BY)
    sheet.resolved(later, BY, is_said=True)

    assert sheet.clocks == []
    assert [pause.reason for pause in sheet.pauses] == ["part", "resolved"]
