"""How a due time is told: every step, and sums that agree with the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from foundation.calendars.schedule import Schedule, Window
from tickets.enums import PauseReason
from tickets.sla.clock import Clock
from tickets.sla.explain import MAX_STEPS, StepKind, explain
from tickets.sla.terms import Pause, Target

HOUR = 3600
DAY = (Window(8 * HOUR, 12 * HOUR), Window(13 * HOUR + 1800, 17 * HOUR + 1800))
TET = {date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)}
# Monday to Friday, Saturday in the morning; closed for Tết.
SHOP = Schedule.build(
    "Asia/Ho_Chi_Minh",
    {**dict.fromkeys(range(5), DAY), 5: DAY[:1]},
    dict.fromkeys(TET, ()),
)
# Thursday 19 November 2026, 16:41 in Ho Chi Minh City.
START = datetime(2026, 11, 19, 9, 41, tzinfo=UTC)
SIX = Target(
    1,
    "resolution",
    "ours",
    6 * HOUR,
    pause_reasons=frozenset({PauseReason.CUSTOMER.value}),
)


def local(day: int, hour: int, minute: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def settled(start: datetime, *pauses: Pause, target: Target = SIX) -> Clock:
    clock = Clock(target, start, start)
    clock.settle(pauses, SHOP)
    return clock


def test_the_way_of_the_picture_is_told_step_by_step() -> None:
    pause = Pause("customer", local(20, 8, 52), local(20, 9, 37), by=7)
    clock = settled(START, pause)

    told = explain(clock, [pause], SHOP, local(20, 13, 0))

    assert clock.due_at == local(20, 15, 26)
    assert [(step.kind, step.seconds // 60) for step in told.steps] == [
        (StepKind.WORK, 49),
        (StepKind.NIGHT, 0),
        (StepKind.WORK, 52),
        (StepKind.PAUSE, 0),
        (StepKind.WORK, 143),
        (StepKind.LUNCH, 0),
        (StepKind.WORK, 116),
    ]
    assert told.steps[3].by == 7
    assert (told.used, told.left, told.share) == (244 * 60, 116 * 60, 68)


def test_a_minute_before_tet_the_holiday_is_named() -> None:
    # Friday 13 February ends at 17:30; the shop works on Saturday morning.
    clock = settled(local(15, 23, 59, month=2))

    told = explain(clock, [], SHOP, clock.started_at, TET)

    assert told.steps[0].kind == StepKind.HOLIDAY
    assert told.steps[0].name == "Tết Nguyên đán"
    assert told.steps[1].start == local(21, 8, 0, month=2)
    assert clock.due_at == local(23, 10, 0, month=2)


def test_a_paused_clock_is_told_until_now() -> None:
    pause = Pause("customer", local(20, 8, 52), by=7)
    clock = settled(START, pause)

    told = explain(clock, [pause], SHOP, local(20, 11, 0))

    assert told.steps[-1].is_open
    assert sum(step.seconds for step in told.steps) == told.used == 101 * 60


def test_an_ended_clock_is_told_until_its_end() -> None:
    clock = settled(START)
    ended = local(20, 9, 0)
    clock.end(ended, [], SHOP)
    resolved = Pause(PauseReason.RESOLVED.value, ended)

    told = explain(clock, [resolved], SHOP, local(23, 9, 0))

    assert sum(step.seconds for step in told.steps) == clock.worked_seconds
    assert told.steps[-1].kind == StepKind.WORK


def test_the_rest_of_a_second_is_no_gap() -> None:
    start = local(20, 9, 0)
    clock = settled(start + timedelta(microseconds=400_000))
    clock.ended_at = start + timedelta(minutes=32, microseconds=700_000)

    told = explain(clock, [], SHOP, local(20, 11, 0))

    assert [step.kind for step in told.steps] == [StepKind.WORK]


def test_what_is_late_is_said_beside_the_target() -> None:
    clock = settled(START)

    told = explain(clock, [], SHOP, clock.due_at + timedelta(minutes=30))

    assert (told.used, told.left, told.late) == (6 * HOUR, 0, 1800)
    assert told.share == 108


def test_a_very_long_way_has_its_middle_told_as_one() -> None:
    long = Target(2, "resolution", "ours", 400 * HOUR)
    clock = settled(START, target=long)

    told = explain(clock, [], SHOP, START)

    assert len(told.steps) == MAX_STEPS + 1
    assert sum(step.seconds for step in told.steps) == long.seconds


@pytest.mark.parametrize("seconds", [60, 6 * HOUR, 24 * HOUR])
@settings(max_examples=40, deadline=None)
@given(
    start=st.integers(0, 40 * 86_400),
    waits=st.lists(
        st.tuples(st.integers(0, 10 * 86_400), st.integers(1, 3 * 86_400)), max_size=4
    ),
)
def test_the_steps_of_a_running_clock_add_up_to_its_target(
    seconds: int, start: int, waits: list[tuple[int, int]]
) -> None:
    began = local(1, 0, 0) + timedelta(seconds=start)
    pauses = [
        Pause("customer", since, since + timedelta(seconds=length))
        for since, length in (
            (began + timedelta(seconds=after), length) for after, length in waits
        )
    ]
    target = Target(3, "resolution", "ours", seconds, pause_reasons=SIX.pause_reasons)
    clock = settled(began, *pauses, target=target)

    told = explain(clock, pauses, SHOP, began)

    assert sum(step.seconds for step in told.steps) == seconds
    assert all(
        a.end <= b.start for a, b in zip(told.steps, told.steps[1:], strict=False)
    )
