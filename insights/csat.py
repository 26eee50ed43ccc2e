"""CSAT: the share of 4 and 5 among the answers, and how far to trust it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

SCALE = (1, 2, 3, 4, 5)
SATISFIED_FROM = 4
DISSATISFIED_TO = 2
RELIABLE_FROM = 30  # fewer answers say little; the number is shown in grey
Z = 1.959963984540054  # 95 % of a normal distribution lie within


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the share of all customers lies, 19 times out of 20."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Csat:
    """How many answered what."""

    counts: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many answers."""
        return sum(self.counts.get(score, 0) for score in SCALE)

    @property
    def satisfied(self) -> int:
        """How many gave 4 or 5."""
        return sum(self.counts.get(score, 0) for score in SCALE[SATISFIED_FROM - 1 :])

    @property
    def dissatisfied(self) -> int:
        """How many gave 1 or 2."""
        return sum(self.counts.get(score, 0) for score in SCALE[:DISSATISFIED_TO])

    @property
    def share(self) -> float | None:
        """The number itself, from 0 to 1; None without answers."""
        return ratio(self.satisfied, self.n)

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval; None without answers."""
        return wilson(self.satisfied, self.n)

    @property
    def is_reliable(self) -> bool:
        """Whether there are enough answers to act on."""
        return self.n >= RELIABLE_FROM


def ratio(part: int, whole: int) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None


def wilson(part: int, whole: int) -> Interval | None:
    """Wilson's score interval: honest for few answers and at both ends, where the usual
    one leaves the scale or has no width."""
    if not whole:
        return None
    share, z2 = part / whole, Z * Z
    middle = share + z2 / (2 * whole)
    half = Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    scale = 1 + z2 / whole
    return Interval(
        low=max(0.0, (middle - half) / scale), high=min(1.0, (middle + half) / scale)
    )
