"""Where two versions of a policy differ: words in the six parts, lines in the terms."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.core.formats import vndate
from foundation.policies.enums import Part
from foundation.policies.models import PolicyVersion
from foundation.policies.wording import LANGUAGES, SOURCE, Parts, Wording
from warranty.policy_diff import Run, word_runs
from warranty.policy_terms import Terms, terms_of
from warranty.policy_words import Line, all_lines, reader_language


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part in both versions, as runs of words."""

    key: str
    label: str
    runs: list[Run]
    language: str

    @property
    def is_changed(self) -> bool:
        """Whether any word came or went."""
        return any(run.kind != "same" for run in self.runs)


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of the terms that reads differently, or stands in one version alone."""

    key: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words and terms of a version, or of what somebody has just typed."""

    wording: Wording
    terms: Terms


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions."""

    parts: list[PartChange]
    lines: list[LineChange]

    @property
    def changed_parts(self) -> list[PartChange]:
        """The parts in which a word differs."""
        return [part for part in self.parts if part.is_changed]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not self.lines and not self.changed_parts


def changes_between(old: Said, new: Said) -> Changes:
    """What went and what came, in the reader's language.

    Vietnamese, where only one of the two says a part in the reader's language.
    """
    before, after = old.wording.tidy.parts, new.wording.tidy.parts
    language = reader_language()
    parts = []
    for part in Part:
        has_both = before[part.value][language] and after[part.value][language]
        used = language if has_both else SOURCE
        parts.append(_part(before, after, part, used))
    return Changes(parts, _lines(_told(old), _told(new)))


def all_changes(old: Said, new: Said) -> Changes:
    """The same in every language: what an editor checks before publishing."""
    before, after = old.wording.tidy.parts, new.wording.tidy.parts
    parts = [
        _part(before, after, part, language) for language in LANGUAGES for part in Part
    ]
    return Changes(parts, _lines(_told(old), _told(new)))


def said_by(version: PolicyVersion) -> Said:
    """What a version says; three queries."""
    return Said(Wording.of(version), terms_of(version))


def _part(before: Parts, after: Parts, part: Part, language: str) -> PartChange:
    runs = word_runs(before[part.value][language], after[part.value][language])
    label = str(part.label)
    if language != SOURCE and reader_language() == SOURCE:
        label = _("%(part)s (tiếng Anh)") % {"part": label}
    return PartChange(f"{part.value}-{language}", label, runs, language)


def _told(said: Said) -> list[Line]:
    day = Line("day", _("Hiệu lực từ"), vndate(said.wording.effective_from))
    return [day, *all_lines(said.terms)]


def _lines(old: list[Line], new: list[Line]) -> list[LineChange]:
    before = {line.key: line for line in old}
    after = {line.key: line for line in new}
    keys = [*before, *(key for key in after if key not in before)]
    return [
        LineChange(
            key,
            (after.get(key) or before[key]).label,
            before[key].words if key in before else "",
            after[key].words if key in after else "",
        )
        for key in keys
        if before.get(key) != after.get(key)
    ]
