"""What falls short: parts of which little is left, and who waits for parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Sum
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from desk.stock_pages import KeyPage, by_number, key_page
from desk.stock_queue import KeptRow, kept_rows
from foundation.accounts.models import User
from parts.enums import RequestState, ReservationState
from parts.models import PurchaseLine, Reservation, SupplierPart
from parts.queries import LowStock, low_stock

WAITING_SHOWS: dict[str, str | Promise] = {
    "": _("Tất cả"),
    "late": _("Trễ hẹn với khách"),
    "unknown": _("Chưa biết ngày về"),
}


@dataclass(frozen=True, slots=True)
class LowRow:
    """A rule that is not met, from whom to buy, and how many would fill it up."""

    low: LowStock
    offer: SupplierPart | None
    drafted: int
    draft: str

    @property
    def wanted(self) -> int:
        """How many more would fill it up, at least what they sell."""
        rule, low = self.low.rule, self.low
        more = rule.maximum - low.free - low.coming - self.drafted + low.waiting
        least = self.offer.minimum_order if self.offer else 1
        return max(more, least)


@dataclass(frozen=True, slots=True)
class WaitingList:
    """One page of those who wait, who came first first."""

    page: KeyPage[Reservation]
    rows: list[KeptRow]
    show: str


def low_rows() -> list[LowRow]:
    """What has to be bought, the longest low first; two queries more than the rules."""
    lows = low_stock()
    parts = {low.rule.part_id for low in lows}
    sold = SupplierPart.objects.filter(part__in=parts, supplier__is_active=True)
    offers: dict[int, SupplierPart] = {}
    for one in sold.select_related("supplier"):
        offers.setdefault(one.part_id, one)
    drafted = (
        PurchaseLine.objects.filter(part__in=parts, request__state=RequestState.DRAFT)
        .values("part", "request__number", place=F("request__location"))
        .annotate(n=Sum("quantity"))
        .order_by("part")
    )
    drafts = {(row["part"], row["place"]): row for row in drafted}
    return [
        LowRow(low, offers.get(low.rule.part_id), said.get("n", 0), number)
        for low in lows
        for said in [drafts.get((low.rule.part_id, low.rule.location_id), {})]
        for number in [said.get("request__number", "")]
    ]


def waiting_list(user: User, query: Mapping[str, str], at: datetime) -> WaitingList:
    """Who waits for parts, in as many queries for fifty rows as for one."""
    show = query.get("show", "")
    show = show if show in WAITING_SHOWS else ""
    rows = Reservation.objects.visible_to(user)
    rows = rows.filter(state=ReservationState.WAITING)
    if show == "unknown":
        rows = rows.filter(eta_on=None)
    elif show == "late":
        after = Q(eta_on__gt=F("promised_at__date"))
        rows = rows.filter(after | Q(promised_at__date__lt=localdate(at)))
    known = {name: query[name] for name in query if name in {"show", "from", "to"}}
    page = key_page(
        rows.select_related("part", "location", "purchase_line__request__supplier"),
        known,
        "pk",
        by_number,
    )
    return WaitingList(page, kept_rows(page.rows, at), show)
