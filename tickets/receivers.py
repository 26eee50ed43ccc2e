"""News from the floors below."""

from customers.models import Customer
from customers.verbs import CONTACT_VERIFIED, SIGNED_IN
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from foundation.events.registry import on
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.verbs import MESSAGE_UNDELIVERABLE
from tickets.actions import calls, opening


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
