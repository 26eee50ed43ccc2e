"""The house agrees to what it pays, within what each may decide; then the parts are kept."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.actor import Actor
from warranty import claim_verbs as verbs
from warranty.actions.claims.reserving import has_all_parts, keep_parts
from warranty.actions.claims.steps import Step, check, held, take
from warranty.claim_enums import ClaimStatus, Decision
from warranty.claim_errors import (
    ApprovalNeededError,
    DiagnosisNeededError,
    QuoteNeededError,
)
from warranty.claim_terms import limit_of
from warranty.models import Claim


@transaction.atomic
def approve_repair(
    claim: Claim, *, approver: User, actor: Actor, at: datetime
) -> Claim:
    """Let it be repaired at the shares that stand there, and keep its parts.

    Refused without a diagnosis that found something, while the customer has not agreed
    to their share, and beyond what the approver may decide. What was approved in part
    is approved for the rest.
    """
    claim = held(claim)
    if claim.status not in {ClaimStatus.APPROVED, ClaimStatus.AWAITING_CUSTOMER}:
        check(claim, ClaimStatus.APPROVED)
    last = claim.diagnoses.first()
    if last is None or last.cause is None:
        raise DiagnosisNeededError
    if not approve_within(claim, approver):
        raise ApprovalNeededError
    if claim.status == ClaimStatus.AWAITING_CUSTOMER:
        data = {"house_total": claim.house_total}
        return take(claim, Step(verbs.CLAIM_APPROVED, data=data), actor=actor, at=at)
    if claim.customer_total > claim.accepted_total:
        raise QuoteNeededError
    to = None if claim.status == ClaimStatus.APPROVED else ClaimStatus.APPROVED
    claim.decision = Decision.REPAIR
    step = Step(verbs.CLAIM_APPROVED, to, data={"house_total": claim.house_total})
    take(claim, step, actor=actor, at=at)
    return settle_parts(claim, actor=actor, at=at)


def approve_within(claim: Claim, approver: User | None) -> bool:
    """Approve the house's share if `approver` may; whether it is approved now.

    The claim is held, and stored by the caller.
    """
    limit = limit_of(approver)
    if claim.house_total <= claim.approved_total:
        return True
    if limit is not None and claim.house_total > limit:
        return False
    claim.approved_total, claim.approved_by = claim.house_total, approver
    return True


def settle_parts(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """Keep the parts of an approved claim; it waits where one is not there.

    Nothing is kept before the house agreed to its share.
    """
    claim.decision = Decision.REPAIR
    if claim.house_total > claim.approved_total:
        claim.save(update_fields=["decision"])
        return claim
    keep_parts(claim, actor=actor, at=at)
    if has_all_parts(claim):
        claim.save(update_fields=["decision"])
        return claim
    step = Step(verbs.PART_AWAITED, ClaimStatus.WAITING_PART, is_public=True)
    return take(claim, step, actor=actor, at=at)


@transaction.atomic
def go_on_with_parts(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """The last part that was missing is there: the claim may be repaired.

    Changes nothing where one is still missing, or nothing was waited for.
    """
    claim = held(claim)
    if claim.status != ClaimStatus.WAITING_PART or not has_all_parts(claim):
        return claim
    step = Step(verbs.PART_ARRIVED, ClaimStatus.APPROVED, is_public=True)
    return take(claim, step, actor=actor, at=at)
