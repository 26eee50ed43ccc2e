"""Plays an example of docs/sla-examples.md on a sheet, and says how it comes out."""

import re
from copy import copy
from datetime import UTC, datetime, timedelta

from tests.tickets.sla_examples import (
    AMOUNT,
    CLOCKS,
    Row,
    UnreadableError,
    policy_of,
    seconds_of,
    targets_of,
)
from tickets.sla.clock import Clock
from tickets.sla.sheet import Sheet
from tickets.sla.terms import BREACH, Pause

BY = 7  # whoever works on it
LATER = timedelta(days=900)
NAMED = re.compile(rf"(?:({'|'.join(CLOCKS)}) )?(.+)")


class Story:
    """A ticket whose clocks do what a row tells."""

    def __init__(self, row: Row) -> None:
        self.row, self.at = row, row.start.astimezone(UTC)
        self.sheet = Sheet(self.at, row.hours)
        self.sheet.open(policy_of(row.targets, 1))
        self.version = 1

    def play(self) -> "Story":
        """Everything that happens, in order."""
        for text in self.row.happenings:
            self._happen(text)
        return self

    def failures(self) -> list[str]:
        """What comes out otherwise than the row says."""
        wrong = []
        for text in self.row.outcomes:
            found = self._outcome(text)
            if found != text:
                wrong.append(f"{text}: is {found}")
        return wrong

    def _happen(self, text: str) -> None:
        for pattern, effect in EFFECTS.items():
            found = re.fullmatch(pattern, text)
            if found:
                getattr(self, effect)(*found.groups())
                return
        raise UnreadableError(text)

    def _now(self, text: str) -> datetime:
        at = self.row.moment(text).astimezone(UTC)
        assert at >= self.at, f"{text} lies before what happened already"
        self.at = at
        return at

    def _wait(self, reason: str, since: str, until: str | None) -> None:
        self.sheet.waited(self._now(since), reason, BY)
        if until:
            self._go_on(until)

    def _go_on(self, text: str) -> None:
        self.sheet.resumed(self._now(text))

    def _backdate(self, reason: str, since: str, until: str) -> None:
        start = self.row.moment(since).astimezone(UTC)
        end = self.row.moment(until).astimezone(UTC)
        self.sheet.pauses.append(Pause(reason, start, end, BY))
        self.sheet.recalculated(end)

    def _reply(self, text: str) -> None:
        self.sheet.staff_spoke(self._now(text))

    def _say_nothing(self, text: str) -> None:
        """Automatic answers and notes never come to the clocks at all."""
        self._now(text)

    def _customer(self, text: str) -> None:
        at = self._now(text)
        self.sheet.customer_spoke(at, int(at.timestamp()))

    def _resolve(self, text: str) -> None:
        self.sheet.resolved(self._now(text), BY, is_said=False)

    def _reopen(self, text: str) -> None:
        self.sheet.reopened(self._now(text), self.sheet.episode + 1)

    def _policy(self, targets: str, text: str) -> None:
        self.version += 1
        terms = targets_of(targets, self.version * 100)
        self.sheet.retargeted(self._now(text), policy_of(terms, self.version))

    def _stage(self, stage: str, text: str) -> None:
        self.sheet.stage_started(self._now(text), stage)

    def _stage_end(self, text: str) -> None:
        self.sheet.stage_ended(self._now(text))

    def _outcome(self, text: str) -> str:
        """The same line as it should read, so that a difference speaks for itself."""
        named = NAMED.fullmatch(text)
        assert named is not None
        name, fact = named.groups()
        own = self._clocks(name)
        told = self._told(fact, own[-1] if own else None, len(own))
        return f"{name} {told}" if name else told

    def _clocks(self, name: str | None) -> list[Clock]:
        if name is None:
            return self.sheet.clocks
        metric, stage, side = CLOCKS[name]
        key = (metric.value, stage, side.value)
        return [clock for clock in self.sheet.clocks if clock.target.key == key]

    def _told(self, fact: str, clock: Clock | None, count: int) -> str:
        if re.fullmatch(r"\d+ clocks?", fact):
            return f"{count} clock" + ("s" if count != 1 else "")
        assert clock is not None, "no clock runs"
        word = fact.partition(" ")[0]
        if word in {"met", "late", "stopped", "running", "paused"}:
            return clock.verdict or ("paused" if clock.paused_at else "running")
        if word == "leads":
            return "leads" if clock.is_headline else "does not lead"
        if word == "used":
            return self._used(fact, clock)
        return self._when(fact, clock)

    def _used(self, fact: str, clock: Clock) -> str:
        found = re.fullmatch(rf"used ({AMOUNT})(?: at (.+))?", fact)
        if found is None:
            raise UnreadableError(fact)
        amount, at = found.groups()
        used = clock.worked_seconds
        if at:
            until = self.row.moment(at).astimezone(UTC)
            used = clock.worked(until, self.sheet.pauses, self.row.schedule)
        return fact if used == seconds_of(amount) else f"used {used} s"

    def _when(self, fact: str, clock: Clock) -> str:
        if fact == "not breached":
            return f"breached {clock.breached_at}" if clock.breached_at else fact
        found = re.fullmatch(r"(due|started|breached|\d+ %|level \d) (.+)", fact)
        if found is None:
            raise UnreadableError(fact)
        what, text = found.groups()
        at = self._moment_of(what, clock)
        if at == self.row.moment(text).astimezone(UTC):
            return fact
        local = at.astimezone(self.row.schedule.zone) if at else "never"
        return f"{what} {local}"

    def _moment_of(self, what: str, clock: Clock) -> datetime | None:
        if what in {"due", "started", "breached"}:
            found: datetime | None = getattr(clock, f"{what}_at")
            return found
        number = int(re.sub(r"\D", "", what))
        code = number if what.endswith("%") else BREACH + number
        hours = self.row.hours.of(clock.target)
        steps = copy(clock).pass_steps(self.at + LATER, self.sheet.pauses, hours)
        return next((step.due_at for step in steps if step.code == code), None)


EFFECTS = {
    r"wait (\w+) ([^–]+)(?:–(.+))?": "_wait",
    r"go on (.+)": "_go_on",
    r"backdated wait (\w+) ([^–]+)–(.+)": "_backdate",
    r"reply (.+)": "_reply",
    r"(?:auto-reply|note) (.+)": "_say_nothing",
    r"customer writes (.+)": "_customer",
    r"resolve (.+)": "_resolve",
    r"reopen (.+)": "_reopen",
    r"policy (.+) at (.+)": "_policy",
    r"stage ends (.+)": "_stage_end",
    r"stage (\w+) (.+)": "_stage",
}
