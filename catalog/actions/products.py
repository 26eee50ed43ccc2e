"""What we sell."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from catalog import verbs
from catalog.enums import Category
from catalog.errors import SkuTakenError
from catalog.models import Product
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What may be said about a product, and corrected later; its SKU stays."""

    name: str
    brand: str = ""
    category: Category = Category.OTHER
    is_active: bool = True


@transaction.atomic
def create_product(
    sku: str, facts: ProductFacts, *, actor: Actor, at: datetime
) -> Product:
    """Enter a product we sell; its SKU must be new."""
    product = Product(sku=sku)
    _say(product, facts)
    try:
        with transaction.atomic():
            product.save(force_insert=True)
    except IntegrityError as error:
        raise SkuTakenError(field="sku") from error
    record(product, verbs.PRODUCT_CREATED, actor=actor, at=at, category=facts.category)
    return product


@transaction.atomic
def change_product(
    product: Product, facts: ProductFacts, *, actor: Actor, at: datetime
) -> Product:
    """Correct what is said about a product; nothing is recorded when nothing changes."""
    product = locked(product)
    changed = [
        name
        for name in ("name", "brand", "category", "is_active")
        if getattr(product, name) != getattr(facts, name)
    ]
    if not changed:
        return product
    _say(product, facts)
    product.save(update_fields=changed)
    record(
        product,
        verbs.PRODUCT_CHANGED,
        actor=actor,
        at=at,
        changed=changed,
        category=product.category,
        is_active=product.is_active,
    )
    return product


def _say(product: Product, facts: ProductFacts) -> None:
    product.name = facts.name
    product.brand = facts.brand
    product.category = facts.category
    product.is_active = facts.is_active
