"""Single units that came by no receipt of ours, and what serial numbers tell."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from catalog import verbs
from catalog.enums import Whereabouts
from catalog.errors import SerialTakenError
from catalog.models import Product, SerialRule, Unit
from catalog.serial_masks import Mask, read_mask
from catalog.serials import clean_serial
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.events.actions import record


@transaction.atomic
def register_unit(
    serial: str,
    product: Product,
    *,
    owner: Customer | None = None,
    actor: Actor,
    at: datetime,
) -> Unit:
    """Enter a unit we hold, or with an owner one that was sold without a receipt.

    Refuses a serial number that is known already, whoever has it.
    """
    unit = Unit(
        serial=clean_serial(serial),
        product=product,
        owner=owner,
        whereabouts=Whereabouts.SOLD if owner else Whereabouts.SALEABLE,
    )
    try:
        with transaction.atomic():
            unit.save(force_insert=True)
    except IntegrityError as error:
        raise SerialTakenError(field="serial") from error
    links = [owner] if owner else []
    record(
        unit,
        verbs.UNIT_REGISTERED,
        actor=actor,
        at=at,
        links=links,
        product_id=product.pk,
        whereabouts=unit.whereabouts,
    )
    return unit


def note_production(units: Sequence[Unit]) -> None:
    """Write down when each was made, where its serial number tells and nobody has said.

    `units` come with their products and are brought up to date. Two queries at most.
    """
    silent = [unit for unit in units if unit.produced_on is None]
    masks: dict[str, list[Mask]] = defaultdict(list)
    for rule in SerialRule.objects.filter(is_active=True) if silent else ():
        masks[rule.brand.casefold()].append(read_mask(rule.mask))
    told = []
    for unit in silent:
        days = (
            mask.produced_on(unit.serial)
            for mask in masks[unit.product.brand.casefold()]
        )
        unit.produced_on = next((day for day in days if day is not None), None)
        if unit.produced_on is not None:
            told.append(unit)
    if told:
        Unit.objects.bulk_update(told, ["produced_on"])
