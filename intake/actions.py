"""How requests come in: through the portal, over the telephone and at the counter.

Each way knows who asks and how far to believe it, then opens the ticket.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from customers.actions.records import find_or_create_guest
from customers.contacts import Contact, read_contact
from customers.models import Customer
from customers.profiles import Profile
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor, customer_actor
from foundation.core.errors import DomainError
from intake import limits
from intake.errors import NotOwnUnitError
from tickets.actions.callers import Caller, open_for_caller
from tickets.actions.opening import Opening, open_ticket
from tickets.enums import TicketChannel
from tickets.models import Ticket

__all__ = ["Caller", "Guest", "open_as_guest", "open_from_call", "open_from_portal"]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is not signed in: what they say of themselves, and their network."""

    name: str
    contact: str
    network: str


def open_from_portal(
    customer: Customer, *, actor: Actor, at: datetime, opening: Opening
) -> Ticket:
    """Take up what a signed-in customer asks; refuses a thing that is not theirs."""
    if opening.unit is not None and opening.unit.owner_id != customer.pk:
        raise NotOwnUnitError(field="unit")
    limits.count_request(customer.pk, at=at)
    asked = replace(opening, channel=TicketChannel.PORTAL, is_verified=True)
    return open_ticket(customer, actor=actor, at=at, opening=asked)


def open_as_guest(guest: Guest, *, at: datetime, opening: Opening) -> Ticket:
    """Take up what somebody unknown asks, and doubt it until the address is proved.

    Refused with TooManyError beyond the limits per network, per address and in all.
    """
    contact = _contact_of(guest)
    limits.count_guest(contact, network=guest.network, at=at)
    return _open_as_guest(guest, at, opening)


def open_from_call(
    caller: Caller, *, actor: Actor, staff: User, at: datetime, opening: Opening
) -> Ticket:
    """Write down what somebody says on the telephone or at the counter."""
    asked = replace(opening, taken_by=staff, is_verified=True)
    return open_for_caller(caller, actor=actor, at=at, opening=asked)


@transaction.atomic
def _open_as_guest(guest: Guest, at: datetime, opening: Opening) -> Ticket:
    customer = find_or_create_guest(
        Profile(guest.name), contact=guest.contact, actor=SYSTEM, at=at
    )
    asked = replace(
        opening,
        channel=TicketChannel.PORTAL,
        # A thing is shown to its owner only, and a guest is nobody's owner.
        unit=None,
        is_verified=False,
        source=guest.network,
    )
    return open_ticket(
        customer, actor=customer_actor(customer.pk), at=at, opening=asked
    )


def _contact_of(guest: Guest) -> Contact:
    try:
        return read_contact(guest.contact)
    except DomainError as error:
        error.field = "contact"
        raise
