"""The editor of a macro: rows of steps that are added, moved and taken out without
script, since every press of a button sends the whole of it back and forth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from automation.actions.deeds import DOERS
from automation.models import CannedReply
from automation.queries import usable_macros, usable_replies
from automation.snoozes import SNOOZES
from automation.step_words import LABELS
from automation.steps import MOST_STEPS, SPECS, Spec, Step, fault_of
from desk.forms import assignable_agents
from foundation.accounts.models import Team, User
from foundation.core.text import clean_text
from tickets.categories import category_choices
from tickets.models import ChecklistTemplate, Tag

Options = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as the editor shows it."""

    index: int
    step: Step
    options: Options
    tags: Options
    fault: str
    is_last: bool

    @property
    def spec(self) -> Spec:
        """What its kind asks for."""
        return self.step.spec

    @property
    def number(self) -> int:
        """Its place as people count."""
        return self.index + 1

    @property
    def added(self) -> list[str]:
        """The tags it puts on, as values of a list."""
        return [str(key) for key in self.step.add]

    @property
    def removed(self) -> list[str]:
        """The tags it takes off."""
        return [str(key) for key in self.step.remove]


class Offers:
    """What the lists of the editor offer `user`; each is asked for when it is shown."""

    def __init__(self, user: User) -> None:
        self._user = user

    def of(self, do: str) -> Options:
        """The values of a kind of step."""
        if do in LABELS:
            return list(LABELS[do].choices)
        if do == "snooze":
            return list(SNOOZES.items())
        return getattr(self, f"_{do}", [])

    @cached_property
    def tags(self) -> Options:
        """Tags in use."""
        rows = Tag.objects.visible_to(self._user).in_use().values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]

    @cached_property
    def macros(self) -> Options:
        """Macros in use."""
        found = usable_macros(self._user).values_list("pk", "name")
        return [(str(pk), name) for pk, name in found]

    @cached_property
    def _assign(self) -> Options:
        agents = [(f"agent:{user.pk}", user.name) for user in assignable_agents()]
        teams = Team.objects.filter(is_active=True).values_list("pk", "name")
        queues = [
            (f"team:{pk}", _("Hàng chờ %(name)s") % {"name": name})
            for pk, name in teams
        ]
        return [("me", _("Người chạy macro")), *queues, *agents]

    @cached_property
    def _reply(self) -> Options:
        found = usable_replies(self._user)
        return [(f"canned:{one.pk}", _titled(one)) for one in found.order_by("title")]

    @cached_property
    def _category(self) -> Options:
        return [(f"category:{pk}", path) for pk, path in category_choices()]

    @cached_property
    def _checklist(self) -> Options:
        rows = ChecklistTemplate.objects.visible_to(self._user).filter(is_active=True)
        return [(f"checklist:{one.pk}", one.name) for one in rows]


class MacroEditor:
    """The rows of a macro, from what is stored or from what was sent."""

    def __init__(self, steps: Sequence[Step], user: User) -> None:
        self.steps = list(steps)
        self._offers = Offers(user)
        self.is_judged = False

    @property
    def rows(self) -> list[StepRow]:
        """The rows in order; what is wrong with each once somebody tried to save."""
        return [
            StepRow(
                index,
                step,
                self._options_of(step),
                self._offers.tags if step.spec.has_tags else [],
                fault_of(step) if self.is_judged else "",
                index == len(self.steps) - 1,
            )
            for index, step in enumerate(self.steps)
        ]

    def _options_of(self, step: Step) -> Options:
        """What is offered, and what the step has where that is offered no more."""
        offered = self._offers.of(step.do)
        if not step.value or any(value == step.value for value, _label in offered):
            return offered
        return [*offered, (step.value, _("Đang dùng, không còn trong danh sách"))]

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """What can be added."""
        return [(do, spec.label) for do, spec in SPECS.items() if do in DOERS]

    @property
    def is_full(self) -> bool:
        """Whether one more would be too many."""
        return len(self.steps) >= MOST_STEPS

    def move(self, wish: str, kind: str) -> None:
        """Do what a button of the editor says: "add", "up:2", "down:2", "remove:2"."""
        verb, _colon, place = wish.partition(":")
        at = int(place) if place.isascii() and place.isdigit() else -1
        if verb == "add" and kind in DOERS and not self.is_full:
            self.steps.append(Step(kind))
        if not 0 <= at < len(self.steps):
            return
        if verb == "remove":
            del self.steps[at]
        other = at - 1 if verb == "up" else at + 1
        if verb in {"up", "down"} and 0 <= other < len(self.steps):
            steps = self.steps
            steps[at], steps[other] = steps[other], steps[at]


def posted_steps(data: Any) -> list[Step]:
    """The steps that a form sent, as they were typed."""
    found: list[Step] = []
    for index in range(MOST_STEPS + 1):
        do = data.get(f"step-{index}-do", "")
        if do in DOERS:
            found.append(_posted(data, index, Step(do)))
    return found


def _posted(data: Any, index: int, step: Step) -> Step:
    def keys(name: str) -> tuple[int, ...]:
        sent = data.getlist(f"step-{index}-{name}")
        return tuple(int(key) for key in sent if key.isascii() and key.isdigit())

    value = str(data.get(f"step-{index}-value", ""))[:40]
    words = clean_text(str(data.get(f"step-{index}-words", "")))
    add, remove = keys("add"), keys("remove")
    return replace(step, value=value, words=words, add=add, remove=remove)


def _titled(reply: CannedReply) -> str:
    return f"{reply.title} (/{reply.shortcut})"
