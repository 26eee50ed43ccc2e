"""One line in the history of a ticket, of its customer and of its unit."""

from datetime import datetime
from typing import Any

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.events.actions import record
from foundation.events.models import Event
from tickets.models import Ticket


def record_on(
    ticket: Ticket,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    also: Any = (),
    **data: Any,
) -> Event:
    """Record `verb` about a ticket where its customer's and unit's timelines see it.

    It shows on the timelines of the tickets in `also` too, a list of them.
    """
    # Only their keys are needed, so no row is read for them.
    links = [Customer(pk=ticket.customer_id)]
    units = [Unit(pk=ticket.unit_id)] if ticket.unit_id else []
    return record(
        ticket,
        verb,
        actor=actor,
        at=at,
        links=[*links, *units, *also],
        customer_id=ticket.customer_id,
        episode=ticket.episode,
        **data,
    )
