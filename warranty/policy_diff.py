"""What two texts do not share, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
# A number or date is one word, with the marks inside it; other marks stand alone.
WORD = re.compile(r"(?:\w+(?:[./:-]\w+)*|[^\w\s])\s*|\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and have the same fate."""

    kind: Kind
    text: str

    @property
    def words(self) -> str:
        """Without the space behind, which nobody strikes out."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        """The space behind."""
        return self.text[len(self.words) :]


def word_runs(old: str, new: str) -> list[Run]:
    """`new` as a walk from `old`: what stayed, what went, what came, in reading order.

    The runs that stayed or came, put together, are `new`; those that stayed or went say
    what `old` did, except for the space between words.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, _bare(before), _bare(after))
    return list(_runs(matcher, before, after))


def _runs(
    matcher: "SequenceMatcher[str]", before: list[str], after: list[str]
) -> Iterator[Run]:
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(after[k:m]))
            continue
        if j > i:
            yield Run("gone", "".join(before[i:j]))
        if m > k:
            yield Run("new", "".join(after[k:m]))


def _bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]
