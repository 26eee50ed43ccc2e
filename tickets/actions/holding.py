"""Taking hold of a ticket that something is to be done to."""

from foundation.core.db import locked
from tickets.errors import TicketMergedError
from tickets.models import Ticket


def held(ticket: Ticket) -> Ticket:
    """The ticket re-read under its lock; refused where it goes on in another."""
    ticket = locked(ticket)
    if ticket.is_merged:
        raise TicketMergedError
    return ticket
