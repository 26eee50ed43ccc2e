"""What is to be done to many tickets, as one value: checked, stored, read back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from automation.enums import BulkKind
from automation.errors import OrderRefusedError
from automation.steps import MAX_KEY, Step, fault_of, read_steps

# Which steps each kind is made of.
STEPS_OF: Mapping[str, tuple[str, ...]] = {
    BulkKind.ASSIGN: ("assign",),
    BulkKind.STATUS: ("wait", "resume", "resolve"),
    BulkKind.CLASSIFY: ("kind", "priority", "category"),
    BulkKind.TAGS: ("tags",),
    BulkKind.REPLY: ("reply", "wait"),
    BulkKind.SNOOZE: ("snooze",),
}
# What has a way back. What a customer has read has none: an answer only until it is out.
UNDOABLE = frozenset(
    {
        BulkKind.REPLY,
        BulkKind.MACRO,
        BulkKind.ASSIGN,
        BulkKind.STATUS,
        BulkKind.CLASSIFY,
        BulkKind.TAGS,
        BulkKind.MERGE,
        BulkKind.SNOOZE,
    }
)


@dataclass(frozen=True, slots=True)
class Order:
    """One thing for many tickets: steps, a macro, or the ticket they are merged into."""

    kind: BulkKind
    steps: tuple[Step, ...] = ()
    macro_id: int = 0
    target_id: int = 0

    @classmethod
    def read(cls, kind: str, what: Mapping[str, Any], words: str) -> Self:
        """The order that a run stores; its words go where words are taken."""
        steps = tuple(
            replace(step, words=words) if step.spec.has_words else step
            for step in read_steps(what.get("steps"))
        )
        return cls(
            BulkKind(kind), steps, what.get("macro_id", 0), what.get("target_id", 0)
        )

    def check(self) -> None:
        """Refuse an order that says nothing, or more than its kind may."""
        if self.kind == BulkKind.MACRO:
            is_said = 0 < self.macro_id <= MAX_KEY
        elif self.kind == BulkKind.MERGE:
            is_said = 0 < self.target_id <= MAX_KEY
        else:
            is_said = bool(self.steps) and self._fits()
        if not is_said:
            raise OrderRefusedError
        for step in self.steps:
            why = fault_of(step)
            if why:
                raise OrderRefusedError(why[:1].upper() + why[1:])

    @property
    def what(self) -> dict[str, Any]:
        """The order without words: ids and enum values."""
        parts = {
            "steps": [_wordless(step).stored() for step in self.steps],
            "macro_id": self.macro_id,
            "target_id": self.target_id,
        }
        return {name: part for name, part in parts.items() if part}

    @property
    def words(self) -> str:
        """What is said or noted on every ticket."""
        return next((step.words for step in self.steps if step.words), "")

    @property
    def is_undoable(self) -> bool:
        """Whether there is a way back; a resolution has been told to the customer."""
        is_told = any(step.do == "resolve" for step in self.steps)
        return self.kind in UNDOABLE and not is_told

    def _fits(self) -> bool:
        kinds = [step.do for step in self.steps]
        allowed = STEPS_OF.get(self.kind, ())
        # One place at a time; an answer comes before what follows it.
        is_single = self.kind != BulkKind.STATUS or len(kinds) == 1
        has_reply = self.kind != BulkKind.REPLY or kinds[0] == "reply"
        is_once = len(set(kinds)) == len(kinds)
        return is_single and has_reply and is_once and set(kinds) <= set(allowed)


def order_of(kind: BulkKind, steps: Sequence[Step]) -> Order:
    """An order of plain steps."""
    return Order(kind, tuple(steps))


def _wordless(step: Step) -> Step:
    return replace(step, words="")
