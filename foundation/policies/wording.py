"""The words of a version, in two languages, as an editor writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from foundation.policies.enums import Part
from foundation.policies.models import PolicyVersion

SOURCE = "vi"
LANGUAGES = (SOURCE, "en")

Parts = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a version says, part by part, and from which day on."""

    parts: Parts = field(default_factory=dict)
    effective_from: date | None = None

    @classmethod
    def of(cls, version: PolicyVersion) -> Self:
        """What stands in a version."""
        return cls(tidy(version.parts), version.effective_from)

    @property
    def tidy(self) -> "Wording":
        """The same, every part in every language, without space around it."""
        return Wording(tidy(self.parts), self.effective_from)

    @property
    def missing(self) -> list[Part]:
        """The parts that say nothing yet, in the order of the law."""
        said = tidy(self.parts)
        return [part for part in Part if not said[part.value][SOURCE]]


def tidy(parts: Mapping[str, Mapping[str, str]]) -> Parts:
    """Every part in every language, without space around it or at the ends of lines."""
    return {
        part.value: {
            language: _trim(parts.get(part.value, {}).get(language, ""))
            for language in LANGUAGES
        }
        for part in Part
    }


def said_in(version: PolicyVersion, part: Part, language: str) -> tuple[str, str]:
    """What a version says about `part`, and the language it says it in.

    Vietnamese, where nobody has translated it: that is the wording that binds.
    """
    words = tidy(version.parts)[part.value]
    return (
        (words[language], language) if words.get(language) else (words[SOURCE], SOURCE)
    )


def _trim(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
