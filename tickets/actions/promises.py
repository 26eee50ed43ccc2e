"""What we owe a customer in words when something happens to their ticket.

To an address that nobody has proved to own goes nothing of what the sender wrote,
not even a name: else anybody could make us mail their text to a stranger.
"""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from customers.enums import Salutation
from customers.models import Customer
from foundation.accounts.throttles import HOUR, Rule, TooManyError, hit
from foundation.core.refs import ref
from foundation.core.text import given_name
from foundation.notifications.actions import queue_message
from foundation.notifications.labels import register
from tickets.enums import Outcome
from tickets.links import customer_path, tracking_path
from tickets.models import Message, Ticket
from tickets.queries import recipient_of

register("ticket-received", _("Báo đã nhận yêu cầu"))
register("ticket-reply", _("Trả lời khách"), is_automatic=False)
register("ticket-resolved", _("Báo đã xử lý xong"), is_automatic=False)

ACK_BY_RECIPIENT = Rule("acknowledgement.recipient", 3, HOUR)
ACK_BY_SOURCE = Rule("acknowledgement.source", 20, HOUR)


def owe_acknowledgement(ticket: Ticket, *, source: str, at: datetime) -> None:
    """That we have the request, its number, and where to follow it.

    To an unproven address only so often, else our answers would be the spam.
    """
    if ticket.is_verified or _may_acknowledge(ticket, source, at):
        _owe("ticket-received", ticket, key=f"ticket-received:{ticket.pk}")


def owe_reply(ticket: Ticket, message: Message) -> None:
    """What we answered."""
    _owe(
        "ticket-reply",
        ticket,
        key=f"ticket-reply:{message.pk}",
        body=message.body,
        agent=message.author_user.name if message.author_user else "",
        n_files=message.attachments.count(),
    )


def owe_resolution(ticket: Ticket) -> None:
    """What was done; once per episode."""
    with translation.override(ticket.customer.locale):
        outcome = str(Outcome(ticket.outcome).label)
    _owe(
        "ticket-resolved",
        ticket,
        key=f"ticket-resolved:{ticket.pk}:{ticket.episode}",
        outcome=outcome,
        note=ticket.resolution,
    )


def _may_acknowledge(ticket: Ticket, source: str, at: datetime) -> bool:
    try:
        hit(ACK_BY_RECIPIENT, f"customer:{ticket.customer_id}", at=at)
        if source:
            hit(ACK_BY_SOURCE, source, at=at)
    except TooManyError:
        return False
    return True


def _owe(template: str, ticket: Ticket, *, key: str, **words: Any) -> None:
    known = ticket.is_verified
    queue_message(
        template,
        to=recipient_of(ticket),
        about=ref(ticket),
        dedupe_key=key,
        context={
            "number": ticket.number,
            "called": _called(ticket.customer) if known else "",
            "subject": ticket.subject if known else "",
            "path": customer_path(ticket) if known else tracking_path(ticket),
            **words,
        },
    )


def _called(customer: Customer) -> str:
    """The title and given name, chị Hà, where we know how to address her; else empty."""
    if not customer.salutation:
        return ""
    with translation.override(customer.locale):
        title = Salutation(customer.salutation).label
        return f"{title} {given_name(customer.name)}"
