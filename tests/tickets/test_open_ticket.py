from dataclasses import replace
from typing import Any

import pytest

from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.notifications.rendering import render
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.customers import EmailFactory
from tests.tickets.acting import ASKED, happened, last_event, owed
from tickets.actions.opening import open_ticket, verify_tickets_of
from tickets.enums import AuthorKind, Priority, TicketChannel, TicketKind, TicketStatus
from tickets.errors import (
    AgentUnavailableError,
    EmptyMessageError,
    EmptySubjectError,
    MessageTooLongError,
    TeamUnavailableError,
)
from tickets.models import Ticket

MARKER = "mua-ngay-re-nhat"


def test_a_request_becomes_a_new_ticket_with_its_first_message(
    customer: Customer, by_customer: Actor
) -> None:
    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    message = ticket.messages.get()
    assert ticket.number.startswith("TK-")
    assert (ticket.status, ticket.public_count) == (TicketStatus.NEW, 1)
    assert (ticket.opened_at, ticket.waiting_since) == (NOON, NOON)
    assert (message.author_kind, message.body) == ("customer", ASKED.body)
    assert ticket.last_message_excerpt == ASKED.body


def test_opening_shows_on_the_timelines_of_customer_and_unit(
    customer: Customer, by_customer: Actor
) -> None:
    unit = UnitFactory(owner=customer)

    ticket = open_ticket(
        customer, actor=by_customer, at=NOON, opening=replace(ASKED, unit=unit)
    )

    event = last_event("ticket.opened")
    things = set(event.links.values_list("type", "thing_id"))
    assert things == {
        ("tickets.ticket", str(ticket.pk)),
        ("customers.customer", str(customer.pk)),
        ("catalog.unit", str(unit.pk)),
    }
    assert event.data["unit_id"] == unit.pk
    assert ASKED.subject not in str(event.data)


def test_two_requests_get_two_numbers(customer: Customer, by_customer: Actor) -> None:
    first = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    second = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    assert first.number != second.number


def test_the_customer_is_told_that_we_have_it(
    customer: Customer, by_customer: Actor
) -> None:
    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    (message,) = owed("ticket-received")
    assert message.about_id == str(ticket.pk)
    assert message.context["subject"] == ASKED.subject
    assert message.context["path"] == f"/my/tickets/{ticket.number}/"


def test_a_customer_without_login_gets_the_tracking_link(
    customer: Customer, by_customer: Actor
) -> None:
    customer.login = None
    customer.save()

    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    (message,) = owed("ticket-received")
    assert message.context["path"] == f"/t/{ticket.access_key}/"


def test_the_same_form_sent_twice_is_one_ticket(
    customer: Customer, by_customer: Actor
) -> None:
    form = replace(ASKED, client_key="a" * 32)
    first = open_ticket(customer, actor=by_customer, at=NOON, opening=form)

    second = open_ticket(customer, actor=by_customer, at=NOON, opening=form)

    assert second == first
    assert happened(first) == ["ticket.opened"]
    assert len(owed("ticket-received")) == 1


def test_the_form_key_of_another_customer_opens_nothing_of_theirs(
    customer: Customer, other_customer: Customer, by_customer: Actor
) -> None:
    form = replace(ASKED, client_key="a" * 32)
    theirs = open_ticket(other_customer, actor=by_customer, at=NOON, opening=form)

    mine = open_ticket(customer, actor=by_customer, at=NOON, opening=form)

    assert mine != theirs
    assert mine.customer == customer


def test_what_a_colleague_writes_down_is_the_callers_word(
    customer: Customer, agent: Actor, agent_user: User
) -> None:
    call = replace(ASKED, channel=TicketChannel.PHONE, taken_by=agent_user)

    ticket = open_ticket(customer, actor=agent, at=NOON, opening=call)

    message = ticket.messages.get()
    assert (message.author_kind, message.author_user) == (
        AuthorKind.CUSTOMER,
        agent_user,
    )
    assert message.channel == TicketChannel.PHONE


def test_an_owner_brings_their_team_along(
    customer: Customer, agent: Actor, agent_user: User, team: Team
) -> None:
    opening = replace(
        ASKED, assignee=agent_user, kind=TicketKind.WARRANTY, priority=Priority.HIGH
    )

    ticket = open_ticket(customer, actor=agent, at=NOON, opening=opening)

    assert (ticket.assignee, ticket.team) == (agent_user, team)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"subject": " \u200b "}, EmptySubjectError),
        ({"body": "\n\t"}, EmptyMessageError),
        ({"body": "x" * 20_001}, MessageTooLongError),
    ],
)
def test_a_request_without_sense_opens_nothing(
    customer: Customer,
    by_customer: Actor,
    changes: dict[str, Any],
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        open_ticket(
            customer, actor=by_customer, at=NOON, opening=replace(ASKED, **changes)
        )

    assert not Ticket.objects.exists()


def test_somebody_who_left_owns_nothing_new(
    customer: Customer, agent: Actor, agent_user: User
) -> None:
    agent_user.is_active = False

    with pytest.raises(AgentUnavailableError):
        open_ticket(
            customer,
            actor=agent,
            at=NOON,
            opening=replace(ASKED, assignee=agent_user),
        )


def test_a_team_out_of_use_gets_nothing_new(
    customer: Customer, agent: Actor, team: Team
) -> None:
    team.is_active = False

    with pytest.raises(TeamUnavailableError):
        open_ticket(customer, actor=agent, at=NOON, opening=replace(ASKED, team=team))


def test_to_an_unproven_address_goes_no_word_of_the_sender(
    customer: Customer, by_customer: Actor
) -> None:
    customer.name = f"Chị {MARKER}"
    customer.save()
    EmailFactory(customer=customer, value="ha@thu.example")
    doubted = replace(ASKED, subject=MARKER, body=MARKER, is_verified=False)

    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=doubted)

    (message,) = owed("ticket-received")
    words = render(message)
    assert MARKER not in words.subject + words.text + words.html
    assert MARKER not in str(message.context) + message.recipient_name
    assert f"/t/{ticket.access_key}/" in words.text


def test_an_unproven_address_is_answered_three_times_an_hour(
    customer: Customer, by_customer: Actor
) -> None:
    doubted = replace(ASKED, is_verified=False, source="203.0.113.0/24")

    [
        open_ticket(customer, actor=by_customer, at=NOON, opening=doubted)
        for _n in range(5)
    ]

    assert Ticket.objects.count() == 5
    assert len(owed("ticket-received")) == 3


def test_the_acknowledgement_reads_as_a_person_would_write_it(
    customer: Customer, by_customer: Actor
) -> None:
    EmailFactory(customer=customer, value="ha@thu.example")

    open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    words = render(owed("ticket-received")[0])
    assert "Chào chị Hà," in words.text
    assert ASKED.subject in words.subject


def test_a_proved_address_makes_its_guest_tickets_believed(
    customer: Customer, by_customer: Actor
) -> None:
    doubted = replace(ASKED, is_verified=False)
    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=doubted)

    count = verify_tickets_of(customer, actor=by_customer, at=NOON)

    ticket.refresh_from_db()
    assert (count, ticket.is_verified) == (1, True)
    assert happened(ticket) == ["ticket.opened", "ticket.verified"]
    assert verify_tickets_of(customer, actor=by_customer, at=NOON) == 0
