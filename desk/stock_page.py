"""One part at the desk: where it lies, who has it, what it fits, who sells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from desk.stock import PartRow, part_rows
from desk.stock_moves import MoveRow, moves_of
from desk.stock_queue import KeptRow, kept_rows
from desk.stock_reorder import RuleRow, rule_rows
from foundation.events.pages import IdPage
from parts.enums import Condition
from parts.models import (
    Part,
    PartFit,
    PartSerial,
    PurchaseLine,
    Reservation,
    StockBalance,
    StockMove,
    SupplierPart,
)
from parts.queries import Stand, offers_of, substitutes_of

KEPT_SHOWN = 100
FITS_SHOWN = 60
SERIALS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PartPage:
    """What the page of a part shows."""

    row: PartRow
    balances: list[StockBalance]
    held: list[KeptRow]
    waiting: list[KeptRow]
    coming: list[PurchaseLine]
    serials: list[PartSerial]
    fits: list[PartFit]
    stands: list[Stand]
    offers: list[SupplierPart]
    rules: list[RuleRow]
    page: IdPage[StockMove]
    moves: list[MoveRow]


def part_page(part: Part, query: Mapping[str, str], at: datetime) -> PartPage:
    """The part with all that hangs on it, in a fixed number of queries."""
    offers = list(offers_of(part))
    (row,) = part_rows([part])
    page, moves = moves_of(part, query)
    kept = kept_rows(_kept(part), at)
    return PartPage(
        row=row,
        balances=balances_of(part),
        held=[one for one in kept if not one.turn],
        waiting=[one for one in kept if one.turn],
        coming=_coming(part),
        serials=_serials(part),
        fits=list(part.fits.select_related("product")[:FITS_SHOWN]),
        stands=substitutes_of(part),
        offers=offers,
        rules=rule_rows(part, offers, at),
        page=page,
        moves=moves,
    )


def balances_of(part: Part) -> list[StockBalance]:
    """Where some of it lie, or good ones did, and in which condition; good ones first."""
    empty = Q(condition=Condition.GOOD, location__is_active=True)
    rows = StockBalance.objects.filter(Q(on_hand__gt=0) | empty, part=part)
    found = list(rows.select_related("location").order_by("location__name", "pk"))
    return sorted(found, key=lambda one: one.condition != Condition.GOOD)


def _kept(part: Part) -> list[Reservation]:
    rows = Reservation.objects.filter(part=part).live().in_turn()
    return list(rows.select_related("location", "purchase_line__request")[:KEPT_SHOWN])


def _coming(part: Part) -> list[PurchaseLine]:
    rows = PurchaseLine.objects.filter(
        part=part, request__state__in=["draft", "ordered"]
    )
    rows = rows.filter(Q(arrived_at=None)).select_related(
        "request__supplier", "request__location"
    )
    return list(rows.order_by("expected_on", "pk"))


def _serials(part: Part) -> list[PartSerial]:
    if not part.is_serialised:
        return []
    rows = PartSerial.objects.filter(part=part, location__isnull=False)
    return list(rows.select_related("location").order_by("serial")[:SERIALS_SHOWN])
