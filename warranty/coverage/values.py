"""What a cover is made of. Days are local dates; an end is the last day covered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foundation.calendars.period import Days
from warranty.enums import (
    CostClass,
    CoverKind,
    CoverStatus,
    LengthUnit,
    LineKind,
    StartBasis,
)


@dataclass(frozen=True, slots=True)
class Spec:
    """What one term promises: for which component, how long, how much of each cost."""

    component: int | None
    length: int
    unit: LengthUnit = LengthUnit.MONTHS
    part: int = 100
    labour: int = 100
    travel: int = 100

    def percent(self, cost: CostClass) -> int:
        """How much of a cost is paid."""
        shares = {
            CostClass.PART: self.part,
            CostClass.LABOUR: self.labour,
            CostClass.TRAVEL: self.travel,
        }
        return shares[cost]

    def pays_as_much_as(self, other: "Spec") -> bool:
        """Whether no cost is paid less by this than by the other."""
        return all(self.percent(cost) >= other.percent(cost) for cost in CostClass)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a version says of the whole cover."""

    basis: StartBasis = StartBasis.DELIVERY
    activation_days: int = 30
    shelf_months: int = 6
    is_transferable: bool = True
    rolls: bool = True
    minus_one_day: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to the cover of a unit, as the event log keeps it."""

    number: int
    kind: CoverKind
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Void:
    """A refusal that stands: of one component, or of the whole thing."""

    number: int
    component: int | None
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Line:
    """One component, or the whole thing, from day to day."""

    key: str
    kind: LineKind
    spec: Spec
    starts_on: date
    # Counted from the start alone; with every day added; moved off a rest day.
    base_end_on: date
    raw_end_on: date
    ends_on: date
    paused_days: int
    granted_days: int
    status: CoverStatus

    @property
    def is_of_whole(self) -> bool:
        """Whether it covers the thing and not a part of it."""
        return self.spec.component is None


@dataclass(frozen=True, slots=True)
class Cover:
    """What is covered until when, after everything that happened."""

    status: CoverStatus
    rules: Rules
    basis: StartBasis
    starts_on: date
    ends_on: date
    lines: tuple[Line, ...]
    custody: tuple[Days, ...]
    voids: tuple[Void, ...]
    activated_on: date | None = None
    activate_by: date | None = None
    in_shop_since: date | None = None
    n_events: int = 0
