"""A claim drives the clocks of its ticket: which part of the work runs, and who is waited for."""

from datetime import datetime

from foundation.core.actor import Actor
from tickets.actions.beginning import begin_work
from tickets.actions.stages import finish_stage, start_stage
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import Stage, TicketStatus, WaitReason
from tickets.models import Ticket
from tickets.policy_book import policy_of
from warranty.claim_enums import ClaimStatus as S
from warranty.models import Claim

STAGES = {
    S.RECEIVED: Stage.DIAGNOSIS,
    S.VISIT_BOOKED: Stage.APPOINTMENT,
    S.DIAGNOSING: Stage.DIAGNOSIS,
    S.AWAITING_CUSTOMER: Stage.QUOTE,
    S.APPROVED: Stage.REPAIR,
    S.WAITING_PART: Stage.PARTS,
    S.IN_REPAIR: Stage.REPAIR,
    S.AT_SUPPLIER: Stage.REPAIR,
    S.QC: Stage.REPAIR,
    S.REPLACING: Stage.REPAIR,
    S.READY: Stage.RETURN_SHIPMENT,
}
WAITS = {
    S.VISIT_BOOKED: WaitReason.VISIT,
    S.AWAITING_CUSTOMER: WaitReason.CUSTOMER,
    S.WAITING_PART: WaitReason.PART,
    S.AT_SUPPLIER: WaitReason.PARTNER,
    S.READY: WaitReason.CUSTOMER,
}
# Nobody has done anything with the claim in these.
UNTOUCHED = {S.DRAFT, S.SUBMITTED, S.CLOSED}
OVER = {TicketStatus.RESOLVED, TicketStatus.CLOSED}


def follow(claim: Claim, old: S, *, actor: Actor, at: datetime) -> None:
    """Let the ticket's clocks run as the claim stands; a finished ticket is left alone."""
    ticket = Ticket.objects.get(pk=claim.ticket_id)
    if ticket.merged_into is not None:
        ticket = ticket.merged_into
    if ticket.status in OVER:
        return
    status = claim.current_status
    if status not in UNTOUCHED:
        begin_work(ticket, actor=actor, at=at)
    _follow_stage(ticket, STAGES.get(status), actor=actor, at=at)
    ticket.refresh_from_db()
    wait = WAITS.get(status)
    if wait is not None:
        wait_for(ticket, reason=wait, actor=actor, at=at)
    elif ticket.status == TicketStatus.WAITING and ticket.wait_reason == WAITS.get(old):
        resume_ticket(ticket, actor=actor, at=at)


def _follow_stage(
    ticket: Ticket, stage: Stage | None, *, actor: Actor, at: datetime
) -> None:
    policy = policy_of(ticket.sla_version_id)
    if stage is not None and policy is not None and stage in policy.stages:
        start_stage(ticket, stage=stage, actor=actor, at=at)
    else:
        finish_stage(ticket, actor=actor, at=at)
