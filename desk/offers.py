"""What the page of a ticket offers its reader."""

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can, capabilities_of
from tickets.models import Ticket

# What is done to a ticket itself.
MOVING = {
    Capability.REPLY_TICKET,
    Capability.NOTE_TICKET,
    Capability.ASSIGN_TICKET,
    Capability.CLASSIFY_TICKET,
    Capability.RESOLVE_TICKET,
    Capability.CLOSE_TICKET,
}


def offered(user: User, ticket: Ticket) -> dict[str, bool]:
    """What `user` may do there: of a ticket that goes on in another, nothing is moved."""
    allowed = capabilities_of(user)
    left = allowed - MOVING if ticket.is_merged else allowed
    return {capability.value: True for capability in left}


def takes_out(user: User, ticket: Ticket) -> bool:
    """Whether a message of it may become a ticket of its own."""
    return can(user, Capability.OPEN_TICKET) and not ticket.is_merged
