"""Opening a ticket for somebody else: a caller, or whoever a program speaks for."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from customers.actions.records import find_or_create_by_contact
from customers.models import Customer
from customers.profiles import Profile
from foundation.core.actor import Actor
from tickets.actions.opening import Opening, open_ticket
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom somebody asks: a known customer, or a name and address."""

    customer: Customer | None = None
    name: str = ""
    phone: str = ""
    email: str = ""


@transaction.atomic
def open_for_caller(
    caller: Caller, *, actor: Actor, at: datetime, opening: Opening
) -> Ticket:
    """Take up a request for a customer, whom it enters where they are new."""
    customer = caller.customer or find_or_create_by_contact(
        Profile(caller.name),
        phone=caller.phone,
        email=caller.email,
        actor=actor,
        at=at,
    )
    return open_ticket(customer, actor=actor, at=at, opening=opening)
