"""Short ways to say what the tests of actions say in every second line."""

from datetime import datetime, timedelta
from typing import Any

from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from foundation.events.models import Event, EventLink
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tickets.actions.messages import reply_to_customer
from tickets.actions.opening import Opening
from tickets.actions.resolution import close_ticket, resolve_ticket
from tickets.actions.words import Words
from tickets.enums import Outcome
from tickets.models import Message, Ticket

LATER = NOON + timedelta(hours=1)
ASKED = Opening(subject="Máy giặt báo E3", body="Giặt xong không vắt.")


def resolved(ticket: Ticket, agent: User, **changes: Any) -> Ticket:
    """The ticket after its agent has resolved it."""
    facts = {"outcome": Outcome.SOLVED, "note": "Đã thay gioăng cửa", "at": NOON}
    return resolve_ticket(
        ticket, actor=staff_actor(agent.pk), agent=agent, **{**facts, **changes}
    )


def closed(ticket: Ticket, agent: User) -> Ticket:
    """The ticket after it was resolved and put away."""
    return close_ticket(resolved(ticket, agent), actor=staff_actor(agent.pk), at=NOON)


def answered(
    ticket: Ticket, agent: User, *, at: datetime = NOON, **words: Any
) -> Message:
    """An answer of the agent."""
    return reply_to_customer(
        ticket,
        actor=staff_actor(agent.pk),
        author=agent,
        at=at,
        words=Words(**{"body": "Chị thử tắt nguồn 5 phút nhé.", **words}),
    )


def happened(ticket: Ticket) -> list[str]:
    """The verbs on the timeline of a ticket, in order."""
    links = EventLink.objects.filter(type="tickets.ticket", thing_id=str(ticket.pk))
    return list(links.order_by("event_id").values_list("event__verb", flat=True))


def last_event(verb: str) -> Event:
    """The latest event of this verb."""
    return Event.objects.filter(verb=verb).latest("id")


def owed(template: str) -> list[OutgoingMessage]:
    """The messages of this template, in order."""
    return list(OutgoingMessage.objects.filter(template=template).order_by("id"))


def actor_of(user: User) -> Actor:
    """The member of staff as an actor."""
    return staff_actor(user.pk)
