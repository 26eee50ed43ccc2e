"""The share of promises kept, what it is held against, and when it says something. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from insights.csat import RELIABLE_FROM, ratio

# What the house wants to keep, and where the cut scale of the dots begins.
GOAL = 0.92
SCALE_FROM = 0.80


@dataclass(frozen=True, slots=True)
class InTime:
    """How many clocks were decided, and how many of them in time."""

    met: int = 0
    n: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was decided."""
        return ratio(self.met, self.n)

    @property
    def late(self) -> int:
        """How many were not in time."""
        return self.n - self.met

    @property
    def is_reliable(self) -> bool:
        """Whether there are enough to conclude from."""
        return self.n >= RELIABLE_FROM

    @property
    def is_below(self) -> bool:
        """Whether the house's goal is missed; with few it is not said."""
        return self.is_reliable and self.met < GOAL * self.n

    @property
    def place(self) -> float | None:
        """Where its dot stands on the cut scale, from 0 to 1."""
        if self.share is None:
            return None
        return max(0.0, (self.share - SCALE_FROM) / (1 - SCALE_FROM))


NOTHING_DECIDED = InTime()
GOAL_PLACE = (GOAL - SCALE_FROM) / (1 - SCALE_FROM)


def together(parts: Iterable[InTime]) -> InTime:
    """Several as one; each clock stands in one part only."""
    known = list(parts)
    return InTime(sum(part.met for part in known), sum(part.n for part in known))


def points(now: InTime, before: InTime) -> float | None:
    """By how many points the share moved; None where there is nothing to compare."""
    if now.share is None or before.share is None:
        return None
    return (now.share - before.share) * 100
