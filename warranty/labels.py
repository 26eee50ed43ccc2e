"""Labels for devices: a code that opens the public half of the unit's page.

The code holds a key that follows from the number, so a label can be printed again at any
time, and whoever scans it stands before the device.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from catalog.models import Unit
from intake.drawings import Drawing, qr_of
from warranty.keys import qr_path

A_SHEET = 24  # of 70 by 37 mm on A4: three across, eight down
MOST = 10 * A_SHEET


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a device."""

    serial: str
    thing: str
    qr: Drawing


def label_of(unit: Unit) -> Label:
    """The label of a unit."""
    address = settings.BASE_URL + qr_path(unit.serial)
    return Label(unit.serial, unit.product.name, qr_of(address))


def sheets(labels: Iterable[Label]) -> list[list[Label]]:
    """Labels as they lie on sheets."""
    rows = list(labels)
    return [rows[start : start + A_SHEET] for start in range(0, len(rows), A_SHEET)]
