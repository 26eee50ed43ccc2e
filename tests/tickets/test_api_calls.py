"""An exchange logs its calls."""

from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tickets.models import Call, CallTask, Ticket

CALLS = "/api/v1/calls/"


@pytest.fixture
def exchange(agent_user: User) -> Client:
    ApiTokenFactory(user=agent_user, key="exchange")
    return Client(headers={"Authorization": "Token exchange"})


def post(client: Client, key: str = "", **changes: Any) -> Any:
    body = {
        "direction": "in",
        "outcome": "missed",
        "phone": "+84903442218",
        "queue_seconds": 40,
        "ring_seconds": 15,
        **changes,
    }
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(CALLS, body, "application/json", headers=headers)


def test_a_missed_call_is_logged_and_asked_back(
    exchange: Client, customer: Customer
) -> None:
    answer = post(exchange)

    assert answer.status_code == 201
    assert answer.json()["customer"] == customer.pk
    assert answer.json()["agent"] is None
    assert (answer.json()["queue_seconds"], answer.json()["talk_seconds"]) == (40, 0)
    assert CallTask.objects.get().customer == customer


def test_the_same_request_twice_is_one_call(
    exchange: Client, customer: Customer
) -> None:
    first, second = post(exchange, "a"), post(exchange, "a")

    assert first.json() == second.json()
    assert Call.objects.count() == 1


def test_an_answered_call_is_its_agents_and_on_its_ticket(
    exchange: Client, ticket: Ticket, lead_user: User
) -> None:
    answer = post(
        exchange,
        outcome="answered",
        talk_seconds=65,
        ticket=ticket.number,
        agent=lead_user.email,
        started_at=NOON.isoformat(),
    )

    assert answer.json()["ticket"] == ticket.number
    assert answer.json()["agent"]["id"] == lead_user.pk
    assert answer.json()["started_at"].startswith("2026-11-20T15:00")


def test_the_owner_of_the_token_called_where_nobody_is_named(
    exchange: Client, agent_user: User
) -> None:
    answer = post(exchange, direction="out", outcome="no_answer")

    assert answer.json()["agent"]["id"] == agent_user.pk


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"outcome": "talked"}, 400, "outcome"),
        ({"ticket": "TK-1"}, 400, "ticket"),
        ({"customer": 999_999_999}, 400, "customer"),
        ({"ring_seconds": -1}, 400, "ring_seconds"),
        ({"talk_seconds": 5}, 422, "talk_seconds"),
        ({"phone": "12"}, 422, "phone"),
    ],
)
def test_nonsense_is_refused(
    exchange: Client, changes: dict[str, Any], status: int, field: str
) -> None:
    answer = post(exchange, **changes)

    assert answer.status_code == status
    assert field in str(answer.json())
    assert not Call.objects.exists()


def test_calls_are_read_and_narrowed(exchange: Client, customer: Customer) -> None:
    post(exchange)
    post(exchange, direction="out", outcome="no_answer")

    missed = exchange.get(CALLS, {"outcome": "missed"}).json()["results"]

    assert [call["outcome"] for call in missed] == ["missed"]
    assert len(exchange.get(CALLS).json()["results"]) == 2


def test_another_teams_calls_are_not_read(
    exchange: Client, ticket: Ticket, other_agent_user: User
) -> None:
    post(exchange, ticket=ticket.number)
    ApiTokenFactory(user=other_agent_user, key="other")

    other = Client(headers={"Authorization": "Token other"})

    assert other.get(CALLS).json()["results"] == []
