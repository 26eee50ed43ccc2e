from datetime import timedelta

import pytest

from customers.actions.consents import record_consent
from customers.consents import Word
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor, customer_actor
from foundation.events.models import Event, EventLink
from foundation.notifications.enums import MessageState
from foundation.notifications.models import OutgoingMessage
from surveys import verbs
from surveys.actions.invitations import (
    Finished,
    cancel_invitations,
    expire_invitations,
    owe_invitation,
    send_due_invitations,
)
from surveys.enums import InvitationState
from surveys.models import Invitation, Survey
from surveys.tokens import invitation_id_of
from tests.conftest import NOON
from tests.factories.customers import EmailFactory
from tests.factories.surveys import InvitationFactory, ResolvedTicketFactory
from tickets.actions.resolution import reopen_ticket, resolve_ticket
from tickets.enums import Outcome
from tickets.models import Ticket

HOUR_LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def address(customer: Customer) -> None:
    EmailFactory.create(customer=customer, value="ha@thu.example")


@pytest.fixture
def resolved(ticket: Ticket, agent: Actor, agent_user: User) -> Ticket:
    return resolve_ticket(
        ticket,
        actor=agent,
        agent=agent_user,
        outcome=Outcome.SOLVED,
        note="Đã thay gioăng cửa.",
        at=NOON,
    )


def finished(ticket: Ticket) -> Finished:
    return Finished(
        ticket_id=ticket.pk,
        episode=ticket.episode,
        agent_id=ticket.resolved_by_id,
        team_id=ticket.team_id,
        at=NOON,
    )


def test_an_invitation_is_owed_after_the_delay(resolved: Ticket) -> None:
    invitation = owe_invitation(finished(resolved))

    assert invitation is not None
    assert invitation.due_at == HOUR_LATER
    assert invitation.expires_at == HOUR_LATER + timedelta(days=14)
    assert invitation.agent == resolved.resolved_by


def test_the_same_news_twice_owes_once(resolved: Ticket) -> None:
    owe_invitation(finished(resolved))
    owe_invitation(finished(resolved))

    assert Invitation.objects.count() == 1


def test_nothing_is_owed_while_the_survey_rests(resolved: Ticket) -> None:
    Survey.objects.filter(pk=Survey.objects.csat().pk).update(is_active=False)

    assert owe_invitation(finished(resolved)) is None


def test_late_news_of_an_episode_that_was_reopened_owes_nothing(
    resolved: Ticket, agent: Actor
) -> None:
    reopen_ticket(resolved, actor=agent, at=NOON)

    assert owe_invitation(finished(resolved)) is None


def test_nothing_goes_out_before_its_time(resolved: Ticket) -> None:
    owe_invitation(finished(resolved))

    assert send_due_invitations(HOUR_LATER - timedelta(seconds=1)) == 0


def test_the_invitation_goes_out_when_it_is_due(
    resolved: Ticket,
) -> None:
    owe_invitation(finished(resolved))

    assert send_due_invitations(HOUR_LATER) == 1

    invitation = Invitation.objects.get()
    message = OutgoingMessage.objects.get(template="survey-invitation")
    token = message.context["path"].removeprefix("/s/").removesuffix("/")
    assert (invitation.state, invitation.sent_at) == (InvitationState.SENT, HOUR_LATER)
    assert invitation_id_of(token) == invitation.pk
    assert message.is_secret


def test_sending_shows_on_the_timelines_of_ticket_and_customer(
    resolved: Ticket,
) -> None:
    owe_invitation(finished(resolved))
    send_due_invitations(HOUR_LATER)

    event = Event.objects.get(verb=verbs.SURVEY_INVITED)
    links = EventLink.objects.filter(event=event).values_list("type", "thing_id")
    assert ("tickets.ticket", str(resolved.pk)) in links
    assert ("customers.customer", str(resolved.customer_id)) in links


def test_a_second_sweep_sends_nothing(resolved: Ticket) -> None:
    owe_invitation(finished(resolved))
    send_due_invitations(HOUR_LATER)

    assert send_due_invitations(HOUR_LATER) == 0
    assert OutgoingMessage.objects.filter(template="survey-invitation").count() == 1


def test_a_customer_whom_no_message_reaches_is_not_asked(db: None) -> None:
    InvitationFactory.create(state=InvitationState.OWED, sent_at=None)

    assert send_due_invitations(NOON) == 0
    assert Invitation.objects.get().state == InvitationState.CANCELLED
    assert Event.objects.get(verb=verbs.SURVEY_CANCELLED).data["reason"] == "no_route"


def test_an_unproven_address_gets_no_names(customer: Customer) -> None:
    ticket = ResolvedTicketFactory.create(
        customer=customer, is_verified=False, subject="Chữ của người lạ"
    )
    InvitationFactory.create(ticket=ticket, state=InvitationState.OWED, sent_at=None)

    send_due_invitations(NOON)

    context = OutgoingMessage.objects.get(template="survey-invitation").context
    assert (context["subject"], context["called"]) == ("", "")


