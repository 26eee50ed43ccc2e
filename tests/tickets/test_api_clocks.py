"""The clocks of a ticket over the API."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.factories.sla import publish
from tests.tickets.acting import ASKED
from tests.tickets.test_api_tickets import TICKETS, caller, numbers
from tickets.actions.opening import open_ticket
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import WaitReason
from tickets.models import Ticket

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HOUR = 3600


@pytest.fixture
def api(agent_user: User) -> Client:
    return caller(agent_user)


@pytest.fixture
def promised(customer: Customer, agent_user: User, by_customer: Actor) -> Ticket:
    publish()
    return open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)


def test_each_clock_is_given_with_its_steps(
    api: Client, promised: Ticket, agent: Actor
) -> None:
    wait_for(promised, actor=agent, reason=WaitReason.CUSTOMER, at=AT)
    resume_ticket(promised, actor=agent, at=AT + timedelta(minutes=30))

    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        found = api.get(f"{TICKETS}{promised.number}/clocks/").json()

    first = found[0]
    assert [(row["metric"], row["side"]) for row in found] == [
        ("first_response", "ours"),
        ("resolution", "promised"),
        ("resolution", "ours"),
    ]
    assert first["policy"] == {"name": "Tiêu chuẩn", "version": 1}
    assert first["target_seconds"] == 2 * HOUR
    assert first["worked_seconds"] == HOUR // 2
    assert first["remaining_seconds"] == 2 * HOUR - HOUR // 2
    assert first["is_headline"]
    assert first["explanation"][0]["kind"] == "pause"
    assert first["explanation"][0]["name"] == "customer"
    assert first["explanation"][0]["by"]["id"] == agent.user_id
    assert sum(step["seconds"] for step in first["explanation"]) == 2 * HOUR


def test_a_late_clock_has_less_than_nothing_left(api: Client, promised: Ticket) -> None:
    with time_machine.travel(AT + timedelta(hours=2, minutes=10), tick=False):
        found = api.get(f"{TICKETS}{promised.number}/clocks/").json()

    assert found[0]["remaining_seconds"] == -600


def test_a_ticket_without_clocks_has_an_empty_list(api: Client, ticket: Ticket) -> None:
    assert api.get(f"{TICKETS}{ticket.number}/clocks/").json() == []


def test_a_ticket_says_when_it_is_due(
    api: Client, promised: Ticket, ticket: Ticket
) -> None:
    due = api.get(f"{TICKETS}{promised.number}/").json()["due_at"]

    assert datetime.fromisoformat(due) == AT + timedelta(hours=2)
    assert api.get(f"{TICKETS}{ticket.number}/").json()["due_at"] is None


@pytest.mark.parametrize(
    ("due", "fits"), [("late", False), ("1h", False), ("4h", True), ("today", True)]
)
def test_a_list_can_be_narrowed_by_due_time(
    api: Client, promised: Ticket, ticket: Ticket, due: str, fits: bool
) -> None:
    with time_machine.travel(AT, tick=False):
        found = numbers(api.get(TICKETS, {"due": due}))

    assert (found == [promised.number]) is fits


def test_an_unknown_due_time_is_refused(api: Client, promised: Ticket) -> None:
    assert api.get(TICKETS, {"due": "soonish"}).status_code == 400
