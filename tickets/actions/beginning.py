"""Work on a ticket begins although nobody wrote yet: somebody has the thing itself in hand."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.enums import TicketStatus
from tickets.models import Ticket


@transaction.atomic
def begin_work(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Open a new ticket; any other is left as it is.

    The customer was not answered by it: the clock of the first answer runs on.
    """
    ticket = held(ticket)
    if ticket.status != TicketStatus.NEW:
        return ticket
    ticket.move_to(TicketStatus.OPEN)
    ticket.save(update_fields=["status"])
    record_on(ticket, verbs.TICKET_BEGUN, actor=actor, at=at)
    return ticket
