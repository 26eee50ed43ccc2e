"""What holds of the clocks of a ticket, whatever happens to it and when. Pure."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st

from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import count_working
from tests.tickets.sla_values import NEVER, SCHEDULES, SECONDS, STARTS, instants, target
from tickets.enums import Metric, Side, Verdict
from tickets.sla.sheet import Sheet
from tickets.sla.terms import Hours, Policy

BY = 7
quick = settings(max_examples=60, deadline=None)
# Three moments after a start, in order.
LATER = st.lists(st.integers(0, 12 * 86_400), min_size=3, max_size=3).map(sorted)


def sheet_of(start: datetime, schedule: Schedule, policy: Policy) -> Sheet:
    sheet = Sheet(start, Hours(schedule))
    sheet.open(policy)
    return sheet


def policy(seconds: int, version: int = 1) -> Policy:
    ours = target(seconds, own_id=version * 10)
    promised = target(2 * seconds, side=Side.PROMISED.value, own_id=version * 10 + 1)
    return Policy(version, "Tiêu chuẩn", version, (ours, promised))


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
@given(STARTS, SECONDS, SCHEDULES, SCHEDULES, LATER)
def test_a_calendar_corrected_afterwards_counts_as_if_it_had_always_been_so(
    start: datetime, seconds: int, one: Schedule, other: Schedule, later: list[int]
) -> None:
    first, second, third = (start + timedelta(seconds=n) for n in later)
    moved = sheet_of(start, one, policy(seconds))
    still = sheet_of(start, other, policy(seconds))
    moved.waited(first, "part", BY)
    still.waited(first, "part", BY)
    moved.resumed(second)
    still.resumed(second)

    moved.hours = Hours(other)
    moved.recalculated(third)
    still.recalculated(third)

    assert facts(moved) == facts(still)


@quick
@given(STARTS, SECONDS, SCHEDULES, SCHEDULES, LATER)
def test_a_calendar_corrected_before_reopening_judges_the_first_episode_too(
    start: datetime, seconds: int, one: Schedule, other: Schedule, later: list[int]
) -> None:
    first, second, third = (start + timedelta(seconds=n) for n in later)
    moved = sheet_of(start, one, policy(seconds))
    still = sheet_of(start, other, policy(seconds))
    moved.waited(first, "part", BY)
    still.waited(first, "part", BY)
    moved.resolved(second, BY, is_said=True)
    still.resolved(second, BY, is_said=True)

    moved.hours = Hours(other)
    moved.reopened(third, 2)
    still.reopened(third, 2)

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
@given(STARTS, SECONDS, SCHEDULES, LATER)
def test_a_stage_goes_on_after_reopening_with_the_time_left_that_it_had(
    start: datetime, seconds: int, schedule: Schedule, later: list[int]
) -> None:
    begun, resolved, reopened = (start + timedelta(seconds=n) for n in later)
    stage = target(seconds, Metric.STAGE.value, own_id=9, stage="repair")
    sheet = sheet_of(start, schedule, Policy(1, "Sửa chữa", 1, (stage,)))
    sheet.stage_started(begun, "repair")
    (clock,) = sheet.clocks
    used, due = count_working(begun, resolved, schedule), clock.due_at

    sheet.resolved(resolved, BY, is_said=True)
    sheet.reopened(reopened, 2)

    left = count_working(reopened, clock.due_at, schedule)
    assert sheet.live == [clock]
    assert left == max(seconds - used, 0)
    assert clock.due_at == due or used < seconds


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
