"""Whose turn it is when there is not enough, and when the rest can hope: pure.

Nobody is overtaken: as long as the first in turn needs more than there is, whoever comes
behind waits too. Otherwise a repair that needs three would wait for ever behind those
that need one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coming:
    """So many are still to come with one line of a purchase."""

    line_id: int
    quantity: int
    on: date
    is_confirmed: bool


def served(free: int, wanted: Sequence[int]) -> int:
    """How many of those in turn can be served from what is free."""
    for count, quantity in enumerate(wanted):
        if quantity > free:
            return count
        free -= quantity
    return len(wanted)


def missing(free: int, wanted: Sequence[int], coming: int) -> int:
    """How many must be asked for so that everybody is served in the end."""
    return max(0, sum(wanted) - free - coming)


def foreseen(
    free: int, wanted: Sequence[int], coming: Sequence[Coming]
) -> list[Coming | None]:
    """For each in turn the delivery that completes what they need; None where none does."""
    ahead = sorted(coming, key=lambda each: (each.on, each.line_id))
    found: list[Coming | None] = []
    there, needed, last = free, 0, None
    for quantity in wanted:
        needed += quantity
        while there < needed and ahead:
            last = ahead.pop(0)
            there += last.quantity
        found.append(last if there >= needed else None)
    return found
