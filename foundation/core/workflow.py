"""The one engine behind every status: a frozen table and a check."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from foundation.core.errors import TransitionError

S = TypeVar("S", bound=Enum)


@dataclass(frozen=True, slots=True)
class Workflow(Generic[S]):
    """Which status may follow which. Asked by the button, enforced by the action."""

    transitions: Mapping[S, frozenset[S]]

    def targets(self, current: S) -> frozenset[S]:
        """The statuses that may follow `current`."""
        return self.transitions.get(current, frozenset())

    def allows(self, current: S, target: S) -> bool:
        """Whether `target` may follow `current`."""
        return target in self.targets(current)

    def check(self, current: S, target: S) -> None:
        """Raise TransitionError unless `target` may follow `current`."""
        if not self.allows(current, target):
            raise TransitionError
