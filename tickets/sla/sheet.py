"""All clocks of one ticket, and what happens to them when something happens. Pure.

The actions move a sheet step by step; `replay` folds a ticket's whole history into a
fresh one. Both must end the same, which is what makes the clocks trustworthy.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from tickets.enums import Metric, PauseReason, Verdict
from tickets.sla.clock import Clock
from tickets.sla.terms import Hours, Pause, Policy, Target

# Ours before the customer's, where both are due at the same second.
ANSWERS = frozenset({Metric.FIRST_RESPONSE.value, Metric.NEXT_RESPONSE.value})
# What a policy starts when a ticket is opened.
AT_ONCE = frozenset(
    {Metric.FIRST_RESPONSE.value, Metric.RESOLUTION.value, Metric.UPDATE.value}
)


@dataclass(slots=True)
class Sheet:
    """The clocks and pauses of one ticket, under the policy in force."""

    opened_at: datetime
    hours: Hours
    policy: Policy | None = None
    clocks: list[Clock] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    episode: int = 1
    is_resolved: bool = False
    is_answered: bool = False
    is_merged: bool = False

    @property
    def live(self) -> list[Clock]:
        """The clocks that still measure something."""
        return [clock for clock in self.clocks if clock.is_live]

    def open(self, policy: Policy | None) -> None:
        """A request came in."""
        self.policy = policy
        for target in self._targets(*AT_ONCE):
            self._start(target, self.opened_at)
        self._settle_all()

    def staff_spoke(self, at: datetime) -> None:
        """One of us answered the customer in public."""
        self._catch_up(at)
        self.is_answered = True
        for clock in self.live:
            if clock.target.metric in ANSWERS:
                self._end(clock, at)
        self._next_update(at)
        self._settle_all()

    def customer_spoke(self, at: datetime, message_id: int) -> None:
        """The customer wrote; the oldest of their unanswered messages is what counts."""
        self._catch_up(at)
        waits = any(clock.target.metric in ANSWERS for clock in self.live)
        if not waits and not self.is_resolved:
            for target in self._targets(Metric.NEXT_RESPONSE):
                self._start(target, at, message_id)
        self._settle_all()

    def waited(self, at: datetime, reason: str, by: int | None) -> None:
        """The ticket waits from now on, for another reason perhaps than before."""
        self._catch_up(at)
        self._close_pause(at)
        self.pauses.append(Pause(reason, at, by=by))
        self._settle_all()

    def resumed(self, at: datetime) -> None:
        """The waiting is over."""
        self._catch_up(at)
        self._close_pause(at)
        self._settle_all()

    def resolved(self, at: datetime, by: int | None, *, is_said: bool) -> None:
        """The work is done. What it was to answer is answered if it was said in words."""
        self._catch_up(at)
        self._close_pause(at)
        self.is_answered = self.is_answered or is_said
        for clock in self.live:
            answered = is_said and clock.target.metric in ANSWERS | {Metric.UPDATE}
            if clock.target.metric == Metric.RESOLUTION or answered:
                self._end(clock, at)
            else:
                clock.stop(at, self.pauses, self.hours.of(clock.target))
        self.is_resolved = True
        self.pauses.append(Pause(PauseReason.RESOLVED.value, at, by=by))
        self._choose_headline()

    def reopened(self, at: datetime, episode: int) -> None:
        """A new episode: what was resolved meanwhile is a pause, the clocks go on."""
        cut_short = self._cut_short()
        self._close_pause(at)
        self.is_resolved, self.episode = False, episode
        for clock in self.clocks:
            if self._goes_on(clock) or (clock in cut_short and self._is_asked(clock)):
                self._take_up(clock, clock.target, at)
        self._next_update(at)
        self._follow_policy(at)

    def retargeted(self, at: datetime, policy: Policy | None) -> None:
        """Another promise holds: started, used and paused time stay as they are."""
        self._catch_up(at)
        self.policy = policy
        if not self.is_resolved:
            self._follow_policy(at)

    def stage_started(self, at: datetime, stage: str) -> None:
        """A part of the work begins; the one before it is done."""
        self.stage_ended(at)
        for target in self._targets(Metric.STAGE):
            if target.stage == stage:
                self._start(target, at, self._n_of(target) + 1)
        self._settle_all()

    def stage_ended(self, at: datetime) -> None:
        """The part of the work that ran is done."""
        self._catch_up(at)
        for clock in self.live:
            if clock.target.metric == Metric.STAGE:
                self._end(clock, at)
        self._settle_all()

    def recalculated(self, at: datetime) -> None:
        """The calendar changed: what lives is judged anew, as if it had always been so."""
        for clock in self.live:
            schedule = self.hours.of(clock.target)
            clock.judge_by(clock.target, at, self.pauses, schedule)
        self._choose_headline()

    def merged(self) -> None:
        """It goes on in another ticket: time runs on, nobody is reminded or led by it."""
        self.is_merged = True
        for clock in self.live:
            clock.next_event_at = None
        self._choose_headline()

    def parted(self, at: datetime) -> None:
        """It stands alone again, as if it had never gone on in another."""
        self.is_merged = False
        for clock in self.live:
            schedule, due_at = self.hours.of(clock.target), clock.due_at
            clock.settle(self.pauses, schedule)
            if clock.due_at != due_at:  # the calendar changed meanwhile
                clock.judge_by(clock.target, at, self.pauses, schedule)
        self._choose_headline()

    def unspoken(self, at: datetime, messages: Collection[int], rest: int) -> None:
        """Words of the customer went to another ticket; `rest` is the oldest that still
        waits for an answer here, 0 where none does."""
        self._catch_up(at)
        for clock in self.live:
            if clock.target.metric == Metric.NEXT_RESPONSE and clock.cycle in messages:
                clock.stop(at, self.pauses, self.hours.of(clock.target))
        self._settle_all()
        if rest:
            self.customer_spoke(at, rest)

    def _follow_policy(self, at: datetime) -> None:
        for clock in self.live:
            own = self.policy.target_like(clock.target) if self.policy else None
            if own is None:
                clock.stop(at, self.pauses, self.hours.of(clock.target))
            elif own.id != clock.target.id:
                clock.judge_by(own, at, self.pauses, self.hours.of(own))
        for target in self._targets(*AT_ONCE):
            self._ensure(target, at)
        self._settle_all()

    def _ensure(self, target: Target, at: datetime) -> None:
        """Let a clock of the policy exist that should run and does not."""
        own = [clock for clock in self.clocks if clock.target.key == target.key]
        if any(clock.is_live for clock in own):
            return
        if target.metric == Metric.UPDATE:
            self._start(target, at, len(own) + 1)
            return
        if target.metric == Metric.FIRST_RESPONSE and self.is_answered:
            return
        if not own:
            self._start(target, self.opened_at)
            return
        # Another promise did without it for a while, and it may have been late by then.
        self._take_up(own[0], target, at)

    def _take_up(self, clock: Clock, target: Target, at: datetime) -> None:
        clock.resume(self.episode)
        clock.judge_by(target, at, self.pauses, self.hours.of(target))

    def _cut_short(self) -> list[Clock]:
        """The clocks of the stage that ran when the ticket was resolved.

        They ended in that very moment; a stage that was finished stays finished.
        """
        stages = [each for each in self.clocks if each.target.metric == Metric.STAGE]
        resolved_at = next((each.start for each in self.pauses if not each.end), None)
        return [
            clock
            for clock in stages
            if clock.started_at == stages[-1].started_at
            and clock.target.stage == stages[-1].target.stage
            and clock.ended_at == resolved_at
            and clock.verdict in {Verdict.STOPPED, Verdict.LATE}
        ]

    def _is_asked(self, clock: Clock) -> bool:
        """What no promise asks for stays ended."""
        return bool(self.policy and self.policy.target_like(clock.target))

    def _goes_on(self, clock: Clock) -> bool:
        """Whether what is measured for the whole ticket is measured again."""
        if clock.is_live or not self._is_asked(clock):
            return False
        if clock.target.metric == Metric.RESOLUTION:
            return True
        is_first = clock.target.metric == Metric.FIRST_RESPONSE
        return is_first and not self.is_answered

    def _next_update(self, at: datetime) -> None:
        """Telling the customer how it goes starts the time until the next telling."""
        for clock in self.live:
            if clock.target.metric == Metric.UPDATE:
                self._end(clock, at)
        if not self.is_resolved:
            for target in self._targets(Metric.UPDATE):
                self._start(target, at, self._n_of(target) + 1)

    def _start(self, target: Target, at: datetime, cycle: int = 1) -> None:
        clock = Clock(target, at, at, cycle=cycle, episode=self.episode)
        self.clocks.append(clock)

    def _end(self, clock: Clock, at: datetime) -> None:
        clock.end(at, self.pauses, self.hours.of(clock.target))

    def _targets(self, *metrics: str) -> list[Target]:
        targets = self.policy.targets if self.policy else ()
        return [target for target in targets if target.metric in metrics]

    def _n_of(self, target: Target) -> int:
        return sum(clock.target.key == target.key for clock in self.clocks)

    def _close_pause(self, at: datetime) -> None:
        self.pauses = [
            pause if pause.end else pause.closed(at) for pause in self.pauses
        ]

    def _catch_up(self, at: datetime) -> None:
        for clock in self.live:
            clock.catch_up(at)

    def _settle_all(self) -> None:
        for clock in self.live:
            clock.settle(self.pauses, self.hours.of(clock.target))
        self._choose_headline()

    def _choose_headline(self) -> None:
        live = [] if self.is_merged else self.live
        first = min(live, key=_urgency) if live else None
        for clock in self.clocks:
            clock.is_headline = clock is first


def _urgency(clock: Clock) -> tuple[bool, datetime, tuple[str, str, str, int]]:
    return clock.paused_at is not None, clock.due_at, clock.key
