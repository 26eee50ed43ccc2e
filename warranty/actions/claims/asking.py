"""A claim that a program of ours brings: in a ticket that is there, or in a new one."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from tickets.actions.opening import Opening, open_ticket
from tickets.enums import TicketChannel, TicketKind
from tickets.models import Ticket
from warranty.actions.claims.opening import ClaimOpening, submit_new
from warranty.claim_errors import ClaimUnitError
from warranty.models import Claim


@transaction.atomic
def claim_for_owner(
    ticket: Ticket | None,
    opening: ClaimOpening,
    *,
    words: str,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Open the claim at once; without a ticket one is opened for the unit's owner.

    Both or neither. Refuses a unit whose owner nobody knows where there is no ticket.
    """
    if ticket is None:
        owner, symptom = opening.unit.owner, opening.symptom
        if owner is None:
            raise ClaimUnitError(field="unit")
        asked = Opening(
            subject=f"{opening.unit.product.name}: {symptom.name}",
            body=words or symptom.name,
            kind=TicketKind.WARRANTY,
            channel=TicketChannel.API,
            unit=opening.unit,
        )
        ticket = open_ticket(owner, actor=actor, at=at, opening=asked)
    return submit_new(ticket, opening, actor=actor, at=at)
