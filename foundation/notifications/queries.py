"""Reading the outbox: a message's routes and timelines, and how the sending is doing."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q

from foundation.core.refs import Ref
from foundation.notifications.enums import MessageState
from foundation.notifications.models import OutboxHold, OutgoingMessage

CUSTOMER_TYPE = "customers.customer"


@dataclass(frozen=True, slots=True)
class OutboxHealth:
    """What waits to be sent, since when, and what was given up."""

    n_owed: int
    oldest_owed_at: datetime | None
    n_failed: int
    n_held: int
    held_at: datetime | None


def outbox_health(at: datetime) -> OutboxHealth:
    """How the sending is doing; what is not due yet does not wait."""
    due = OutgoingMessage.objects.filter(
        Q(state=MessageState.OWED, not_before__lte=at) | Q(state=MessageState.SENDING)
    )
    of = OutgoingMessage.objects.filter
    return OutboxHealth(
        n_owed=due.count(),
        oldest_owed_at=due.aggregate(oldest=Min("not_before"))["oldest"],
        n_failed=of(state=MessageState.FAILED).count(),
        n_held=of(state=MessageState.HELD).count(),
        held_at=OutboxHold.objects.values_list("held_at", flat=True).first(),
    )


def routes_of(message: OutgoingMessage) -> list[list[str]]:
    """Every route of a message, best first: those tried, the present one, those left."""
    tried = message.tries.order_by("number").values_list("channel", "address")
    found: dict[tuple[str, str], None] = dict.fromkeys(tried)
    if message.address:
        found[message.channel, message.address] = None
    for channel, address in message.routes:
        found[channel, address] = None
    return [list(route) for route in found]


def links_of(message: OutgoingMessage) -> list[Ref]:
    """On whose timelines news of a message shows, beside its own."""
    links = [message.about_ref] if message.about_type else []
    if message.customer_ref:
        links.append(Ref(CUSTOMER_TYPE, message.customer_ref))
    return links
