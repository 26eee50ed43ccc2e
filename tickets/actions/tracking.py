"""Helping somebody back to a case whose link they lost."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from customers.contacts import Contact
from foundation.accounts.throttles import HOUR, MINUTE, Rule, hit
from foundation.core.refs import ref
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import Channel
from foundation.notifications.labels import register
from foundation.notifications.recipients import Recipient
from tickets.links import tracking_path
from tickets.models import Ticket

register("tracking-link", _("Đường dẫn theo dõi"))

TRACK_BY_NETWORK = Rule("track.network", 20, HOUR)
TRACK_BY_ADDRESS = Rule("track.address", 5, HOUR)
RESEND_WINDOW = 10 * MINUTE


def send_tracking_link(
    number: str, contact: Contact, *, network: str, at: datetime
) -> None:
    """Owe the link to a case to the address it was opened with.

    Says nothing about whether number and address belong together; the same request
    within ten minutes sends once. TooManyError beyond the limits.
    """
    hit(TRACK_BY_NETWORK, network, at=at)
    hit(TRACK_BY_ADDRESS, sha256(contact.value.encode()).hexdigest(), at=at)
    ticket = Ticket.objects.filter(
        number=number,
        customer__contact_points__kind=contact.kind,
        customer__contact_points__value=contact.value,
    ).first()
    if ticket is not None:
        _owe_link(ticket, contact, at)


@transaction.atomic
def _owe_link(ticket: Ticket, contact: Contact, at: datetime) -> None:
    channel = Channel.EMAIL if contact.kind == "email" else Channel.SMS
    window = int(at.timestamp()) // RESEND_WINDOW
    queue_message(
        "tracking-link",
        to=Recipient(
            "",
            ((channel, contact.value),),
            ticket.customer.locale,
            str(ticket.customer_id),
        ),
        about=ref(ticket),
        dedupe_key=f"tracking-link:{ticket.pk}:{contact.kind}:{window}",
        context={"number": ticket.number, "path": tracking_path(ticket)},
        is_secret=True,
    )
