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
from foundation.core.db import locked
from foundation.core.errors import DomainError
from intake import limits, verbs
from intake.enums import PaperSize
from intake.errors import NotOwnUnitError
from intake.models import Reception
from intake.receptions import HandedIn
from tickets.actions.callers import Caller, open_for_caller
from tickets.actions.history import record_on
from tickets.actions.opening import Opening, open_ticket
from tickets.enums import TicketChannel, TicketKind
from tickets.models import Ticket

__all__ = [
    "Caller",
    "Guest",
    "HandedIn",
    "note_print",
    "open_as_guest",
    "open_from_call",
    "open_from_portal",
    "receive_thing",
]


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
    if opening.unit is not None:
        owner = opening.unit.owner
        if owner is None or owner.living.pk != customer.living.pk:
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
def receive_thing(
    caller: Caller, handed: HandedIn, *, actor: Actor, staff: User, at: datetime
) -> Reception:
    """Take a thing in at the counter: a ticket, and what stands on the paper.

    The same form sent twice is one reception. Refuses a thing without a name, a fault
    that nobody told, and a promise in the past.
    """
    handed = handed.cleaned(at)
    opening = Opening(
        subject=handed.subject,
        body=handed.body,
        kind=TicketKind.WARRANTY,
        channel=TicketChannel.STORE,
        unit=handed.unit,
        team=staff.team,
        files=handed.files,
        client_key=handed.client_key,
    )
    ticket = open_from_call(caller, actor=actor, staff=staff, at=at, opening=opening)
    # A twin of this form waited for the customer's lock, and finds what the first left.
    known = Reception.objects.filter(ticket=ticket).first()
    if known is not None:
        return known
    reception = _written(ticket, handed, staff, at)
    record_on(
        ticket,
        verbs.RECEPTION_TAKEN,
        actor=actor,
        at=at,
        reception_id=reception.pk,
        seconds_taken=reception.seconds_taken,
    )
    return reception


@transaction.atomic
def note_print(
    reception: Reception, *, actor: Actor, paper: PaperSize, at: datetime
) -> Reception:
    """Count a paper that is printed, so that a second one can be told from the first."""
    reception = locked(reception)
    reception.n_printed += 1
    reception.save(update_fields=["n_printed"])
    record_on(
        reception.ticket,
        verbs.RECEPTION_PRINTED,
        actor=actor,
        at=at,
        reception_id=reception.pk,
        paper=paper.value,
        copy=reception.n_printed,
    )
    return reception


def _written(ticket: Ticket, handed: HandedIn, staff: User, at: datetime) -> Reception:
    return Reception.objects.create(
        ticket=ticket,
        thing=handed.thing,
        serial=handed.serial,
        phone=handed.phone,
        symptom=handed.symptom,
        casing=handed.casing or "",
        accessories=list(handed.accessories),
        condition=handed.condition,
        promised_at=handed.promised_at,
        inform_by=handed.inform_by,
        store=staff.team.name if staff.team else "",
        taken_by=staff,
        seconds_taken=handed.seconds_taken,
        created_at=at,
    )


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
