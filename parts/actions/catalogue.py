"""What parts there are and who sells them; what waits for one follows at once."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from foundation.core.actor import Actor
from foundation.events.actions import record
from parts import verbs
from parts.actions.moving import held_part
from parts.actions.shelves import settle
from parts.enums import RequestState, ReservationState
from parts.errors import NumberedError, PartTakenError
from parts.facts import OfferFacts, PartFacts
from parts.models import (
    Part,
    PurchaseLine,
    StockLocation,
    StockMove,
    Supplier,
    SupplierPart,
)

NAMES = (
    "name", "name_en", "component", "price",
    "is_serialised", "is_active", "last_buy_on",
)  # fmt: skip


@transaction.atomic
def create_part(sku: str, facts: PartFacts, *, actor: Actor, at: datetime) -> Part:
    """Enter a part; its number, in capitals, must be new and stays."""
    part = Part(sku=sku.upper(), **_values(facts))
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError as error:
        raise PartTakenError(field="sku") from error
    record(part, verbs.PART_CREATED, actor=actor, at=at, price=part.price)
    return part


@transaction.atomic
def change_part(part: Part, facts: PartFacts, *, actor: Actor, at: datetime) -> Part:
    """Correct what is said about a part; nothing is recorded when nothing changes.

    Refuses to number, or no longer to number, a part that has moved.
    """
    part, values = held_part(part), _values(facts)
    changed = [name for name in NAMES if getattr(part, name) != values[name]]
    if not changed:
        return part
    has_moved = StockMove.objects.filter(part=part).exists()
    if "is_serialised" in changed and has_moved:
        raise NumberedError(field="is_serialised")
    was = part.price
    for name in changed:
        setattr(part, name, values[name])
    part.save(update_fields=changed)
    said: dict[str, Any] = {"changed": changed, "price": part.price, "was": was}
    record(part, verbs.PART_CHANGED, actor=actor, at=at, **said)
    if "last_buy_on" in changed:
        _settle_waiting(part, actor=actor, at=at)
    return part


@transaction.atomic
def set_offer(
    part: Part, supplier: Supplier, facts: OfferFacts, *, actor: Actor, at: datetime
) -> SupplierPart:
    """Say for how much a supplier sells a part; one of them is the preferred.

    Drafts to them take the price, and what work waits for is asked of whom it is bought
    from now.
    """
    part = held_part(part)
    others = SupplierPart.objects.filter(part=part).exclude(supplier=supplier)
    if facts.is_preferred:
        others.update(is_preferred=False)
    values = asdict(facts)
    offer, _is_new = SupplierPart.objects.update_or_create(
        part=part, supplier=supplier, defaults=values
    )
    drafted = PurchaseLine.objects.filter(
        part=part, request__supplier=supplier, request__state=RequestState.DRAFT
    )
    drafted.update(unit_cost=facts.price)
    said = {name: values[name] for name in values if name != "supplier_sku"}
    _tell_offer(part, supplier, actor=actor, at=at, is_dropped=False, **said)
    _settle_waiting(part, actor=actor, at=at)
    found: SupplierPart = offer
    return found


@transaction.atomic
def drop_offer(part: Part, supplier: Supplier, *, actor: Actor, at: datetime) -> None:
    """A supplier sells it no more; what work waits for is asked of another, if any.

    Dropped twice, it is dropped.
    """
    part = held_part(part)
    gone, _of = SupplierPart.objects.filter(part=part, supplier=supplier).delete()
    if gone:
        _tell_offer(part, supplier, actor=actor, at=at, is_dropped=True)
        _settle_waiting(part, actor=actor, at=at)


def _values(facts: PartFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in NAMES}


def _tell_offer(
    part: Part, supplier: Supplier, *, actor: Actor, at: datetime, **data: Any
) -> None:
    verb = verbs.PART_OFFER_SET
    record(part, verb, actor=actor, at=at, supplier_id=supplier.pk, **data)


def _settle_waiting(part: Part, *, actor: Actor, at: datetime) -> None:
    """Wherever somebody waits: from whom it is bought, and from when on, has changed."""
    waits = part.reservations.filter(state=ReservationState.WAITING).order_by()
    for place in StockLocation.objects.filter(pk__in=waits.values("location")).order_by(
        "pk"
    ):
        settle(part, place, actor=actor, at=at)
