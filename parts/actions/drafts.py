"""What has to be bought, gathered by supplier; shortages put themselves on the list.

Whoever calls holds the part, which is the lock of all lines that name it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from foundation.core.actor import Actor
from foundation.events.actions import record
from parts import verbs
from parts.enums import EXPECTED, RequestState
from parts.models import (
    Part,
    PurchaseLine,
    PurchaseRequest,
    Reservation,
    StockLocation,
    Supplier,
    SupplierPart,
)
from parts.numbers import next_number
from parts.turns import Coming, missing

# Whom it is bought from: the preferred, else the cheapest.
BEST_FIRST = ("-is_preferred", "price", "pk")


def expected_lines(part: Part, location: StockLocation) -> list[PurchaseLine]:
    """The lines from which some of the part are still to come to a place."""
    rows = PurchaseLine.objects.filter(
        part=part,
        request__location=location,
        request__state__in=EXPECTED,
        received__lt=F("quantity"),
    )
    return list(rows.select_related("request__supplier").order_by("pk"))


def coming_to(part: Part, location: StockLocation) -> list[Coming]:
    """What is still to come to a place, as the queue counts on it."""
    return [
        Coming(line.pk, line.outstanding, line.expected_on, line.is_confirmed)
        for line in expected_lines(part, location)
    ]


def best_offer(
    part: Part, on: date, supplier: Supplier | None = None
) -> SupplierPart | None:
    """From whom it is bought: the supplier named, else the preferred, else the cheapest.

    None where nobody sells it, or its maker no longer does.
    """
    offers = _offers_now([part], on)
    if supplier is not None:
        offers = offers.filter(supplier=supplier)
    return offers.order_by(*BEST_FIRST).first()


def best_offers(parts: Iterable[Part], on: date) -> dict[int, SupplierPart]:
    """The same for many, by the part's key; one query."""
    best = _offers_now(parts, on).order_by("part_id", *BEST_FIRST).distinct("part_id")
    return {offer.part_id: offer for offer in best}


def ask_for(
    part: Part,
    location: StockLocation,
    wanted: Sequence[int],
    free: int,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Let the drafts hold what those who wait still lack, neither more nor less.

    What somebody has put there by hand stays beside it.
    """
    lines = expected_lines(part, location)
    asked = [each for each in lines if _is_draft(each) and each.short]
    others = sum(each.outstanding for each in lines) - sum(one.short for one in asked)
    lack = missing(free, wanted, others)
    offer = best_offer(part, localdate(at)) if lack else None
    for line in asked:
        if offer is None or line.request.supplier_id != offer.supplier_id:
            change_short(line, 0, 1, actor=actor, at=at)
    if offer is not None:
        line = draft_line(offer, location, at=at)
        change_short(line, lack, offer.minimum_order, actor=actor, at=at)


def change_short(
    line: PurchaseLine, lack: int, minimum: int, *, actor: Actor, at: datetime
) -> None:
    """Set the share of a draft line that work waits for; the rest was put by hand."""
    by_hand = line.quantity - line.short
    wanted = max(by_hand + lack, minimum) if lack else by_hand
    if (line.quantity, line.short) == (wanted, wanted - by_hand):
        return
    was, line.quantity, line.short = line.quantity, wanted, wanted - by_hand
    store(line)
    tell_requested(line, was, actor=actor, at=at)


def draft_line(
    offer: SupplierPart, location: StockLocation, *, at: datetime
) -> PurchaseLine:
    """The line for a part in its supplier's draft, not stored where it is a new one."""
    draft = _draft_of(offer.supplier, location, at)
    known: PurchaseLine | None = draft.lines.filter(part=offer.part).first()
    if known is not None:
        return known
    return PurchaseLine(
        request=draft,
        part=offer.part,
        quantity=0,
        unit_cost=offer.price,
        expected_on=localdate(at) + timedelta(days=offer.days),
    )


def store(line: PurchaseLine) -> None:
    """Write a draft line; one of nothing goes, and nobody waits for it any more."""
    if line.quantity:
        line.save()
    elif line.pk:
        Reservation.objects.filter(purchase_line=line).update(purchase_line=None)
        line.delete()


def tell_requested(
    line: PurchaseLine, was: int, mark: str = "", *, actor: Actor, at: datetime
) -> None:
    """Record how many of a part are asked for now, and by which form."""
    form = {"mark": mark} if mark else {}
    record(
        line.request,
        verbs.SUPPLY_REQUESTED,
        actor=actor,
        at=at,
        links=(line.part,),
        part_id=line.part_id,
        quantity=line.quantity,
        was=was,
        **form,
    )


def _offers_now(parts: Iterable[Part], on: date) -> QuerySet[SupplierPart]:
    """Who sells those whose makers still do."""
    sold = [
        each.pk for each in parts if each.last_buy_on is None or each.last_buy_on >= on
    ]
    offers: QuerySet[SupplierPart] = SupplierPart.objects.filter(
        part__in=sold, supplier__is_active=True
    )
    return offers.select_related("supplier")


def _is_draft(line: PurchaseLine) -> bool:
    return line.request.state == RequestState.DRAFT


def _draft_of(
    supplier: Supplier, location: StockLocation, at: datetime
) -> PurchaseRequest:
    """The one list that gathers for a supplier and a place, locked."""
    drafts = PurchaseRequest.objects.select_for_update(of=("self",)).filter(
        supplier=supplier, location=location, state=RequestState.DRAFT
    )
    found: PurchaseRequest | None = drafts.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            PurchaseRequest.objects.create(
                number=next_number(),
                supplier=supplier,
                location=location,
                created_at=at,
            )
    except IntegrityError:  # somebody began one this very moment
        pass
    made: PurchaseRequest = drafts.get()
    return made
