"""News from tickets, as the dispatcher brings it."""

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.events.models import Event
from surveys import receivers
from surveys.enums import InvitationState
from surveys.models import Invitation
from tests.conftest import NOON
from tickets.actions.resolution import reopen_ticket, resolve_ticket
from tickets.enums import Outcome
from tickets.models import Ticket


@pytest.fixture
def resolved(ticket: Ticket, agent: Actor, agent_user: User) -> Ticket:
    return resolve_ticket(
        ticket,
        actor=agent,
        agent=agent_user,
        outcome=Outcome.SOLVED,
        note="",
        at=NOON,
    )


def test_a_resolved_ticket_owes_an_invitation_to_its_resolver(
    resolved: Ticket, agent_user: User
) -> None:
    receivers.owe_invitation(Event.objects.get(verb="ticket.resolved"))

    invitation = Invitation.objects.get()
    assert (invitation.agent, invitation.team) == (agent_user, resolved.team)


def test_a_reopened_ticket_takes_it_back(resolved: Ticket, agent: Actor) -> None:
    receivers.owe_invitation(Event.objects.get(verb="ticket.resolved"))
    reopen_ticket(resolved, actor=agent, at=NOON)

    receivers.cancel_invitations(Event.objects.get(verb="ticket.reopened"))

    assert Invitation.objects.get().state == InvitationState.CANCELLED


def test_the_news_may_come_in_the_wrong_order(resolved: Ticket, agent: Actor) -> None:
    reopen_ticket(resolved, actor=agent, at=NOON)

    receivers.cancel_invitations(Event.objects.get(verb="ticket.reopened"))
    receivers.owe_invitation(Event.objects.get(verb="ticket.resolved"))

    assert not Invitation.objects.exists()
