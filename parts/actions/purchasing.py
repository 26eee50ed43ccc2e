"""Ordering from suppliers, hearing when it comes, and taking it in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.events.actions import record
from parts import verbs
from parts.actions.drafts import best_offer, draft_line, store, tell_requested
from parts.actions.holding import held_line, held_request
from parts.actions.marks import line_marked, mark_of
from parts.actions.moving import (
    MOST,
    Movement,
    Spot,
    check_spot,
    held_part,
    known_move,
)
from parts.actions.shelves import settle
from parts.actions.stock import take_in
from parts.enums import EXPECTED, MoveReason, RequestState
from parts.errors import (
    EmptyRequestError,
    NeededError,
    NoSupplierError,
    PartClosedError,
    PastDayError,
    QuantityError,
    StaleQuantityError,
    TooManyError,
)
from parts.models import (
    Part,
    PurchaseLine,
    PurchaseRequest,
    StockLocation,
    StockMove,
    Supplier,
    SupplierPart,
)


@transaction.atomic
def add_to_request(  # noqa: PLR0913 - what is bought of whom, for where, by which form
    part: Part,
    *,
    location: StockLocation,
    quantity: int,
    supplier: Supplier | None = None,
    key: str = "",
    actor: Actor,
    at: datetime,
) -> PurchaseLine:
    """Put a part on the draft to a supplier: the one named, else the preferred.

    The same key counts once. Refuses a place that no work is served from, and a part
    that nobody sells or that is no longer used.
    """
    if not 1 <= quantity <= MOST:
        raise QuantityError(field="quantity")
    part, mark = held_part(part), mark_of(key)
    known = line_marked(part, mark)
    if known is not None:
        return known
    check_spot(Spot(location))
    if not part.is_active:
        raise PartClosedError
    offer = best_offer(part, localdate(at), supplier)
    if offer is None:
        raise NoSupplierError
    line = draft_line(offer, location, at=at)
    was, line.quantity = line.quantity, line.quantity + quantity
    return _asked(line, was, mark, actor=actor, at=at)


@transaction.atomic
def change_quantity(
    line: PurchaseLine, *, quantity: int, seen: int, actor: Actor, at: datetime
) -> PurchaseLine | None:
    """Ask for another number of a part as long as it is a draft; None is none at all.

    `seen` is the number it is asked instead of. Refuses where another one stands there by
    now, and fewer than work waits for.
    """
    if not 0 <= quantity <= MOST:
        raise QuantityError(field="quantity")
    line = held_line(line, RequestState.DRAFT)
    if line.quantity == quantity:
        return line
    if line.quantity != seen:
        raise StaleQuantityError(seen, line.quantity, quantity)
    was, line.quantity, line.short = line.quantity, quantity, 0
    request, part = line.request, line.part
    _asked(line, was, "", actor=actor, at=at)
    left: PurchaseLine | None = request.lines.filter(part=part).first()
    if left is not None and left.quantity > quantity:
        raise NeededError(field="quantity")
    return left


@transaction.atomic
def order_request(
    request: PurchaseRequest, *, actor: Actor, at: datetime
) -> PurchaseRequest:
    """Send a draft off: from today on the supplier's days count.

    Refuses an empty draft, and one that stands elsewhere by now.
    """
    request, lines = held_request(request, [RequestState.DRAFT])
    if not lines:
        raise EmptyRequestError
    request.state, request.ordered_at = RequestState.ORDERED, at
    request.save(update_fields=["state", "ordered_at"])
    offers = SupplierPart.objects.filter(supplier=request.supplier_id)
    days = {offer.part_id: offer.days for offer in offers}
    for line in lines:
        line.ordered_at = at
        wait = timedelta(days=days.get(line.part_id, 0))
        line.expected_on = max(localdate(at) + wait, localdate(at))
        line.save(update_fields=["ordered_at", "expected_on"])
    _tell(request, verbs.SUPPLY_ORDERED, lines, actor=actor, at=at)
    _settle_all(request, lines, actor=actor, at=at)
    return request


@transaction.atomic
def confirm_eta(
    line: PurchaseLine, *, expected_on: date, actor: Actor, at: datetime
) -> PurchaseLine:
    """Note the day that the supplier gave; everybody who waits for it learns of it.

    Refuses a day that is over, and a line that is not under way.
    """
    if expected_on < localdate(at):
        raise PastDayError(field="expected_on")
    line = held_line(line, RequestState.ORDERED)
    old = line.expected_on
    if (old, line.is_confirmed) == (expected_on, True):
        return line
    line.expected_on, line.is_confirmed = expected_on, True
    line.save(update_fields=["expected_on", "is_confirmed"])
    record(
        line.request,
        verbs.SUPPLY_CONFIRMED,
        actor=actor,
        at=at,
        links=(line.part,),
        line_id=line.pk,
        part_id=line.part_id,
        expected_on=expected_on.isoformat(),
        was=old.isoformat(),
    )
    settle(line.part, line.request.location, actor=actor, at=at)
    return line


@transaction.atomic
def receive_line(
    line: PurchaseLine,
    *,
    quantity: int,
    key: str,
    serials: Sequence[str] = (),
    actor: Actor,
    at: datetime,
) -> PurchaseLine:
    """Take in what came of a line; whose turn it is gets it at once.

    The same key counts once. Refuses more than is still to come, and a line that is not
    under way.
    """
    part = held_part(line.part)
    if known_move(key, part, MoveReason.RECEIVED, ref(line)) is not None:
        return PurchaseLine.objects.get(pk=line.pk)
    line = held_line(line, RequestState.ORDERED)
    if not 1 <= quantity <= line.outstanding:
        raise TooManyError(field="quantity")
    spot = Spot(line.request.location)
    way = Movement(MoveReason.RECEIVED, None, spot, ref(line), line.unit_cost)
    moves = take_in(line.part, way, quantity, key, serials, actor=actor, at=at)
    _count_in(line, moves[0], quantity, actor=actor, at=at)
    settle(line.part, spot.location, actor=actor, at=at)
    return line


@transaction.atomic
def cancel_request(
    request: PurchaseRequest, *, actor: Actor, at: datetime
) -> PurchaseRequest:
    """Expect no more of a request; what work still waits for is asked for anew.

    Cancelled twice, it is cancelled. Refuses one whose last part has come.
    """
    request, lines = held_request(request, [*EXPECTED, RequestState.CANCELLED])
    if request.state == RequestState.CANCELLED:
        return request
    request.state, request.closed_at = RequestState.CANCELLED, at
    request.save(update_fields=["state", "closed_at"])
    _tell(request, verbs.SUPPLY_CANCELLED, lines, actor=actor, at=at)
    _settle_all(request, lines, actor=actor, at=at)
    return request


def _asked(
    line: PurchaseLine, was: int, mark: str, *, actor: Actor, at: datetime
) -> PurchaseLine:
    store(line)
    tell_requested(line, was, mark, actor=actor, at=at)
    settle(line.part, line.request.location, actor=actor, at=at)
    return line


def _count_in(
    line: PurchaseLine, first: StockMove, quantity: int, *, actor: Actor, at: datetime
) -> None:
    line.received += quantity
    line.arrived_at = None if line.outstanding else at
    line.save(update_fields=["received", "arrived_at"])
    _close_if_complete(line.request, at)
    record(
        line.request,
        verbs.SUPPLY_ARRIVED,
        actor=actor,
        at=at,
        links=(line.part,),
        line_id=line.pk,
        part_id=line.part_id,
        quantity=quantity,
        outstanding=line.outstanding,
        move_id=first.pk,
    )


def _close_if_complete(request: PurchaseRequest, at: datetime) -> None:
    """The last part of the last line closes a request; two lines may end at once."""
    request = PurchaseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.lines.filter(received__lt=F("quantity")).exists():
        return
    request.state, request.closed_at = RequestState.DONE, at
    request.save(update_fields=["state", "closed_at"])


def _settle_all(
    request: PurchaseRequest,
    lines: Sequence[PurchaseLine],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    for line in lines:
        settle(line.part, request.location, actor=actor, at=at)


def _tell(
    request: PurchaseRequest,
    verb: str,
    lines: Sequence[PurchaseLine],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    record(
        request,
        verb,
        actor=actor,
        at=at,
        links=[line.part for line in lines],
        supplier_id=request.supplier_id,
        location_id=request.location_id,
        n_lines=len(lines),
    )
