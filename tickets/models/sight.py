"""Whether somebody sees the ticket to which a thing belongs, as a condition."""

from django.db.models import Exists, OuterRef

from foundation.accounts.models import User
from tickets.models.tickets import Ticket


def of_a_visible_ticket(user: User) -> Exists:
    """That `user` sees the row's `ticket`: looked up by its key, for conditions with "or".

    Asked there as a set, all tickets in sight would be read for one row.
    """
    return Exists(Ticket.objects.visible_to(user).filter(pk=OuterRef("ticket_id")))
