"""What is promised, as values: targets, conditions, and which policy fits. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from foundation.calendars.schedule import DAY_SECONDS, Schedule, Window
from tickets.enums import Basis, Metric, Stage

# Wall-clock promises: every second of every day counts.
ROUND_THE_CLOCK = Schedule(ZoneInfo("UTC"), ((Window(0, DAY_SECONDS),),) * 7, {})

BREACH = 100  # the code of the step at which a clock is late; see `Target.steps`


class Level(NamedTuple):
    """An escalation: its level from 1 to 4, how long after the due time, and what then."""

    level: int
    after_seconds: int
    tell: tuple[str, ...] = ()
    raise_to: str = ""
    hand_to: str = ""


class Step(NamedTuple):
    """Something to be done once a clock has used so many seconds of counted time.

    `code` is the percentage of a warning, 100 for the breach, 100 + level beyond.
    """

    code: int
    at_seconds: int


@dataclass(frozen=True, slots=True)
class Target:
    """One clock of a policy: what it measures, for whom, and how long."""

    id: int
    metric: str
    side: str
    seconds: int
    stage: str = ""
    basis: str = Basis.BUSINESS.value
    pause_reasons: frozenset[str] = frozenset()
    warn_at: tuple[int, ...] = ()
    levels: tuple[Level, ...] = ()
    calendar_id: int | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two targets of two versions the same clock."""
        return self.metric, self.stage, self.side

    @property
    def steps(self) -> tuple[Step, ...]:
        """Warnings, the breach and the escalations, in the order they come due."""
        warnings = (
            Step(share, -(-self.seconds * share // 100)) for share in self.warn_at
        )
        beyond = (
            Step(BREACH + each.level, self.seconds + each.after_seconds)
            for each in self.levels
        )
        return (*sorted(warnings), Step(BREACH, self.seconds), *sorted(beyond))

    def level_of(self, code: int) -> Level | None:
        """The escalation that a step's code stands for."""
        return next((own for own in self.levels if BREACH + own.level == code), None)

    def step_after(self, passed: int) -> Step | None:
        """The first step whose code is beyond `passed`."""
        return next((step for step in self.steps if step.code > passed), None)


class Case(NamedTuple):
    """What conditions ask about a ticket; `categories` with every branch above."""

    kind: str
    priority: str
    channel: str
    tier: str = ""
    categories: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """A published version: whom it fits, and the clocks it starts."""

    version_id: int
    name: str
    number: int
    targets: tuple[Target, ...]
    kinds: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    categories: frozenset[int] = frozenset()

    def fits(self, case: Case) -> bool:
        """Whether each condition names the case; one that names nothing fits all."""
        words = (
            (self.kinds, case.kind),
            (self.priorities, case.priority),
            (self.channels, case.channel),
            (self.tiers, case.tier),
        )
        by_words = all(not allowed or word in allowed for allowed, word in words)
        by_branch = not self.categories or bool(self.categories & case.categories)
        return by_words and by_branch

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The parts of the work that have a time of their own, in the order of a case."""
        own = {one.stage for one in self.targets if one.metric == Metric.STAGE}
        return tuple(stage for stage in Stage if stage.value in own)

    def target_like(self, target: Target) -> Target | None:
        """The target of this version for the same clock."""
        return next((own for own in self.targets if own.key == target.key), None)


def first_fit(policies: Iterable[Policy], case: Case) -> Policy | None:
    """The first policy, in the house's order, that fits."""
    return next((policy for policy in policies if policy.fits(case)), None)


@dataclass(frozen=True, slots=True)
class Hours:
    """The schedules that targets count by, at hand for arithmetic."""

    default: Schedule
    by_calendar: Mapping[int, Schedule] = field(default_factory=dict)

    def of(self, target: Target) -> Schedule:
        """The schedule of one target."""
        if target.basis == Basis.WALL:
            return ROUND_THE_CLOCK
        if target.calendar_id is None:
            return self.default
        return self.by_calendar[target.calendar_id]


class Pause(NamedTuple):
    """A stretch that may not count; open while `end` is None."""

    reason: str
    start: datetime
    end: datetime | None = None
    by: int | None = None
    pk: int | None = None
    is_closed_now: bool = False  # since it was read

    def closed(self, at: datetime) -> "Pause":
        """The same, over at `at`."""
        return self._replace(end=max(at, self.start), is_closed_now=True)
