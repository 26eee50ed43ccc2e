"""What an escalation does beside telling people: raise the priority, change hands."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.db import locked
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.handing import HandOver, give_ticket
from tickets.enums import AssignReason, HandTo, Priority, TicketStatus
from tickets.models import Ticket, TicketClock
from tickets.overseers import Overseers
from tickets.sla.terms import Level

RANK = {
    Priority.LOW.value: 0,
    Priority.NORMAL.value: 1,
    Priority.HIGH.value: 2,
    Priority.URGENT.value: 3,
}
FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)


@transaction.atomic
def escalate_ticket(clock: TicketClock, level: Level, *, at: datetime) -> Ticket:
    """Raise and hand on what is late, as its policy says for this level.

    Does nothing to a ticket that was finished or merged, or whose clock was met. Doing
    it twice does it once: a priority is only ever raised, an owner who leads stays.
    """
    ticket = locked(clock.ticket)
    clock.refresh_from_db()
    if ticket.status in FINISHED or ticket.is_merged or clock.ended_at is not None:
        return ticket
    if level.raise_to and RANK[level.raise_to] > RANK[ticket.priority]:
        to = replace(Classification.of(ticket), priority=Priority(level.raise_to))
        ticket = classify_ticket(ticket, actor=SYSTEM, at=at, to=to)
    if level.hand_to == HandTo.QUEUE and ticket.team is not None:
        to_queue = HandOver(None, AssignReason.ESCALATED, team=ticket.team)
        give_ticket(ticket, to=to_queue, actor=SYSTEM, at=at)
    elif level.hand_to == HandTo.LEAD:
        _give_to_lead(ticket, at)
    return ticket


def _give_to_lead(ticket: Ticket, at: datetime) -> None:
    leads = Overseers.now().leads_of(ticket.team_id)
    if not leads or ticket.assignee_id in leads:
        return
    lead = User.objects.get(pk=leads[0])
    to = HandOver(lead, AssignReason.ESCALATED, team=ticket.team, approved_by=lead)
    give_ticket(ticket, to=to, actor=SYSTEM, at=at)
