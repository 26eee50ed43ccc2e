"""Asking for parts once more, without waiting for a news of the store."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from warranty.actions.claims.approving import settle_parts
from warranty.actions.claims.steps import held
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim


@transaction.atomic
def await_parts(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """Keep the parts of an approved claim, or let it wait for them; refused elsewhere."""
    claim = held(claim)
    if claim.status != ClaimStatus.APPROVED:
        raise TransitionError
    return settle_parts(claim, actor=actor, at=at)
