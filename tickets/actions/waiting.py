"""Putting a ticket aside while somebody else has to move, and taking it up again."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from tickets import verbs
from tickets.actions.clocks import follow_resume, follow_wait
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.enums import TicketStatus, WaitReason
from tickets.models import Ticket


@transaction.atomic
def wait_for(
    ticket: Ticket, *, actor: Actor, reason: WaitReason, at: datetime
) -> Ticket:
    """Wait for the customer, a part, a partner, a visit or a colleague.

    Another reason replaces the first; the same again changes nothing.
    """
    ticket = held(ticket)
    old_reason = ticket.wait_reason
    if old_reason == reason:
        return ticket
    ticket.move_to(TicketStatus.WAITING)
    ticket.wait_reason = reason
    if reason == WaitReason.CUSTOMER:
        ticket.waiting_since = None
    ticket.save(update_fields=["status", "wait_reason", "waiting_since"])
    follow_wait(ticket, at, actor.user_id)
    record_on(
        ticket,
        verbs.TICKET_WAITED,
        actor=actor,
        at=at,
        reason=reason.value,
        old_reason=old_reason,
    )
    return ticket


@transaction.atomic
def resume_ticket(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Go on with a ticket that waited; refused when it does not wait."""
    ticket = held(ticket)
    resume_locked(ticket, actor=actor, at=at)
    return ticket


def resume_locked(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """The same for an action that already holds the lock."""
    # The table would let a resolved ticket become open as well; that is reopening.
    if ticket.status != TicketStatus.WAITING:
        raise TransitionError
    reason = ticket.wait_reason
    ticket.move_to(TicketStatus.OPEN)
    ticket.wait_reason = ""
    ticket.save(update_fields=["status", "wait_reason"])
    follow_resume(ticket, at)
    record_on(ticket, verbs.TICKET_RESUMED, actor=actor, at=at, reason=reason)
