"""Labels for devices: a code that opens the public half of the unit's page.

The code holds a key that follows from the number, so a label can be printed again at any
time, and whoever scans it stands before the device.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from catalog.models import Unit
from intake.drawings import Drawing, qr_of
from warranty.keys import qr_path

A_SHEET = 24  # of 70 by 37 mm on A4: three across, eight down
MOST = 10 * A_SHEET
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """What lies in the box, the code under a scratch field."""

    serial: str
    thing: str
    code: str


def code_label_of(unit: Unit, code: str) -> CodeLabel:
    """The label of a unit's code, in two groups that are read out one after the other."""
    return CodeLabel(unit.serial, unit.product.name, f"{code[:5]} {code[5:]}")


def sheets(labels: Iterable[T]) -> list[list[T]]:
    """Labels as they lie on sheets."""
    rows = list(labels)
    return [rows[start : start + A_SHEET] for start in range(0, len(rows), A_SHEET)]
