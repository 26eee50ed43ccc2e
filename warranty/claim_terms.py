"""What the house lets whom decide about claims, as the one row says it."""

from datetime import timedelta

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from warranty.models import ClaimTerms

# Whoever wants to object to a refusal of a thing we never had has done so by then.
APPEAL_WINDOW = timedelta(days=14)


def claim_terms() -> ClaimTerms:
    """The terms in force; those of the first day where nobody changed them."""
    return ClaimTerms.objects.filter(pk=1).first() or ClaimTerms(pk=1)


def limit_of(user: User | None) -> int | None:
    """How much of the house's money somebody may spend on one claim; None: any amount."""
    if user is None:
        return 0
    if can(user, Capability.DECIDE_CLAIM):
        return None
    terms = claim_terms()
    if can(user, Capability.APPROVE_CLAIM):
        return terms.lead_limit
    return terms.technician_limit if can(user, Capability.REPAIR_CLAIM) else 0
