"""How a ticket moves: the one table, asked by buttons and enforced by actions."""

from datetime import timedelta

from foundation.core.workflow import Workflow
from tickets.enums import Complexity, TicketStatus

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
# What the house commits to ([S4]): a simple case changes hands once, a complex one three
# times. Beyond it somebody who leads has to answer for the case.
HANDOFF_LIMITS = {Complexity.SIMPLE: 1, Complexity.COMPLEX: 3}
