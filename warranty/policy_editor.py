"""The page on which a warranty policy is written: many small forms that read as one."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from foundation.policies.enums import Part
from foundation.policies.wording import LANGUAGES, Wording
from warranty.forms.policies import (
    ExclusionForm,
    LineForm,
    PartForm,
    RulesForm,
    known_components,
)
from warranty.policy_changes import Said
from warranty.policy_terms import COLUMNS, ExclusionTerms, LineTerms, Terms

Sent = Mapping[str, Any] | None
BLANK = 2  # empty rows below those that are filled in
MOST = 60  # rows of a kind; more than anybody writes


class PolicyEditor:
    """All that is typed about a policy on one page, as one form."""

    def __init__(
        self,
        data: Sent = None,
        *,
        said: Said | None = None,
        seen_version: int = 0,
    ) -> None:
        old = said or Said(Wording(), Terms())
        parts = old.wording.tidy.parts
        self.rules = RulesForm(
            data, initial={"seen_version": seen_version, **_rules(old)}
        )
        self.parts = [PartForm(part, data, initial=parts[part.value]) for part in Part]
        terms, components = old.terms, known_components()
        self.lines = [
            LineForm(place, components, sent, initial=initial)
            for place, sent, initial in _rows(data, "lines", map(_line, terms.lines))
        ]
        self.exclusions = [
            ExclusionForm(place, sent, initial=initial)
            for place, sent, initial in _rows(
                data, "codes", map(_code, terms.exclusions)
            )
        ]

    def __iter__(self) -> Iterator[forms.Form]:
        yield self.rules
        yield from self.parts
        yield from self.lines
        yield from self.exclusions

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
        return int(self.rules.cleaned_data["seen_version"])

    @property
    def said(self) -> Said:
        """What was typed, as the action takes it."""
        words = {
            form.part.value: {name: form.cleaned_data[name] for name in LANGUAGES}
            for form in self.parts
        }
        wording = Wording(words, self.rules.cleaned_data["effective_from"]).tidy
        lines = [form.terms for form in self.lines]
        codes = [form.terms for form in self.exclusions]
        terms = Terms(
            **self.rules.terms,
            lines=tuple(line for line in lines if line),
            exclusions=tuple(code for code in codes if code),
        )
        return Said(wording, terms)

    def refuse(self, error: str) -> None:
        """Show why the whole was refused."""
        self.rules.add_error(None, error)

    def over(self, seen_version: int) -> None:
        """Take the next try as typed over what stands now."""
        data = self.rules.data.copy()  # type: ignore[attr-defined] # of a request
        data["seen_version"] = str(seen_version)
        self.rules.data = data


def _rows(
    data: Sent, name: str, known: Iterator[dict[str, Any]]
) -> Iterator[tuple[int, Sent, dict[str, Any]]]:
    """As many rows as were sent, or those that are known; then a few that are empty."""
    if data is None:
        rows = list(known)
        rows += [{}] * BLANK
        yield from ((place, None, row) for place, row in enumerate(rows))
        return
    text = data.get(f"n_{name}", "")
    sent = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    count = sent + BLANK * (data.get("op") == f"more-{name}")
    for place in range(min(count, MOST)):
        yield place, data if place < sent else None, {}


def _rules(old: Said) -> dict[str, Any]:
    row = {name: getattr(old.terms, name) for name in COLUMNS}
    return {
        **row,
        "skus": ", ".join(old.terms.skus),
        "effective_from": old.wording.effective_from,
    }


def _line(line: LineTerms) -> dict[str, Any]:
    return {
        "component": line.component_id or 0,
        "length": line.length,
        "unit": line.unit,
        "part": line.part,
        "labour": line.labour,
        "travel": line.travel,
    }


def _code(each: ExclusionTerms) -> dict[str, Any]:
    return {"code": each.code, "words": each.words, "words_en": each.words_en}
