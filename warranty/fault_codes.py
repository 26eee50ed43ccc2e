"""Which faults a thing can show, and how they are called in the reader's tongue."""

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from catalog.models import Product
from warranty.claim_enums import FaultKind
from warranty.models import FaultCode


def codes_for(product: Product, kind: FaultKind) -> QuerySet[FaultCode]:
    """The codes in use for such a product, those of every sort last."""
    return codes_of(product.category, kind)


def codes_of(category: str, kind: FaultKind) -> QuerySet[FaultCode]:
    """The codes in use for a sort of thing, those of every sort last."""
    fits = Q(categories=[]) | Q(categories__contains=[category])
    found = FaultCode.objects.filter(fits, kind=kind, is_active=True)
    return found.order_by("-categories", "name")


def code_word(code: FaultCode | None) -> str:
    """The code in the reader's tongue; empty for none."""
    if code is None:
        return ""
    is_english = (get_language() or "vi").startswith("en")
    return (code.name_en if is_english else "") or code.name
