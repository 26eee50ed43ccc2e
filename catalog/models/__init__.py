"""What we sell, what was bought, each serial-numbered thing, and files of purchases.

Django looks for models here; they live in the modules beside.
"""

from catalog.models.components import (
    ComponentClass,
    Recall,
    RecallQuerySet,
    SerialRule,
    UnitPart,
)
from catalog.models.imports import BrokenImportRow, PurchaseImport
from catalog.models.things import (
    Product,
    ProductQuerySet,
    Purchase,
    PurchaseLine,
    PurchaseQuerySet,
    Unit,
    UnitQuerySet,
)

__all__ = [
    "BrokenImportRow",
    "ComponentClass",
    "Product",
    "ProductQuerySet",
    "Purchase",
    "PurchaseImport",
    "PurchaseLine",
    "PurchaseQuerySet",
    "Recall",
    "RecallQuerySet",
    "SerialRule",
    "Unit",
    "UnitPart",
    "UnitQuerySet",
]
