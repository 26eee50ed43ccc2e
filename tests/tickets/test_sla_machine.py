"""Anything may happen to a ticket, in any order: what its clocks keep to all the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from foundation.calendars.schedule import Schedule
from tests.tickets.sla_values import HOUR, NEW_YORK, SHOP, target
from tickets.enums import Metric, Side, Stage, Verdict
from tickets.sla.clock import Clock
from tickets.sla.sheet import Sheet
from tickets.sla.terms import Hours, Policy, Target

BY = 7
START = datetime(2027, 1, 30, 1, 0, tzinfo=UTC)
WAITING = st.sampled_from(["customer", "part", "partner", "visit", "internal"])
PASSING = st.one_of(st.just(0), st.integers(1, 2 * HOUR), st.integers(1, 9 * 24 * HOUR))


def _stage(hours: int, own_id: int, stage: Stage) -> Target:
    return target(hours * HOUR, Metric.STAGE.value, own_id=own_id, stage=stage.value)


def _policy(version: int, hours: int, *, is_full: bool) -> Policy:
    key = version * 100
    ours = (
        target(hours * HOUR, Metric.FIRST_RESPONSE.value, own_id=key + 1),
        target(4 * hours * HOUR, own_id=key + 2),
    )
    more = (
        target(hours * HOUR, Metric.NEXT_RESPONSE.value, own_id=key + 3),
        target(8 * hours * HOUR, side=Side.PROMISED.value, own_id=key + 4),
        target(6 * HOUR, Metric.UPDATE.value, own_id=key + 5),
        _stage(hours, key + 6, Stage.DIAGNOSIS),
        _stage(hours, key + 7, Stage.REPAIR),
    )
    return Policy(version, "Cam kết", version, ours + more if is_full else ours)


POLICIES = (
    None,
    _policy(1, 2, is_full=True),
    _policy(2, 1, is_full=True),
    _policy(3, 9, is_full=False),
)


class TicketLife(RuleBasedStateMachine):
    """A ticket, the clock on the wall, and what the sweep has done."""

    schedule: Schedule = SHOP

    @initialize(
        policy=st.sampled_from(POLICIES), schedule=st.sampled_from([SHOP, NEW_YORK])
    )
    def open(self, policy: Policy | None, schedule: Schedule) -> None:
        self.at, self.schedule = START, schedule
        self.sheet = Sheet(START, Hours(schedule))
        self.history: list[Callable[[Sheet], None]] = []
        self.done: set[tuple[object, ...]] = set()
        self.messages = 0
        self._apply(lambda sheet: sheet.open(policy))

    def _apply(self, change: Callable[[Sheet], None]) -> None:
        change(self.sheet)
        self.history.append(change)

    @property
    def is_waiting(self) -> bool:
        return any(p.end is None for p in self.sheet.pauses) and self.is_open

    @property
    def is_open(self) -> bool:
        return not self.sheet.is_resolved

    @rule(seconds=PASSING)
    def time_passes(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)

    @rule()
    def sweep(self) -> None:
        for clock in self.sheet.live:
            hours = self.sheet.hours.of(clock.target)
            for step in clock.pass_steps(self.at, self.sheet.pauses, hours):
                assert step.due_at < self.at
                self.done.add((clock.key, clock.target.id, clock.episode, step.code))

    @rule()
    def staff_spoke(self) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.staff_spoke(at))

    @precondition(lambda self: self.is_open)
    @rule()
    def customer_spoke(self) -> None:
        self.messages += 1
        at, key = self.at, self.messages
        self._apply(lambda sheet: sheet.customer_spoke(at, key))

    @precondition(lambda self: self.is_open)
    @rule(reason=WAITING)
    def waited(self, reason: str) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.waited(at, reason, BY))

    @precondition(lambda self: self.is_waiting)
    @rule()
    def resumed(self) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.resumed(at))

    @precondition(lambda self: self.is_open)
    @rule(is_said=st.booleans())
    def resolved(self, is_said: bool) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.resolved(at, BY, is_said=is_said))

    @precondition(lambda self: not self.is_open)
    @rule()
    def reopened(self) -> None:
        at, episode = self.at, self.sheet.episode + 1
        self._apply(lambda sheet: sheet.reopened(at, episode))

    @rule(policy=st.sampled_from(POLICIES))
    def retargeted(self, policy: Policy | None) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.retargeted(at, policy))

    @precondition(lambda self: self.is_open)
    @rule(stage=st.sampled_from([Stage.DIAGNOSIS, Stage.REPAIR, Stage.QUOTE]))
    def stage_started(self, stage: Stage) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.stage_started(at, stage.value))

    @precondition(lambda self: self.is_open)
    @rule()
    def stage_ended(self) -> None:
        at = self.at
        self._apply(lambda sheet: sheet.stage_ended(at))

    @invariant()
    def what_ended_has_a_verdict_and_what_lives_has_none(self) -> None:
        for clock in self.sheet.clocks:
            ended = clock.ended_at is not None
            assert ended == bool(clock.verdict) == (clock.worked_seconds is not None)
            assert not (ended and (clock.next_event_at or clock.paused_at))

    @invariant()
    def what_is_paused_waits_for_nothing(self) -> None:
        for clock in self.sheet.live:
            assert not (clock.paused_at and clock.next_event_at)

    @invariant()
    def a_promise_never_stops_for_a_part(self) -> None:
        open_reasons = {p.reason for p in self.sheet.pauses if p.end is None}
        for clock in self.sheet.live:
            is_promise = clock.target.side == Side.PROMISED
            may_pause = bool(open_reasons & {"customer", "visit"})
            assert not (is_promise and clock.paused_at) or may_pause

    @invariant()
    def no_clock_uses_more_than_the_wall_clock_gives(self) -> None:
        for clock in self.sheet.clocks:
            at = clock.ended_at or self.at
            used = clock.worked(at, self.sheet.pauses, self._hours(clock))
            assert 0 <= used <= (at - clock.started_at).total_seconds()

    @invariant()
    def one_pause_at_most_is_open_and_none_overlap(self) -> None:
        pauses = self.sheet.pauses
        assert sum(pause.end is None for pause in pauses) <= 1
        for before, after in pairwise(pauses):
            assert before.end is not None
            assert before.start <= before.end <= after.start

    @invariant()
    def no_clock_is_there_twice(self) -> None:
        keys = [clock.key for clock in self.sheet.clocks]
        live = [clock.target.key for clock in self.sheet.live]
        assert len(keys) == len(set(keys))
        assert len(live) == len(set(live))

    @invariant()
    def one_stage_runs_at_most(self) -> None:
        live = {c.target.stage for c in self.sheet.live if c.target.stage}
        assert len(live) <= 1

    @invariant()
    def one_of_those_that_live_leads(self) -> None:
        leads = [clock for clock in self.sheet.clocks if clock.is_headline]
        assert len(leads) == min(1, len(self.sheet.live))
        assert all(clock.is_live for clock in leads)

    @invariant()
    def late_is_what_came_due_before_it_ended(self) -> None:
        for clock in self.sheet.clocks:
            assert clock.breached_at in {None, clock.due_at}
            if clock.ended_at:
                is_late = clock.due_at < clock.ended_at
                assert is_late == (clock.verdict == Verdict.LATE)
                assert is_late == (clock.breached_at is not None)

    @invariant()
    def an_open_ticket_has_its_resolution_clocks_and_a_resolved_one_none(self) -> None:
        policy = self.sheet.policy
        promised = {t.key for t in policy.targets} if policy else set()
        live = {clock.target.key for clock in self.sheet.live}
        wanted = {key for key in promised if key[0] == Metric.RESOLUTION}
        assert not live if self.sheet.is_resolved else wanted <= live <= promised

    @invariant()
    def the_history_told_anew_gives_the_same_clocks(self) -> None:
        again = Sheet(START, Hours(self.schedule))
        for change in self.history:
            change(again)
        assert again.pauses == self.sheet.pauses
        for new, old in zip(again.clocks, self.sheet.clocks, strict=True):
            new.passed = old.passed
            if new.is_live:
                new.settle(again.pauses, self._hours(new))
            if old.is_live and new.breached_at is None:
                new.breached_at = old.breached_at  # seen by the sweep alone
            assert new == old

    def _hours(self, clock: Clock) -> Schedule:
        return self.sheet.hours.of(clock.target)


TicketLife.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None
)
TestTicketLife = TicketLife.TestCase
