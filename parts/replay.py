"""Proof that stock is right: every move added up anew, beside what is stored.

Reads only. A balance is the sum of its moves, what is kept is the sum of what is held,
and every good numbered part lies where its number says.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from parts.actions.moving import held_part
from parts.enums import Condition, ReservationState
from parts.models import (
    Part,
    PartSerial,
    Reservation,
    StockBalance,
    StockLocation,
    StockMove,
)

BATCH = 500
# A place and a condition there.
Where = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stored that the moves or reservations do not bear out."""

    part_id: int
    sku: str
    what: str
    stored: int
    expected: int

    def __str__(self) -> str:
        return f"{self.sku} {self.what}: {self.stored} ≠ {self.expected}"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A batch that was gone through."""

    n_cases: int
    n_parts: int
    differences: list[Difference]


def replay_stock() -> Iterator[Replayed]:
    """Go through every part, a batch at a time.

    What differs is looked at once more with the part held, so that work in progress
    raises no alarm.
    """
    places = dict(StockLocation.objects.values_list("pk", "code"))
    last = 0
    while parts := list(Part.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = parts[-1].pk
        n_balances, suspects = _compared(parts, places)
        found: list[Difference] = []
        for part in [part for part in parts if part.pk in suspects]:
            with transaction.atomic():
                held_part(part)
                found += _compared([part], places)[1].get(part.pk, [])
        yield Replayed(len(parts), n_balances, found)


def _compared(
    parts: Collection[Part], places: dict[int, str]
) -> tuple[int, dict[int, list[Difference]]]:
    """How many balances these parts have, and where they differ."""
    skus = {part.pk: part.sku for part in parts}
    rows = StockBalance.objects.filter(part__in=skus)
    stored = {(row.part_id, row.location_id, row.condition): row for row in rows}
    moved, held, numbered = _moved(skus), _held(skus), _numbered(parts)
    serialised = {part.pk for part in parts if part.is_serialised}
    found: dict[int, list[Difference]] = defaultdict(list)
    for key in sorted(stored.keys() | moved.keys() | held.keys() | numbered.keys()):
        row, (part, place, condition) = stored.get(key), key
        checks = [
            ("on_hand", row.on_hand if row else 0, moved[key]),
            ("reserved", row.reserved if row else 0, held[key]),
        ]
        if part in serialised and condition == Condition.GOOD:
            checks.append(("serials", numbered[key], moved[key]))
        found[part] += [
            Difference(
                part, skus[part], f"{places[place]}.{condition}.{what}", is_, must
            )
            for what, is_, must in checks
            if is_ != must
        ]
    return len(stored), {part: list_ for part, list_ in found.items() if list_}


def _moved(parts: Collection[int]) -> "defaultdict[tuple[int, int, str], int]":
    """What every place should hold of each part, in each condition."""
    sums: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    rows = StockMove.objects.filter(part__in=parts).order_by()
    ends = (("target", "condition_after", 1), ("origin", "condition_before", -1))
    for place, condition, sign in ends:
        grouped = rows.exclude(**{place: None}).values_list("part", place, condition)
        for part, where, how, n in grouped.annotate(n=Sum("quantity")):
            sums[part, where, how] += sign * n
    return sums


def _held(parts: Collection[int]) -> "defaultdict[tuple[int, int, str], int]":
    rows = Reservation.objects.filter(part__in=parts, state=ReservationState.HELD)
    return _grouped(
        rows.order_by().values_list("part", "location").annotate(n=Sum("quantity"))
    )


def _numbered(parts: Collection[Part]) -> "defaultdict[tuple[int, int, str], int]":
    rows = PartSerial.objects.filter(part__in=parts, condition=Condition.GOOD)
    return _grouped(
        rows.order_by().values_list("part", "location").annotate(n=Count("pk"))
    )


def _grouped(rows: QuerySet[Any, Any]) -> "defaultdict[tuple[int, int, str], int]":
    sums: defaultdict[tuple[int, int, str], int] = defaultdict(int)
    for part, place, n in rows:
        sums[part, place, str(Condition.GOOD)] = n
    return sums
