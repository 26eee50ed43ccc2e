"""How a ticket moves: the one table, asked by buttons and enforced by actions."""

from datetime import timedelta

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

# A closed case that comes up again within a month is the same case.
REOPEN_WINDOW = timedelta(days=30)
# Long enough to try the repair out over a weekend.
CLOSE_AFTER = timedelta(days=7)
