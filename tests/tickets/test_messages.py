from datetime import timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.notifications.rendering import render
from tests.conftest import NOON
from tests.factories.customers import EmailFactory
from tests.tickets.acting import (
    actor_of,
    answered,
    closed,
    happened,
    last_event,
    owed,
    resolved,
)
from tickets.actions.messages import (
    Resolution,
    add_note,
    reply_by_customer,
    reply_to_customer,
)
from tickets.actions.waiting import wait_for
from tickets.actions.words import Words
from tickets.enums import AuthorKind, MessageKind, Outcome, TicketStatus, WaitReason
from tickets.errors import (
    EmptyMessageError,
    ReopenWindowClosedError,
    StaleReplyError,
    TicketClosedError,
)
from tickets.models import Message, Ticket

MORE = Words("Vẫn không được anh ơi.")


def test_an_answer_is_public_and_turns_the_wait_round(
    ticket: Ticket, agent_user: User
) -> None:
    message = answered(ticket, agent_user)

    ticket.refresh_from_db()
    assert message.kind == MessageKind.PUBLIC
    assert (ticket.first_response_at, ticket.waiting_since) == (NOON, None)
    assert (ticket.status, ticket.assignee) == (TicketStatus.OPEN, agent_user)
    assert (ticket.last_message_from, ticket.public_count) == (AuthorKind.STAFF, 1)
    assert happened(ticket) == ["ticket.assigned", "ticket.replied"]


def test_an_answer_is_owed_to_the_customer_in_our_words(
    ticket: Ticket, agent_user: User, customer: Customer
) -> None:
    EmailFactory(customer=customer, value="ha@thu.example")

    answered(ticket, agent_user)

    words = render(owed("ticket-reply")[0])
    assert "Chị thử tắt nguồn 5 phút nhé." in words.text
    assert agent_user.name in words.text
    assert f"/my/tickets/{ticket.number}/" in words.text
    assert ticket.subject in words.subject


def test_an_answer_to_an_unproven_address_repeats_nothing_of_the_sender(
    ticket: Ticket, agent_user: User, customer: Customer
) -> None:
    EmailFactory(customer=customer, value="ha@thu.example")
    ticket.is_verified = False
    ticket.save()

    answered(ticket, agent_user)

    words = render(owed("ticket-reply")[0])
    assert ticket.subject not in words.subject + words.text
    assert customer.name not in words.text
    assert f"/t/{ticket.access_key}/" in words.text


def test_a_second_answer_is_no_first_response(ticket: Ticket, agent_user: User) -> None:
    answered(ticket, agent_user)

    answered(ticket, agent_user, body="Chị thử lại giúp em nhé.")

    assert last_event("ticket.replied").data["is_first"] is False


