"""One clock: how its due time, its next step and its end follow from the facts. Pure.

Everything is computed from start, target, calendar and pauses; nothing is added up on
the way, so that a corrected history gives the right answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import add_working, count_working
from tickets.enums import PauseReason, Verdict
from tickets.sla.terms import BREACH, Pause, Target


class Passed(NamedTuple):
    """A step that was done, and when it came due."""

    code: int
    due_at: datetime


@dataclass(slots=True)
class Clock:
    """A measured promise. Instants are aware; `pk` is empty until it is stored."""

    target: Target
    started_at: datetime
    due_at: datetime
    cycle: int = 1
    episode: int = 1
    next_event_at: datetime | None = None
    passed: int = 0
    paused_at: datetime | None = None
    breached_at: datetime | None = None
    ended_at: datetime | None = None
    verdict: str = ""
    worked_seconds: int | None = None
    is_headline: bool = False
    pk: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether it still measures something."""
        return self.ended_at is None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What no other clock of the ticket shares."""
        return (*self.target.key, self.cycle)

    def settle(self, pauses: Iterable[Pause], schedule: Schedule) -> None:
        """Compute due time, pause and next step anew from the pauses as they are now."""
        own = self.pauses_in(pauses)
        closed = [(pause.start, pause.end) for pause in own if pause.end]
        is_open = next((pause for pause in own if pause.end is None), None)
        self.paused_at = max(is_open.start, self.started_at) if is_open else None
        self.due_at = add_working(
            self.started_at, self.target.seconds, schedule, closed
        )
        self.next_event_at = None
        step = self.target.step_after(self.passed)
        if step and self.is_live and not is_open:
            self.next_event_at = (
                self.due_at
                if step.code == BREACH
                else add_working(self.started_at, step.at_seconds, schedule, closed)
            )

    def catch_up(self, at: datetime) -> None:
        """Note a breach that came before `at`: it is a fact, whoever noticed."""
        ran_until = min(at, self.paused_at) if self.paused_at else at
        if self.is_live and self.breached_at is None and self.due_at < ran_until:
            self.breached_at = self.due_at

    def pass_steps(
        self, at: datetime, pauses: Sequence[Pause], schedule: Schedule
    ) -> list[Passed]:
        """Do every step that came due before `at`; the moment of the next one follows."""
        own = self.pauses_in(pauses)
        closed = [(pause.start, pause.end) for pause in own if pause.end]
        found: list[Passed] = []
        while self.next_event_at is not None and self.next_event_at < at:
            step = self.target.step_after(self.passed)
            assert step is not None  # there is no moment without a step
            found.append(Passed(step.code, self.next_event_at))
            self.passed = step.code
            if step.code == BREACH and self.breached_at is None:
                self.breached_at = self.due_at
            following = self.target.step_after(step.code)
            self.next_event_at = following and add_working(
                self.started_at, following.at_seconds, schedule, closed
            )
        return found

    def end(self, at: datetime, pauses: Iterable[Pause], schedule: Schedule) -> None:
        """The promise was kept, or kept late."""
        self._finish(at, Verdict.MET, pauses, schedule)

    def stop(self, at: datetime, pauses: Iterable[Pause], schedule: Schedule) -> None:
        """Nothing is left to measure; it counts neither for us nor against us.

        What was late already stays late.
        """
        self._finish(at, Verdict.STOPPED, pauses, schedule)

    def resume(self, episode: int) -> None:
        """Go on with what was left; the caller closes the pause and settles."""
        self.ended_at, self.verdict, self.worked_seconds = None, "", None
        self.episode = episode

    def judge_by(
        self, target: Target, at: datetime, pauses: Iterable[Pause], schedule: Schedule
    ) -> None:
        """Measure by other terms from now on; start, used and paused time stay.

        Steps already done are not done again; a breach stands only if the new due time
        has passed as well.
        """
        self.target = target
        used = self.worked(at, pauses, schedule)
        done = [s.code for s in target.steps if s.at_seconds <= used]
        self.passed = max((code for code in done if code <= self.passed), default=0)
        self.breached_at = None
        self.settle(pauses, schedule)
        self.catch_up(at)

    def worked(self, at: datetime, pauses: Iterable[Pause], schedule: Schedule) -> int:
        """The counted seconds used until `at`."""
        shut = [(each.start, each.end or at) for each in self.pauses_in(pauses)]
        return count_working(self.started_at, at, schedule, shut)

    def pauses_in(self, pauses: Iterable[Pause]) -> list[Pause]:
        """Those of a ticket's pauses for which this clock stops."""
        stops = chain(self.target.pause_reasons, [PauseReason.RESOLVED.value])
        reasons = frozenset(stops)
        return [
            pause
            for pause in pauses
            if pause.reason in reasons
            and (pause.end is None or pause.end > self.started_at)
        ]

    def _finish(
        self,
        at: datetime,
        verdict: Verdict,
        pauses: Iterable[Pause],
        schedule: Schedule,
    ) -> None:
        """What still pauses is over now, so that late is what ended after its due time."""
        over = [each if each.end else each.closed(at) for each in pauses]
        self.settle(over, schedule)
        is_late = self.due_at < at
        self.breached_at = self.due_at if is_late else None
        self.worked_seconds = self.worked(at, over, schedule)
        self.ended_at = at
        self.verdict = (Verdict.LATE if is_late else verdict).value
        self.next_event_at = self.paused_at = None
        self.is_headline = False
