"""Numbered parts inside units: as they left the factory, and as repairs changed them."""

from datetime import date

from django.db import transaction

from catalog.models import ComponentClass, Unit, UnitPart
from catalog.serials import clean_serial


@transaction.atomic
def fit_part(
    unit: Unit, component: ComponentClass, serial: str, *, on: date | None
) -> UnitPart:
    """Note which part is in a unit, in place of the one of its kind that was.

    Refuses a number that is none. `on` is None for what left the factory so.
    """
    number = clean_serial(serial)
    inside = unit.parts.filter(component=component, removed_on=None)
    known: UnitPart | None = inside.filter(serial=number).first()
    if known is not None:
        return known
    inside.update(removed_on=on)
    part: UnitPart = UnitPart.objects.create(
        unit=unit, component=component, serial=number, fitted_on=on
    )
    return part
