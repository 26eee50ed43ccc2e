"""Which cases are drawn: by a seed, so that anybody finds the same. No database."""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import NamedTuple

# At least two in a hundred of everybody's cases, and one where there is one.
SHARE_PERCENT = 2


class Case(NamedTuple):
    """A finished case: its ticket, and which time it was finished."""

    ticket_id: int
    episode: int
    team_id: int | None = None


def goal_of(n_solved: int) -> int:
    """How many of so many cases are looked at."""
    return -(-n_solved * SHARE_PERCENT // 100)


def place_of(case: Case, seed: str) -> str:
    """Where a case stands in the lot of a seed, whatever else is in it."""
    return sha256(f"{seed}:{case.ticket_id}:{case.episode}".encode()).hexdigest()


def drawn_from(
    cases: Iterable[Case], seed: str, n: int, *, but: Collection[tuple[int, int]] = ()
) -> list[Case]:
    """The first `n` of `cases` in the lot of `seed`, without those drawn before."""
    left = [case for case in cases if case[:2] not in but]
    return sorted(left, key=lambda case: place_of(case, seed))[:n]
