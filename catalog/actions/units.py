"""Single units that came by no receipt of ours."""

from datetime import datetime

from django.db import IntegrityError, transaction

from catalog import verbs
from catalog.enums import Whereabouts
from catalog.errors import SerialTakenError
from catalog.models import Product, Unit
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
