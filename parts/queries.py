"""Reads of the store, in a fixed number of queries whatever the number of parts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.utils.timezone import localdate

from catalog.models import Product
from foundation.core.refs import Ref
from parts.enums import SERVING, Condition, MoveReason, Quality
from parts.models import (
    Part,
    PartFit,
    PurchaseLine,
    ReorderRule,
    Reservation,
    StockBalance,
    StockLocation,
    StockMove,
    Substitute,
    SupplierPart,
)

# What nobody used for a year is only in the way.
DEAD_AFTER = timedelta(days=365)
# How long before the maker stops it is time to think of the last order.
LAST_BUY_AHEAD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Stand:
    """A part that does instead of another, and how good it is."""

    part: Part
    quality: Quality

    @property
    def rank(self) -> int:
        """The best is 0."""
        return list(Quality).index(self.quality)


@dataclass(frozen=True, slots=True)
class DeadStock:
    """Good parts that lie somewhere and that nobody used for long; what they cost."""

    part: Part
    location: StockLocation
    on_hand: int
    value: int
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class LowStock:
    """A rule that is not met: what can be had, what waits, and what is on the way."""

    rule: ReorderRule
    free: int
    waiting: int
    coming: int


def available(parts: Iterable[Part], location: StockLocation) -> dict[int, int]:
    """How many of each part can be had at a place, by the part's key; one query."""
    wanted = {part.pk: 0 for part in parts}
    rows = StockBalance.objects.filter(
        part__in=wanted, location=location, condition=Condition.GOOD
    )
    wanted.update({row.part_id: row.free for row in rows})
    return wanted


def available_everywhere(part: Part) -> list[StockBalance]:
    """Where good ones of a part lie, the fullest place first."""
    rows = StockBalance.objects.filter(
        part=part, condition=Condition.GOOD, on_hand__gt=0, location__is_active=True
    )
    return list(
        rows.select_related("location").order_by(F("reserved") - F("on_hand"), "pk")
    )


def parts_that_fit(product: Product, revision: str = "") -> QuerySet[Part]:
    """The parts in use that fit a product, in the revision named or in any."""
    fits = PartFit.objects.filter(product=product, part=OuterRef("pk"))
    if revision:
        fits = fits.filter(revision__in=["", revision])
    found: QuerySet[Part] = Part.objects.filter(Exists(fits), is_active=True)
    return found.select_related("component")


def substitutes_of(part: Part) -> list[Stand]:
    """The parts in use that do instead of it, the best first."""
    return substitutes_by_part([part])[part.pk]


def substitutes_by_part(parts: Collection[Part]) -> dict[int, list[Stand]]:
    """The same for many, by the part's key; one query."""
    wanted = [part.pk for part in parts]
    rows = Substitute.objects.filter(
        Q(part__in=wanted) | Q(by__in=wanted, is_mutual=True)
    )
    found: dict[int, dict[int, Stand]] = {pk: {} for pk in wanted}
    for row in rows.select_related("part", "by"):
        quality = Quality(row.quality)
        _put_if_better(found.get(row.part_id), Stand(row.by, quality))
        if row.is_mutual:
            _put_if_better(found.get(row.by_id), Stand(row.part, quality))
    return {pk: _best_first(stands.values()) for pk, stands in found.items()}


def reservations_about(ref: Ref) -> list[Reservation]:
    """What is kept or waited for by a claim, in the order of its parts."""
    rows = Reservation.objects.about(ref).live()
    return list(rows.select_related("part", "location").order_by("part_id", "pk"))


def waiting_reservations() -> QuerySet[Reservation]:
    """Everybody who waits for a part, whose turn it is first."""
    rows: QuerySet[Reservation] = Reservation.objects.waiting().select_related(
        "part", "location", "purchase_line__request__supplier"
    )
    return rows


