"""What the macro menu of a ticket offers, in words."""

from dataclasses import dataclass

from automation.permissions import may_do
from automation.queries import usable_macros
from automation.step_words import names_of, sentences
from automation.steps import read_steps
from foundation.accounts.models import User

OFFERED = 50


@dataclass(frozen=True, slots=True)
class MacroChoice:
    """A macro with what it does, step by step, and whether one's role may."""

    pk: int
    name: str
    sentences: list[str]
    is_allowed: bool
    # Words to the customer: a form that says so before it is pressed.
    is_told: bool

    @property
    def summary(self) -> str:
        """All of it on one line."""
        return " · ".join(self.sentences)


def macro_menu(user: User) -> list[MacroChoice]:
    """The macros in use for `user`, by name. One query, and one for each kind of thing
    that steps name."""
    found = list(usable_macros(user)[:OFFERED])
    steps = {macro.pk: read_steps(macro.steps) for macro in found}
    names = names_of(step for own in steps.values() for step in own)
    return [
        MacroChoice(
            macro.pk,
            macro.name,
            sentences(steps[macro.pk], names),
            all(may_do(user, step.do) for step in steps[macro.pk]),
            any(step.do in {"reply", "resolve"} for step in steps[macro.pk]),
        )
        for macro in found
    ]
