"""How a ticket moves: the one table, asked by buttons and enforced by actions."""

from foundation.core.workflow import Workflow
from tickets.enums import TicketStatus

TICKET_WORKFLOW: Workflow[TicketStatus] = Workflow(
    {
        TicketStatus.NEW: frozenset(
            {TicketStatus.OPEN, TicketStatus.WAITING, TicketStatus.RESOLVED}
        ),
        TicketStatus.OPEN: frozenset({TicketStatus.WAITING, TicketStatus.RESOLVED}),
        TicketStatus.WAITING: frozenset(
            {TicketStatus.OPEN, TicketStatus.WAITING, TicketStatus.RESOLVED}
        ),
        TicketStatus.RESOLVED: frozenset({TicketStatus.OPEN, TicketStatus.CLOSED}),
        TicketStatus.CLOSED: frozenset({TicketStatus.OPEN}),
    }
)
