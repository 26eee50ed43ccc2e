"""Where a case is found, as a path under BASE_URL.

The paths are part of the public contract, so they are written out here: the pages
themselves stand on a higher floor.
"""

from tickets.models import Ticket


def tracking_path(ticket: Ticket) -> str:
    """The case page that opens for whoever holds the link."""
    return f"/t/{ticket.access_key}/"


def customer_path(ticket: Ticket) -> str:
    """The case page for its customer: behind sign-in where they have one."""
    if ticket.customer.login_id and ticket.is_verified:
        return f"/my/tickets/{ticket.number}/"
    return tracking_path(ticket)


def desk_path(ticket: Ticket) -> str:
    """The workspace of a ticket."""
    return desk_path_of(ticket.number)


def desk_path_of(number: str) -> str:
    """The same by the ticket's number alone."""
    return f"/desk/tickets/{number}/"


def consult_path(consult_id: int) -> str:
    """Where whoever was asked answers."""
    return f"/desk/consults/{consult_id}/"


def tracker_path(tracker_id: int) -> str:
    """Where a fault that hits many is looked after."""
    return f"/desk/trackers/{tracker_id}/"
