"""Two sweeps, a reopening during the send, two taps on the same answer."""

from datetime import timedelta

import pytest
from django.db import transaction

from foundation.core.actor import SYSTEM, customer_actor
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from surveys.actions.answers import Answer, answer_invitation
from surveys.actions.invitations import (
    Finished,
    cancel_invitations,
    owe_invitation,
    send_due_invitations,
)
from surveys.enums import InvitationState
from surveys.models import Invitation, Response, Survey
from tests.conftest import NOON
from tests.factories.customers import CustomerFactory, EmailFactory
from tests.factories.surveys import InvitationFactory, ResolvedTicketFactory
from tests.sessions import all_at_once, another_session
from tickets.actions.resolution import reopen_ticket
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def csat(transactional_db: None) -> Survey:
    # Tests that commit leave an empty database behind, without the migration's row.
    return Survey.objects.csat()


@pytest.fixture
def ticket(csat: Survey) -> Ticket:
    customer = CustomerFactory.create()
    EmailFactory.create(customer=customer)
    return ResolvedTicketFactory.create(customer=customer)


@pytest.fixture
def owed(ticket: Ticket) -> Invitation:
    return InvitationFactory.create(
        ticket=ticket, state=InvitationState.OWED, sent_at=None
    )


@pytest.mark.parametrize("_round", range(5))
def test_two_sweeps_send_one_message(owed: Invitation, _round: int) -> None:
    def sweep() -> int:
        return send_due_invitations(NOON)

    assert all_at_once(sweep, sweep, sweep).count(1) == 1
    assert OutgoingMessage.objects.count() == 1
    assert Event.objects.filter(verb="survey.invited").count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_the_same_news_at_once_owes_once(ticket: Ticket, _round: int) -> None:
    news = Finished(ticket.pk, 1, None, None, NOON)

    all_at_once(lambda: owe_invitation(news), lambda: owe_invitation(news))

    assert Invitation.objects.count() == 1


def test_a_sweep_passes_over_a_ticket_somebody_works_on(
    owed: Invitation, ticket: Ticket
) -> None:
    with another_session() as agent:
        agent.begin()
        agent.run(lambda: reopen_ticket(ticket, actor=SYSTEM, at=NOON))

        assert send_due_invitations(NOON) == 0

        agent.commit()

    assert send_due_invitations(NOON) == 0
    owed.refresh_from_db()
    assert owed.state == InvitationState.CANCELLED
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("_round", range(5))
def test_cancelling_and_sending_end_without_a_message_that_waits(
    owed: Invitation, ticket: Ticket, _round: int
) -> None:
    all_at_once(
        lambda: send_due_invitations(NOON),
        lambda: cancel_invitations(ticket.pk, before_episode=2, at=NOON),
    )

    owed.refresh_from_db()
    assert owed.state == InvitationState.CANCELLED
    assert not OutgoingMessage.objects.exclude(state="cancelled").exists()


@pytest.mark.parametrize("_round", range(5))
def test_two_taps_are_one_answer(ticket: Ticket, _round: int) -> None:
    invitation = InvitationFactory.create(
        ticket=ticket, expires_at=NOON + timedelta(days=1)
    )

    def tap() -> Response:
        return answer_invitation(
            invitation, Answer(5), actor=customer_actor(1), at=NOON
        )

    results = all_at_once(tap, tap)

    assert [type(result).__name__ for result in results] == ["Response", "Response"]
    assert Response.objects.count() == 1
    assert Event.objects.filter(verb="survey.answered").count() == 1


def test_without_the_lock_two_taps_would_race(ticket: Ticket) -> None:
    """What the lock is for: whoever only looks finds nobody has answered yet."""
    invitation = InvitationFactory.create(
        ticket=ticket, expires_at=NOON + timedelta(days=1)
    )
    with another_session() as other:
        other.begin()
        other.run(
            lambda: answer_invitation(
                invitation, Answer(5), actor=customer_actor(1), at=NOON
            )
        )

        with transaction.atomic():
            seen = Invitation.objects.get(pk=invitation.pk).state

        other.commit()

    assert seen == InvitationState.SENT
