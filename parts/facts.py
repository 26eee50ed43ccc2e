"""What people say of a part, of who sells it, and of what stands in for it."""

from dataclasses import dataclass
from datetime import date

from catalog.models import ComponentClass
from parts.enums import Quality


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What may be said about a part, and corrected later; its number stays."""

    name: str
    name_en: str = ""
    component: ComponentClass | None = None
    price: int = 0
    is_serialised: bool = False
    is_active: bool = True
    last_buy_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """For how much a supplier sells a part, from how many on, within how many days."""

    price: int
    lead_days: int
    minimum_order: int = 1
    supplier_sku: str = ""
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class StandFacts:
    """How well a part does instead of another, and whether the other does for it too."""

    quality: Quality = Quality.EQUIVALENT
    is_mutual: bool = False
