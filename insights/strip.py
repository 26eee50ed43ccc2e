"""The numbers of the strip and of the panels that count tickets: all in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils.formats import get_format

from foundation.accounts.models import User
from foundation.core.counting import capped_counts
from insights.slices import (
    AGES,
    NOBODY,
    UNASSIGNED,
    WAITING,
    Slice,
    Standpoint,
)
from tickets.enums import WaitReason
from tickets.queries_clocks import DUE_CODES, FOUR_HOURS, LATE, ONE_HOUR, SOON, TODAY

# Exact up to here; beyond, nobody acts on the last digit.
AT_MOST = 10_000
# Slices that are the others together, by how the names of their parts begin.
SUMS = {SOON: (LATE, ONE_HOUR), UNASSIGNED: ("age_",), WAITING: ("wait_",)}


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it is written, and the address of what it counts."""

    n: int
    cut: Slice

    @property
    def words(self) -> str:
        """1.250, or 10.000+ where counting stopped."""
        return count_words(self.n)


@dataclass(frozen=True, slots=True)
class Strip:
    """What is counted now, by name; and since when the first of each kind is so."""

    numbers: Mapping[str, Number]
    late_since: datetime | None
    late_target: int | None
    unassigned_since: datetime | None


def cuts_of(team: str) -> dict[str, Slice]:
    """Everything that is counted at once, by name."""
    due = {code: Slice(code, team) for code in DUE_CODES}
    waits = {
        f"wait_{each}": Slice(WAITING, team, reason=each) for each in WaitReason.values
    }
    ages = {f"age_{age.code}": Slice(UNASSIGNED, team, age=age.code) for age in AGES}
    unowned = {
        f"unowned_{code}": due[code].but(owner=NOBODY)
        for code in (ONE_HOUR, FOUR_HOURS, TODAY)
    }
    return {**due, **unowned, **waits, **ages}


def strip_of(seen: Standpoint, team: str) -> Strip:
    """The numbers of now, one query. What is the sum of others is added, not counted."""
    cuts = cuts_of(team)
    late = cuts[LATE].found(seen).order_by("due_at", "ticket_id")
    oldest = Slice(UNASSIGNED, team).found(seen).order_by("opened_at", "pk")
    firsts = {
        "late_since": Subquery(late.values("due_at")[:1]),
        "late_target": Subquery(late.values("target")[:1]),
        "unassigned_since": Subquery(oldest.values("opened_at")[:1]),
    }
    row = _one_row(seen, cuts, firsts)
    numbers = {name: Number(row[f"n_{name}"], cut) for name, cut in cuts.items()}
    for code, parts in SUMS.items():
        total = sum(
            number.n for name, number in numbers.items() if name.startswith(parts)
        )
        numbers[code] = Number(total, Slice(code, team))
    return Strip(numbers, *(row[name] for name in firsts))


def number_of(cut: Slice, seen: Standpoint) -> Number:
    """The number of one slice, one query."""
    return Number(_one_row(seen, {"": cut}, {})["n_"], cut)


def count_words(n: int) -> str:
    """As people read it."""
    separator = get_format("THOUSAND_SEPARATOR")
    words = f"{min(n, AT_MOST):,}".replace(",", separator)
    return f"{words}+" if n > AT_MOST else words


def _one_row(
    seen: Standpoint, cuts: Mapping[str, Slice], more: Mapping[str, Any]
) -> dict[str, Any]:
    sets = {f"n_{name}": cut.found(seen) for name, cut in cuts.items()}
    me: QuerySet[Any] = User.objects.filter(pk=seen.user.pk)
    found: dict[str, Any] = me.values(**capped_counts(sets, AT_MOST + 1), **more).get()
    return found
