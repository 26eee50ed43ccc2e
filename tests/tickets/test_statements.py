"""What the everyday verbs cost the database: twenty statements at most."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.calendars import CalendarWindowFactory
from tests.factories.sla import publish
from tests.tickets.acting import ASKED, actor_of, answered, resolved
from tickets.actions.assignment import assign_ticket, take_ticket
from tickets.actions.messages import reply_by_customer
from tickets.actions.opening import open_ticket
from tickets.actions.waiting import wait_for
from tickets.actions.words import Words
from tickets.enums import WaitReason
from tickets.models import Ticket

MOST = 20
# Once in a ticket's life the answer also takes it out of the queue: two verbs in one.
MOST_WITH_TAKING = 22

Verb = Callable[[Ticket, User], object]


VERBS: dict[str, Verb] = {
    "reply": lambda ticket, user: answered(ticket, user, client_key="k"),
    "resolve": resolved,
}


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_of_an_agent_is_cheap(
    name: str, ticket: Ticket, agent_user: User
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent_user)

    with CaptureQueriesContext(connection) as context:
        VERBS[name](ticket, agent_user)

    assert len(context) <= MOST


def test_giving_a_ticket_away_is_cheap(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    with CaptureQueriesContext(connection) as context:
        assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user, summary="Đã thử")

    assert len(context) <= MOST


def test_passing_a_ticket_on_is_cheap(
    ticket: Ticket, agent: Actor, lead: Actor, agent_user: User, lead_user: User
) -> None:
    assign_ticket(ticket, actor=lead, at=NOON, agent=agent_user)

    with CaptureQueriesContext(connection) as context:
        assign_ticket(ticket, actor=agent, at=NOON, agent=lead_user, summary="Đã thử")

    assert len(context) <= MOST


def test_answering_out_of_the_queue_is_cheap(ticket: Ticket, agent_user: User) -> None:
    with CaptureQueriesContext(connection) as context:
        answered(ticket, agent_user, client_key="k")

    assert len(context) <= MOST_WITH_TAKING


def test_a_word_of_the_customer_is_cheap(ticket: Ticket, by_customer: Actor) -> None:
    with CaptureQueriesContext(connection) as context:
        reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Alo"))

    assert len(context) <= MOST


def test_opening_a_ticket_is_cheap(customer: Customer, by_customer: Actor) -> None:
    with CaptureQueriesContext(connection) as context:
        open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    assert len(context) <= MOST


@pytest.fixture
def timed(customer: Customer, by_customer: Actor, agent_user: User) -> Ticket:
    """A ticket of the agent with four clocks, in a house with a calendar."""
    CalendarWindowFactory(calendar__is_default=True)
    publish()
    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)
    return take_ticket(ticket, actor=actor_of(agent_user), agent=agent_user, at=NOON)


TIMED: dict[str, Verb] = {
    **VERBS,
    "wait": lambda ticket, user: wait_for(
        ticket, actor=actor_of(user), reason=WaitReason.PART, at=NOON
    ),
    "resolve": resolved,
    "a word of the customer": lambda ticket, user: reply_by_customer(
        ticket, actor=actor_of(user), at=NOON, words=Words("Alo")
    ),
}


@pytest.mark.parametrize("name", sorted(TIMED))
def test_clocks_keep_a_verb_cheap(name: str, timed: Ticket, agent_user: User) -> None:
    with CaptureQueriesContext(connection) as context:
        TIMED[name](timed, agent_user)

    assert len(context) <= MOST


def test_opening_a_ticket_with_clocks_is_cheap(
    timed: Ticket, customer: Customer, by_customer: Actor
) -> None:
    with CaptureQueriesContext(connection) as context:
        open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)

    assert len(context) <= MOST
