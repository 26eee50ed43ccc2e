"""Reads that shape a page: the conversation of a ticket, and whom to write to."""

from dataclasses import replace

from customers.queries import recipient_of as customer_recipient
from foundation.notifications.recipients import Recipient
from tickets.models import Ticket


def recipient_of(ticket: Ticket) -> Recipient:
    """The customer as somebody to write to about this ticket.

    Nameless while only a guest's word says whose address it is: the name is theirs too.
    """
    recipient = customer_recipient(ticket.customer)
    return recipient if ticket.is_verified else replace(recipient, name="")
