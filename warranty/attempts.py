"""How often a sort of fault was claimed on a unit."""

from django.db.models import QuerySet

from catalog.models import Unit
from warranty.claim_enums import ClaimOutcome
from warranty.models import Claim


def attempts(unit: Unit, family: str) -> QuerySet[Claim]:
    """The claims of it that count: what was taken back was none."""
    of_family = Claim.objects.filter(unit=unit, family=family).order_by()
    return of_family.exclude(outcome=ClaimOutcome.WITHDRAWN)
