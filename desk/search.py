"""Finding tickets by what people have at hand: a number, a telephone, a serial, words.

Each way of finding reads an index and stops at a limit of its own, after it left out
what the asker may not see: a common word neither reads the table, nor do the tickets of
others crowd out mine. Only then the hits are put in order.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk import search_ways
from desk.search_ways import (
    EXACT,
    SAID,
    SUBJECT,
    Way,
    named_ways,
    other_ways,
    recent_ways,
)
from foundation.accounts.models import User
from foundation.core.text import clean_line

MAX_TEXT = 100
HIT = ("pk", "merged_into", "last_message_at", "rank")


@dataclass(frozen=True, slots=True)
class Hit:
    """A ticket that was found, or the one in which what was found goes on."""

    pk: int
    rank: int
    at: datetime
    # The merged ticket through which it was found.
    via: int | None = None

    @property
    def place(self) -> tuple[int, float, int]:
        """Where it stands: named exactly first, then the newest."""
        return (self.rank, -self.at.timestamp(), -self.pk)


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first, and whether a limit kept more of it away."""

    found: list[Hit]
    is_full: bool = False


def asked_words(raw: str) -> str:
    """What somebody typed, on one line and no longer than anybody needs."""
    return clean_line(raw)[:MAX_TEXT]


def find_tickets(user: User, raw: str) -> Hits:
    """The tickets `user` may see that `raw` names or describes. Two queries."""
    text = asked_words(raw)
    return _found(user, text, named_ways(user, text))


def found_ids(user: User, raw: str) -> list[int]:
    """The keys of the tickets of a list: see `found_hits`."""
    return [hit.pk for hit in found_hits(user, raw)]


def found_hits(user: User, raw: str) -> list[Hit]:
    """The tickets of a list: those that `raw` names, else those it describes.

    A number, the end of a telephone, a serial, an order: who types one means these
    tickets, not others in which it is mentioned. Three queries at most.
    """
    text = asked_words(raw)
    named = [row for row in _rows(named_ways(user, text)) if row[-1] <= EXACT]
    hits = _hits(named) if named else _found(user, text, [])
    return hits.found


def _found(user: User, text: str, named: list[Way]) -> Hits:
    """What is named, and what is described: among the newest first, then anywhere."""
    rows = _rows([*named, *recent_ways(user, text)])
    counts = Counter(row[-1] for row in rows)
    common = {rank for rank in (SUBJECT, SAID) if counts[rank] >= search_ways.ENOUGH}
    rows += _rows(other_ways(user, text, common))
    return _hits(rows)


def _rows(ways: list[Way]) -> list[tuple[Any, ...]]:
    if not ways:
        return []
    first, *others = [way.ranked.values_list(*HIT)[: way.limit] for way in ways]
    return list(first.union(*others, all=True) if others else first)


def _hits(rows: list[tuple[Any, ...]]) -> Hits:
    counts = Counter(row[-1] for row in rows)
    is_full = any(n >= search_ways.most_of(rank) for rank, n in counts.items())
    return Hits(sorted(_once(rows), key=lambda hit: hit.place), is_full)


def _once(rows: Iterable[tuple[Any, ...]]) -> Iterable[Hit]:
    """Each ticket once, by the best way that led to it."""
    best: dict[int, Hit] = {}
    for pk, merged_into, at, rank in rows:
        hit = Hit(merged_into or pk, rank, at, pk if merged_into else None)
        if hit.pk not in best or hit.place < best[hit.pk].place:
            best[hit.pk] = hit
    return best.values()
