"""Which published version covered a product on a day."""

from datetime import date

from catalog.models import Product
from foundation.policies.enums import PolicyKind
from foundation.policies.models import PolicyVersion
from warranty.choice import fitting


def version_for(product: Product, channel: str, on: date) -> PolicyVersion | None:
    """The version that holds for `product`, bought through `channel` on `on`."""
    return fitting(versions_in_force(on), product, channel)


def versions_in_force(on: date) -> list[PolicyVersion]:
    """One version of each policy in use that has one by `on`, with its terms.

    Two queries: versions with their row of terms, and the lines of those.
    """
    rows = (
        PolicyVersion.objects.in_force(on)
        .filter(
            policy__kind=PolicyKind.WARRANTY,
            policy__is_active=True,
            warranty_terms__isnull=False,
        )
        .select_related("policy", "warranty_terms")
        .order_by("policy_id", "-number")
        .distinct("policy_id")
        .prefetch_related("warranty_terms__lines")
    )
    return list(rows)
