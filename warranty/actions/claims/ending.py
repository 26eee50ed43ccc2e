"""A ticket ends with the last claim in it."""

from datetime import datetime

from django.db.models import Q

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from tickets.actions.resolution import resolve_ticket
from tickets.enums import Outcome, TicketStatus
from tickets.models import Ticket
from warranty.claim_enums import ClaimOutcome
from warranty.models import Claim

TICKET_OUTCOMES = {
    ClaimOutcome.REPAIRED: Outcome.SOLVED,
    ClaimOutcome.REPLACED: Outcome.REPLACED,
    ClaimOutcome.REFUNDED: Outcome.REFUNDED,
    ClaimOutcome.REJECTED: Outcome.NOT_COVERED,
    ClaimOutcome.NO_FAULT_FOUND: Outcome.NO_FAULT,
    ClaimOutcome.RETURNED_UNREPAIRED: Outcome.WITHDRAWN,
    ClaimOutcome.WITHDRAWN: Outcome.WITHDRAWN,
}
OVER = {TicketStatus.RESOLVED, TicketStatus.CLOSED}


def end_ticket(
    claim: Claim, staff: User | None, *, actor: Actor, at: datetime
) -> Claim:
    """Resolve the ticket of a claim that is over, where nothing in it goes on: no other
    claim, also of what was merged into it, and no part of the case.

    One that goes on elsewhere is left alone.
    """
    ticket = locked(claim.ticket)
    if ticket.status in OVER or ticket.is_merged or _goes_on(ticket):
        return claim
    resolve_ticket(
        ticket,
        actor=actor,
        agent=staff or ticket.assignee,
        outcome=TICKET_OUTCOMES[ClaimOutcome(claim.outcome)],
        note="",
        at=at,
    )
    return claim


def _goes_on(ticket: Ticket) -> bool:
    about = Q(ticket=ticket) | Q(ticket__merged_into=ticket)
    if Claim.objects.open().filter(about).exists():
        return True
    return Ticket.objects.parts_of(ticket).unfinished().exists()
