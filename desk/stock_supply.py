"""What is asked of suppliers, as the desk lists it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from desk.stock_queue import KeptRow, kept_rows
from desk.timelines import EventRow, event_rows
from foundation.accounts.models import User
from foundation.core.refs import ref
from foundation.events.pages import IdPage, id_page
from parts.enums import RequestState, ReservationState
from parts.models import (
    PurchaseLine,
    PurchaseRequest,
    ReorderRule,
    Reservation,
    SupplierPart,
)

SHOWS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "draft": (_("Đang gom"), (RequestState.DRAFT,)),
    "ordered": (_("Đã đặt"), (RequestState.ORDERED,)),
    "over": (_("Đã xong"), (RequestState.DONE, RequestState.CANCELLED)),
}


@dataclass(frozen=True, slots=True)
class StockCounts:
    """How many wait for somebody, beside the tabs of the store."""

    low: int
    waiting: int
    drafts: int


def stock_counts() -> StockCounts:
    """The numbers of the tabs; three queries."""
    waiting = Reservation.objects.filter(state=ReservationState.WAITING)
    return StockCounts(
        low=ReorderRule.objects.filter(is_low=True).count(),
        waiting=waiting.count(),
        drafts=PurchaseRequest.objects.filter(state=RequestState.DRAFT).count(),
    )


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request of the list, summed up."""

    request: PurchaseRequest
    n_lines: int
    quantity: int
    received: int
    cost: int
    next_on: date | None
    n_waiting: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class RequestList:
    """One page of requests, and which are shown."""

    page: IdPage[PurchaseRequest]
    rows: list[RequestRow]
    show: str


def request_list(user: User, query: Mapping[str, str], at: datetime) -> RequestList:
    """One page, the newest first, in as many queries for fifty rows as for one."""
    show = query.get("show", "")
    show = show if show in SHOWS else "draft"
    rows = PurchaseRequest.objects.visible_to(user).filter(state__in=SHOWS[show][1])
    known = {name: query[name] for name in query if name in {"show", "before", "after"}}
    page = id_page(rows.select_related("supplier", "location"), known)
    return RequestList(page, _request_rows(page.rows, localdate(at)), show)


def _request_rows(requests: list[PurchaseRequest], today: date) -> list[RequestRow]:
    lines = PurchaseLine.objects.filter(request__in=requests).order_by()
    open_ = Q(received__lt=F("quantity"))
    sums = {
        row["request"]: row
        for row in lines.values("request").annotate(
            n=Count("pk"),
            wanted=Sum("quantity"),
            came=Sum("received"),
            cost=Sum(F("quantity") * F("unit_cost")),
            on=Min("expected_on", filter=open_),
        )
    }
    waiting = Reservation.objects.filter(purchase_line__request__in=requests).order_by()
    found = waiting.values(at=F("purchase_line__request")).annotate(n=Count("pk"))
    waits = {row["at"]: row["n"] for row in found}
    return [
        RequestRow(
            request=one,
            n_lines=said.get("n") or 0,
            quantity=said.get("wanted") or 0,
            received=said.get("came") or 0,
            cost=said.get("cost") or 0,
            next_on=said.get("on"),
            n_waiting=waits.get(one.pk, 0),
            is_late=_is_late(one, said.get("on"), today),
        )
        for one in requests
        for said in [sums.get(one.pk, {})]
    ]


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """One line: what the supplier asks at least, and who waits for it."""

    line: PurchaseLine
    offer: SupplierPart | None
    waiting: list[KeptRow]
    is_late: bool

    @property
    def cost(self) -> int:
        """What all of it costs."""
        return self.line.quantity * self.line.unit_cost

    @property
    def is_too_few(self) -> bool:
        """Whether the supplier sells so few at all."""
        offer = self.offer
        return offer is not None and self.line.quantity < offer.minimum_order


@dataclass(frozen=True, slots=True)
class RequestPage:
    """What the page of a request shows."""

    request: PurchaseRequest
    lines: list[SupplyLine]
    events: list[EventRow]

    @property
    def cost(self) -> int:
        """What all lines cost."""
        return sum(one.cost for one in self.lines)

    @property
    def mark(self) -> str:
        """Says which lines and numbers stood on the page."""
        return ",".join(f"{one.line.pk}:{one.line.quantity}" for one in self.lines)

    @property
    def outstanding(self) -> list[SupplyLine]:
        """The lines of which some are still to come."""
        return [one for one in self.lines if one.line.outstanding]

    @property
    def n_waiting(self) -> int:
        """How many reservations wait for it."""
        return sum(len(one.waiting) for one in self.lines)


def request_page(request: PurchaseRequest, user: User, at: datetime) -> RequestPage:
    """The request with its lines, who waits for each, and its story."""
    return RequestPage(
        request=request,
        lines=supply_lines(request, at),
        events=event_rows(ref(request), user),
    )


def supply_lines(request: PurchaseRequest, at: datetime) -> list[SupplyLine]:
    """The lines of a request, those somebody waits for first; three queries and cases."""
    lines: QuerySet[PurchaseLine] = request.lines.select_related("part")
    offers = {
        one.part_id: one
        for one in SupplierPart.objects.filter(supplier=request.supplier_id)
    }
    waiting: dict[int | None, list[KeptRow]] = {}
    rows: Any = Reservation.objects.filter(purchase_line__request=request).in_turn()
    for row in kept_rows(rows.select_related("location"), at):
        waiting.setdefault(row.reservation.purchase_line_id, []).append(row)
    found = [
        SupplyLine(
            line=line,
            offer=offers.get(line.part_id),
            waiting=waiting.get(line.pk, []),
            is_late=bool(line.outstanding)
            and _is_late(request, line.expected_on, localdate(at)),
        )
        for line in lines.order_by("part__sku")
    ]
    return sorted(found, key=lambda one: not one.waiting)


def _is_late(request: PurchaseRequest, on: date | None, today: date) -> bool:
    return request.state == RequestState.ORDERED and on is not None and on < today
