"""Who had a ticket in hand, and how often it may still change hands."""

from tickets.enums import Complexity
from tickets.models import Assignment, Ticket
from tickets.workflow import HANDOFF_LIMITS


def handoff_limit(ticket: Ticket) -> int:
    """How often the ticket may change hands without a lead who answers for it."""
    return HANDOFF_LIMITS[Complexity(ticket.complexity)]


def handoffs_left(ticket: Ticket) -> int:
    """How many of those are left."""
    return max(handoff_limit(ticket) - ticket.handoffs, 0)


def last_human_id(ticket: Ticket) -> int | None:
    """Who answers for the ticket, or did before it lay in a queue; None if nobody ever."""
    if ticket.assignee_id:
        return ticket.assignee_id
    rows = Assignment.objects.filter(ticket=ticket).order_by("-id")
    latest = rows.values_list("agent_id", "previous_agent_id").first()
    return (latest[0] or latest[1]) if latest else None


def is_handoff(last_id: int | None, to_id: int | None) -> bool:
    """Whether the responsible human changes to another one: that is what counts.

    Not the first human, not a queue, not the way back to the same person.
    """
    return last_id is not None and to_id is not None and last_id != to_id


def may_receive(ticket: Ticket, agent_id: int) -> bool:
    """Whether the ticket can go to somebody without a lead's approval."""
    if handoffs_left(ticket) > 0:
        return True
    return not is_handoff(last_human_id(ticket), agent_id)