def low_stock() -> list[LowStock]:
    """The rules that are not met, the longest first; four queries."""
    rules = list(
        ReorderRule.objects.filter(is_low=True)
        .select_related("part", "location")
        .order_by("low_since", "pk")
    )
    parts = {rule.part_id for rule in rules}
    good = StockBalance.objects.filter(part__in=parts, condition=Condition.GOOD)
    free = {(row.part_id, row.location_id): row.free for row in good}
    waiting = _summed(
        Reservation.objects.filter(part__in=parts).waiting().order_by(), "location"
    )
    coming = _coming_to(parts)
    return [
        LowStock(rule, free.get(at, 0), waiting.get(at, 0), coming.get(at, 0))
        for rule in rules
        for at in [(rule.part_id, rule.location_id)]
    ]


def dead_stock(at: datetime) -> list[DeadStock]:
    """Good parts that nobody used, moved here or took in for a year, the dearest first."""
    since = at - DEAD_AFTER
    touched = StockMove.objects.filter(part=OuterRef("part"), at__gte=since).filter(
        Q(origin=OuterRef("location"), reason=MoveReason.CONSUMED)
        | Q(target=OuterRef("location"), condition_after=Condition.GOOD)
    )
    used = StockMove.objects.filter(part=OuterRef("part"), reason=MoveReason.CONSUMED)
    used_at = used.order_by().values("part").annotate(last=Max("at")).values("last")
    rows = StockBalance.objects.filter(condition=Condition.GOOD, on_hand__gt=0)
    rows = rows.filter(~Exists(touched)).annotate(used_at=Subquery(used_at))
    found = [
        DeadStock(
            row.part,
            row.location,
            row.on_hand,
            row.on_hand * row.part.cost,
            row.used_at,
        )
        for row in rows.select_related("part", "location")
    ]
    return sorted(found, key=lambda one: (-one.value, one.part.sku))


def last_buy(at: datetime) -> QuerySet[Part]:
    """The parts whose maker stops, or has stopped, selling them; the next first."""
    until = localdate(at) + LAST_BUY_AHEAD
    rows: QuerySet[Part] = Part.objects.filter(is_active=True, last_buy_on__lte=until)
    return rows.order_by("last_buy_on", "sku")


def offers_of(part: Part) -> QuerySet[SupplierPart]:
    """Who sells a part, the one it is bought from first."""
    rows: QuerySet[SupplierPart] = SupplierPart.objects.filter(part=part)
    return rows.select_related("supplier").order_by("-is_preferred", "price", "pk")


def late_lines(on: date) -> QuerySet[PurchaseLine]:
    """What should have come before a day and has not, the longest overdue first."""
    rows: QuerySet[PurchaseLine] = PurchaseLine.objects.filter(
        request__state="ordered", received__lt=F("quantity"), expected_on__lt=on
    )
    return rows.select_related("part", "request__supplier").order_by(
        "expected_on", "pk"
    )


def with_good_stock(parts: QuerySet[Part]) -> QuerySet[Part]:
    """Parts with what lies in the places from which work is served, one more query."""
    rows = StockBalance.objects.filter(
        condition=Condition.GOOD, location__kind__in=SERVING
    ).select_related("location")
    return parts.prefetch_related(Prefetch("balances", rows, to_attr="shelves"))


def _put_if_better(stands: dict[int, Stand] | None, new: Stand) -> None:
    known = stands.get(new.part.pk) if stands is not None else None
    if stands is not None and (known is None or new.rank < known.rank):
        stands[new.part.pk] = new


def _best_first(stands: Iterable[Stand]) -> list[Stand]:
    used = [stand for stand in stands if stand.part.is_active]
    return sorted(used, key=lambda one: (one.rank, one.part.sku))


def _summed(rows: QuerySet[Reservation], place: str) -> dict[tuple[int, int], int]:
    sums = rows.values("part", place).annotate(n=Sum("quantity"))
    return {(row["part"], row[place]): row["n"] for row in sums}


def _coming_to(parts: Collection[int]) -> dict[tuple[int, int], int]:
    rows = (
        PurchaseLine.objects.filter(part__in=parts, request__state="ordered")
        .values("part", place=F("request__location"))
        .annotate(n=Sum(F("quantity") - F("received")))
        .order_by()
    )
    return {(row["part"], row["place"]): row["n"] for row in rows}
