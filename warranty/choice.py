"""Which published version covers a thing: the one that speaks of it most closely."""

from collections.abc import Iterable

from catalog.models import Product
from foundation.policies.models import PolicyVersion
from warranty.models import WarrantyTerms

# How closely a version speaks of a thing, the closest first.
BY_SKU, BY_BRAND_AND_CATEGORY, BY_BRAND, BY_CATEGORY, BY_NOTHING = range(5)


def fitting(
    versions: Iterable[PolicyVersion], product: Product, channel: str
) -> PolicyVersion | None:
    """Of the versions in force the one for this product, bought through this channel.

    Of two that fit as closely, one for the channel goes before one for every channel,
    then the position of the policy decides. None where nothing fits.
    """
    fits = [one for one in versions if _fits(one.warranty_terms, product, channel)]
    return min(fits, key=_closeness, default=None)


def _fits(terms: WarrantyTerms, product: Product, channel: str) -> bool:
    return (
        (not terms.brand or terms.brand.casefold() == product.brand.casefold())
        and (not terms.categories or product.category in terms.categories)
        and (not terms.skus or product.sku in terms.skus)
        and (not terms.channels or channel in terms.channels)
    )


def _closeness(version: PolicyVersion) -> tuple[int, bool, int, int]:
    terms, policy = version.warranty_terms, version.policy
    return _rank(terms), not terms.channels, policy.position, policy.pk


def _rank(terms: WarrantyTerms) -> int:
    if terms.skus:
        return BY_SKU
    if terms.brand:
        return BY_BRAND_AND_CATEGORY if terms.categories else BY_BRAND
    return BY_CATEGORY if terms.categories else BY_NOTHING
