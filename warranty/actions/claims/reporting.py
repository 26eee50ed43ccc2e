"""A customer tells us that something is broken: one case, with its claim."""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from foundation.core.actor import Actor
from intake.actions import open_from_portal
from tickets.actions.opening import Opening
from warranty.actions.claims.opening import ClaimOpening, submit_new
from warranty.models import Claim


@transaction.atomic
def report_fault(
    customer: Customer,
    opening: Opening,
    fault: ClaimOpening,
    *,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Take up what a signed-in customer says of their thing, and let the claim count at once.

    Both or neither: a claim that is refused leaves no case behind. The same form again
    is the same claim.
    """
    ticket = open_from_portal(customer, actor=actor, at=at, opening=opening)
    return submit_new(ticket, fault, actor=actor, at=at)