def test_reopening_takes_back_what_is_owed(resolved: Ticket, agent: Actor) -> None:
    owe_invitation(finished(resolved))
    reopened = reopen_ticket(resolved, actor=agent, at=NOON)

    assert cancel_invitations(reopened.pk, before_episode=2, at=NOON) == 1
    assert send_due_invitations(HOUR_LATER) == 0


def test_reopening_takes_back_a_message_that_still_waits(
    resolved: Ticket, agent: Actor
) -> None:
    owe_invitation(finished(resolved))
    send_due_invitations(HOUR_LATER)
    reopened = reopen_ticket(resolved, actor=agent, at=HOUR_LATER)

    cancel_invitations(reopened.pk, before_episode=2, at=HOUR_LATER)

    message = OutgoingMessage.objects.get(template="survey-invitation")
    assert message.state == MessageState.CANCELLED
    assert Invitation.objects.get().state == InvitationState.CANCELLED


def test_a_reopening_nobody_has_heard_of_yet_stops_the_sending(
    resolved: Ticket, agent: Actor
) -> None:
    owe_invitation(finished(resolved))
    reopen_ticket(resolved, actor=agent, at=NOON)

    assert send_due_invitations(HOUR_LATER) == 0
    assert Invitation.objects.get().state == InvitationState.CANCELLED


def test_an_answer_outlives_a_reopening(db: None) -> None:
    invitation = InvitationFactory.create(state=InvitationState.ANSWERED)

    assert cancel_invitations(invitation.ticket_id, before_episode=2, at=NOON) == 0


def test_the_next_episode_is_asked_about_again(
    resolved: Ticket, agent: Actor, agent_user: User
) -> None:
    owe_invitation(finished(resolved))
    reopened = reopen_ticket(resolved, actor=agent, at=NOON)
    cancel_invitations(reopened.pk, before_episode=2, at=NOON)
    again = resolve_ticket(
        reopened,
        actor=agent,
        agent=agent_user,
        outcome=Outcome.SOLVED,
        note="",
        at=NOON,
    )

    owe_invitation(finished(again))

    assert set(Invitation.objects.values_list("episode", "state")) == {
        (1, InvitationState.CANCELLED),
        (2, InvitationState.OWED),
    }


def test_what_nobody_answers_expires(db: None) -> None:
    invitation = InvitationFactory.create()

    assert expire_invitations(invitation.expires_at) == 1
    assert Invitation.objects.get().state == InvitationState.EXPIRED


def test_what_was_switched_off_is_not_sent(resolved: Ticket) -> None:
    owe_invitation(finished(resolved))
    Survey.objects.update(is_active=False)

    assert send_due_invitations(HOUR_LATER) == 0


def refuses(customer: Customer, channel: str, *, is_given: bool = False) -> None:
    word = Word("survey", channel, is_given, "portal")
    actor = customer_actor(customer.pk, customer.login_id)
    record_consent(customer, word=word, actor=actor, at=NOON)


def test_who_refused_to_be_asked_is_not_and_the_invitation_says_why(
    resolved: Ticket, customer: Customer
) -> None:
    owe_invitation(finished(resolved))
    refuses(customer, "email")
    refuses(customer, "sms")

    send_due_invitations(HOUR_LATER)

    invitation = Invitation.objects.get()
    assert (invitation.state, invitation.why_cancelled) == ("cancelled", "refused")
    event = Event.objects.get(verb=verbs.SURVEY_CANCELLED)
    assert event.data["reason"] == "refused"
    assert not OutgoingMessage.objects.filter(template="survey-invitation").exists()


def test_who_refused_one_way_is_asked_by_another(
    resolved: Ticket, customer: Customer
) -> None:
    owe_invitation(finished(resolved))
    refuses(customer, "sms")

    send_due_invitations(HOUR_LATER)

    assert Invitation.objects.get().state == InvitationState.SENT


def test_a_later_yes_counts(resolved: Ticket, customer: Customer) -> None:
    owe_invitation(finished(resolved))
    refuses(customer, "email")
    refuses(customer, "email", is_given=True)

    send_due_invitations(HOUR_LATER)

    assert Invitation.objects.get().state == InvitationState.SENT


def test_a_no_in_a_record_merged_into_theirs_counts(
    resolved: Ticket, customer: Customer, other_customer: Customer
) -> None:
    owe_invitation(finished(resolved))
    refuses(other_customer, "email")
    refuses(other_customer, "sms")
    Customer.objects.filter(pk=other_customer.pk).update(merged_into=customer)

    send_due_invitations(HOUR_LATER)

    assert Invitation.objects.get().why_cancelled == "refused"
