"""The page on which a promise is written: many small forms that read as one."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from desk.policy_forms import ConditionsForm, EscalationForm, TargetForm
from desk.policy_spans import HOUR, span_of
from desk.policy_words import measured, measures
from tickets.enums import Basis, Side
from tickets.models.policies import PROMISE_PAUSES
from tickets.policy_terms import LEVELS, EscalationTerms, TargetTerms, Terms

# What is usual, for whoever fills in a number only.
USUAL_WARNINGS = "50, 75, 90"
USUAL = {
    Side.OURS.value: ("work-hours", ["customer", "part", "partner", "visit"]),
    Side.PROMISED.value: ("hours", PROMISE_PAUSES),
}


class PolicyEditor:
    """All that is typed about a policy on one page, as one form."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        terms: Terms | None = None,
        seen_version: int = 0,
    ) -> None:
        old = terms or Terms()
        known = {target.key: target for target in old.targets}
        levels = {each.level: each for each in old.escalations}
        self.conditions = ConditionsForm(
            data, initial={"seen_version": seen_version, **_conditions(old)}
        )
        self.targets = [
            TargetForm(*key, data, initial=_target_initial(known.get(key), side))
            for metric, stage in measures()
            for side in Side.values
            for key in [(metric, stage, side)]
        ]
        self.levels = [
            EscalationForm(level, data, initial=_level_initial(levels.get(level)))
            for level in range(1, LEVELS + 1)
        ]

    def __iter__(self) -> Iterator[forms.Form]:
        yield self.conditions
        yield from self.targets
        yield from self.levels

    @property
    def rows(self) -> list[tuple[str, TargetForm, TargetForm]]:
        """What is measured of the whole case, ours beside promised."""
        return self._pairs(is_stage=False)

    @property
    def stage_rows(self) -> list[tuple[str, TargetForm, TargetForm]]:
        """The same for the parts of the work."""
        return self._pairs(is_stage=True)

    @property
    def has_stages(self) -> bool:
        """Whether any part of the work has a target, or was typed wrong."""
        forms_of = [form for form in self.targets if form.stage]
        return any(form["amount"].value() or form.errors for form in forms_of)

    @property
    def errors(self) -> bool:
        """Whether anything was typed wrong."""
        return any(form.errors for form in self)

    def is_valid(self) -> bool:
        """Whether every part can be read."""
        return all(form.is_valid() for form in self)

    @property
    def seen_version(self) -> int:
        """The version over which this was typed."""
        return int(self.conditions.cleaned_data["seen_version"])

    @property
    def terms(self) -> Terms:
        """What was typed, as the action takes it."""
        data = self.conditions.cleaned_data
        targets = [form.terms for form in self.targets]
        levels = [form.terms for form in self.levels]
        return Terms(
            kinds=tuple(data["kinds"]),
            priorities=tuple(data["priorities"]),
            channels=tuple(data["channels"]),
            tiers=tuple(data["tiers"]),
            categories=tuple(int(key) for key in data["categories"]),
            calendar_id=data["calendar"],
            targets=tuple(target for target in targets if target),
            escalations=tuple(level for level in levels if level),
        )

    def refuse(self, error: str) -> None:
        """Show why the whole was refused."""
        self.conditions.add_error(None, error)

    def over(self, seen_version: int) -> None:
        """Take the next try as typed over what stands now."""
        data = self.conditions.data.copy()  # type: ignore[attr-defined] # of a request
        data["seen_version"] = str(seen_version)
        self.conditions.data = data

    def _pairs(self, *, is_stage: bool) -> list[tuple[str, TargetForm, TargetForm]]:
        chosen = [form for form in self.targets if bool(form.stage) == is_stage]
        return [
            (measured(ours.metric, ours.stage), ours, promised)
            for ours, promised in zip(chosen[::2], chosen[1::2], strict=True)
        ]


def _conditions(terms: Terms) -> dict[str, Any]:
    return {
        "kinds": terms.kinds,
        "priorities": terms.priorities,
        "channels": terms.channels,
        "tiers": terms.tiers,
        "categories": terms.categories,
        "calendar": terms.calendar_id,
    }


def _target_initial(target: TargetTerms | None, side: str) -> dict[str, Any]:
    if target is None:
        unit, pauses = USUAL[side]
        return {"unit": unit, "pauses": pauses, "warn_at": USUAL_WARNINGS}
    span = span_of(target.seconds, target.basis)
    return {
        "amount": span.amount,
        "unit": span.unit,
        "pauses": target.pause_reasons,
        "warn_at": ", ".join(map(str, target.warn_at)),
    }


def _level_initial(each: EscalationTerms | None) -> dict[str, Any]:
    if each is None:
        return {"unit": "hours"}
    is_hours = each.after_seconds % HOUR == 0
    span = span_of(each.after_seconds, Basis.WALL)
    unit = "hours" if is_hours else "minutes"
    amount = each.after_seconds // HOUR if is_hours else span.amount
    return {
        "after": amount,
        "unit": unit,
        "tell": each.tell,
        "raise_to": each.raise_to,
        "hand_to": each.hand_to,
    }