def test_an_answer_leaves_the_owner_in_place(
    ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    ticket.assignee = other_agent_user
    ticket.save()

    answered(ticket, agent_user)

    ticket.refresh_from_db()
    assert ticket.assignee == other_agent_user


def test_the_same_answer_sent_twice_is_one_message(
    ticket: Ticket, agent_user: User
) -> None:
    first = answered(ticket, agent_user, client_key="k1")

    second = answered(ticket, agent_user, client_key="k1")

    assert second == first
    assert len(owed("ticket-reply")) == 1


def test_an_answer_of_somebody_who_has_not_read_the_last_word_waits(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    with pytest.raises(StaleReplyError):
        answered(ticket, agent_user, seen_public_count=0)

    assert Message.objects.count() == 1
    assert not owed("ticket-reply")


def test_an_answer_of_somebody_who_has_read_it_goes(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    answered(ticket, agent_user, seen_public_count=1)

    assert len(owed("ticket-reply")) == 1


def test_nobody_answers_on_a_closed_ticket(ticket: Ticket, agent_user: User) -> None:
    closed(ticket, agent_user)

    with pytest.raises(TicketClosedError):
        answered(ticket, agent_user)


def test_an_empty_answer_is_refused(ticket: Ticket, agent_user: User) -> None:
    with pytest.raises(EmptyMessageError):
        answered(ticket, agent_user, body=" \u200b\n")

    assert not Message.objects.exists()


def test_an_answer_may_wait_for_the_customer_at_once(
    ticket: Ticket, agent_user: User
) -> None:
    message = reply_to_customer(
        ticket,
        actor=actor_of(agent_user),
        author=agent_user,
        at=NOON,
        words=MORE,
        then=WaitReason.CUSTOMER,
    )

    assert message.ticket.status == TicketStatus.WAITING
    assert happened(ticket) == [
        "ticket.assigned",
        "ticket.replied",
        "ticket.waited",
    ]


def test_an_answer_may_resolve_at_once(ticket: Ticket, agent_user: User) -> None:
    message = reply_to_customer(
        ticket,
        actor=actor_of(agent_user),
        author=agent_user,
        at=NOON,
        words=MORE,
        then=Resolution(Outcome.ANSWERED),
    )

    assert message.ticket.status == TicketStatus.RESOLVED
    assert happened(ticket) == [
        "ticket.assigned",
        "ticket.replied",
        "ticket.resolved",
    ]


def test_the_customers_word_makes_it_our_turn(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    answered(ticket, agent_user)

    message = reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    ticket.refresh_from_db()
    assert (message.author_kind, message.author_user) == (AuthorKind.CUSTOMER, None)
    assert ticket.waiting_since == NOON
    assert happened(ticket)[-1] == "ticket.customer_replied"


def test_the_wait_counts_from_the_first_unanswered_word(
    ticket: Ticket, by_customer: Actor
) -> None:
    since = ticket.waiting_since

    reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    ticket.refresh_from_db()
    assert ticket.waiting_since == since


def test_what_waited_for_the_customer_goes_on(
    ticket: Ticket, agent: Actor, by_customer: Actor
) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.CUSTOMER, at=NOON)

    message = reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    assert message.ticket.status == TicketStatus.OPEN
    assert "ticket.resumed" in happened(ticket)


def test_what_waited_for_a_part_waits_on(
    ticket: Ticket, agent: Actor, by_customer: Actor
) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    message = reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    assert message.ticket.status == TicketStatus.WAITING


def test_a_word_on_a_resolved_ticket_reopens_it(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    resolved(ticket, agent_user)

    message = reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    assert (message.ticket.status, message.ticket.episode) == (TicketStatus.OPEN, 2)
    assert happened(ticket)[-2:] == ["ticket.reopened", "ticket.customer_replied"]


def test_a_word_within_a_month_of_closing_reopens_it(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    closed(ticket, agent_user)
    at = NOON + timedelta(days=30)

    message = reply_by_customer(ticket, actor=by_customer, at=at, words=MORE)

    assert message.ticket.status == TicketStatus.OPEN


def test_a_word_after_a_month_needs_a_new_ticket(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    closed(ticket, agent_user)
    n_messages = Message.objects.count()
    at = NOON + timedelta(days=30, seconds=1)

    with pytest.raises(ReopenWindowClosedError):
        reply_by_customer(ticket, actor=by_customer, at=at, words=MORE)

    assert Message.objects.count() == n_messages


def test_a_note_stays_among_ourselves(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    before = (ticket.public_count, ticket.last_message_excerpt)

    note = add_note(
        ticket, actor=agent, author=agent_user, at=NOON, words=Words("Khách khó tính")
    )

    ticket.refresh_from_db()
    assert note.kind == MessageKind.NOTE
    assert (ticket.public_count, ticket.last_message_excerpt) == before
    assert ticket.first_response_at is None
    assert not owed("ticket-reply")
    assert happened(ticket) == ["ticket.noted"]


def test_a_note_may_be_added_to_a_closed_ticket(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    closed(ticket, agent_user)

    add_note(ticket, actor=agent, author=agent_user, at=NOON, words=Words("Để nhớ"))

    assert happened(ticket)[-1] == "ticket.noted"


def test_no_event_holds_what_a_person_wrote(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    answered(ticket, agent_user)
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=MORE)

    kept = last_event("ticket.replied").data, last_event("ticket.customer_replied").data

    assert "nguồn" not in str(kept)
    assert MORE.body not in str(kept)
