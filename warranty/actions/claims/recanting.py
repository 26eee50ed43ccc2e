"""What a customer undoes alone, on their own page, before hands are on the thing."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from warranty import claim_verbs as verbs
from warranty.actions.claims.returning import withdraw_claim
from warranty.actions.claims.steps import held
from warranty.claim_enums import ClaimOutcome, ClaimStatus
from warranty.claim_errors import WorkBegunError
from warranty.models import Claim

# A quote that waits is answered with no.
BEFORE_HANDS = frozenset(
    {
        ClaimStatus.SUBMITTED,
        ClaimStatus.VISIT_BOOKED,
        ClaimStatus.RECEIVED,
        ClaimStatus.DIAGNOSING,
        ClaimStatus.APPROVED,
        ClaimStatus.WAITING_PART,
    }
)


@transaction.atomic
def call_off_claim(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """The customer needs no repair any more; nothing is charged. Again, it changes nothing.

    Refused once a repair was begun: what was done by then is talked about.
    """
    claim = held(claim)
    if ClaimOutcome.WITHDRAWN in (claim.outcome, claim.result):
        return claim
    if not may_call_off(claim):
        raise WorkBegunError
    return withdraw_claim(claim, note="", actor=actor, at=at)


def may_call_off(claim: Claim) -> bool:
    """Whether nobody has begun to repair it, now or before."""
    is_before = claim.current_status in BEFORE_HANDS
    was_begun = any(s.verb == verbs.REPAIR_STARTED for s in claim.steps.all())
    return is_before and not was_begun
