"""Spare parts, where they lie, who they are kept for, and what is ordered.

Django looks for models here; they live in the modules beside.
"""

from parts.models.catalogue import (
    Part,
    PartFit,
    PartQuerySet,
    Substitute,
    Supplier,
    SupplierPart,
)
from parts.models.purchasing import PurchaseLine, PurchaseRequest, ReorderRule
from parts.models.reservations import Reservation, ReservationQuerySet
from parts.models.stock import PartSerial, StockBalance, StockLocation, StockMove

__all__ = [
    "Part",
    "PartFit",
    "PartQuerySet",
    "PartSerial",
    "PurchaseLine",
    "PurchaseRequest",
    "ReorderRule",
    "Reservation",
    "ReservationQuerySet",
    "StockBalance",
    "StockLocation",
    "StockMove",
    "Substitute",
    "Supplier",
    "SupplierPart",
]
