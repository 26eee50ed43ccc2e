"""News from the floors below."""

from customers.models import Customer
from customers.verbs import CONTACT_VERIFIED, SIGNED_IN
from foundation.accounts.models import Leave
from foundation.accounts.verbs import (
    LEAVE_ENDED,
    LEAVE_STARTED,
    STAFF_TAKING_SWITCHED,
)
from foundation.calendars import verbs as calendar_verbs
from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from foundation.events.registry import on
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.verbs import MESSAGE_UNDELIVERABLE
from tickets import verbs
from tickets.actions import (
    calls,
    clock_runs,
    escalation,
    leaves,
    opening,
    parts,
    routing_hint,
)
from tickets.models import Ticket, TicketClock
from tickets.policy_book import target_of
from tickets.verbs import SLA_ESCALATED


@on(MESSAGE_UNDELIVERABLE)
def ask_for_a_call(event: Event) -> None:
    """Words that nothing carries are said by telephone."""
    message = OutgoingMessage.objects.get(pk=event.subject_id)
    calls.create_call_task(message, at=event.at)


@on(CONTACT_VERIFIED, SIGNED_IN)
def believe_guest_tickets(event: Event) -> None:
    """Whoever proves to own the address was the guest who wrote from it."""
    customer = Customer.objects.get(pk=event.subject_id)
    opening.verify_tickets_of(customer, actor=SYSTEM, at=event.at)


@on(
    verbs.TICKET_OPENED,
    verbs.TICKET_RESOLVED,
    verbs.TICKET_WAITED,
    verbs.TICKET_MERGED,
    verbs.TICKET_UNMERGED,
    LEAVE_ENDED,
    STAFF_TAKING_SWITCHED,
)
def find_owners_soon(_event: Event) -> None:
    """Something to give out, or somebody with room for it."""
    routing_hint.ask_for_routing()


@on(LEAVE_STARTED)
def hand_over_for_leave(event: Event) -> None:
    """Whoever is away leaves no open ticket behind, unless they said so."""
    leave = Leave.objects.select_related("user", "deputy").get(pk=event.subject_id)
    leaves.hand_over_for(leave, at=event.at)


@on(SLA_ESCALATED)
def act_on_escalation(event: Event) -> None:
    """A clock late for long raises its ticket, or takes it to somebody else."""
    clock = TicketClock.objects.select_related("ticket").get(pk=event.data["clock_id"])
    level = target_of(event.data["target_id"]).level_of(event.data["code"])
    if level is not None:
        escalation.escalate_ticket(clock, level, at=event.at)


@on(
    calendar_verbs.CALENDAR_DETAILS_CHANGED,
    calendar_verbs.CALENDAR_MADE_DEFAULT,
    calendar_verbs.CALENDAR_HOURS_CHANGED,
    calendar_verbs.CALENDAR_EXCEPTION_ADDED,
    calendar_verbs.CALENDAR_EXCEPTION_REMOVED,
    calendar_verbs.CALENDAR_EXCEPTION_SWITCHED_ON,
    calendar_verbs.CALENDAR_EXCEPTION_SWITCHED_OFF,
    calendar_verbs.CALENDAR_HOLIDAYS_SEEDED,
)
def reclock_calendar(event: Event) -> None:
    """Other working hours, other due times."""
    calendar = Calendar.objects.get(pk=event.subject_id)
    clock_runs.ask_reclocking(calendar, at=event.at)


@on(verbs.TICKET_RESOLVED, verbs.TICKET_MERGED, verbs.TICKET_ORPHANED)
def finish_parts_of(event: Event) -> None:
    """The last part of a case has ended: its owner goes on with the whole."""
    parent_id = event.data.get("parent_id")
    part = Ticket.objects.filter(pk=event.subject_id).select_related("parent").first()
    parent = part.parent if part else None
    if parent_id is not None:
        parent = Ticket.objects.filter(pk=parent_id).first()
    if parent is not None:
        parts.finish_parts(parent, at=event.at)
