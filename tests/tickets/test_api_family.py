"""Merging over the API, and taking apart."""

from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.enums import Scope
from foundation.accounts.models import Team, User
from tests.factories.accounts import ApiTokenFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.families import merged
from tickets.models import Ticket


@pytest.fixture
def api(agent_user: User) -> Client:
    ApiTokenFactory(user=agent_user, key="agent", scopes=[Scope.TICKETS])
    return Client(headers={"Authorization": "Token agent"})


@pytest.fixture
def other(customer: Customer, team: Team) -> Ticket:
    return TicketFactory(customer=customer, team=team)


def send(api: Client, ticket: Ticket, verb: str, body: dict[str, Any]) -> Any:
    path = f"/api/v1/tickets/{ticket.number}/{verb}/"
    return api.post(path, body, content_type="application/json")


def test_a_ticket_goes_on_in_another(
    api: Client, ticket: Ticket, other: Ticket
) -> None:
    response = send(api, ticket, "merge", {"into": other.number})

    assert response.status_code == 200
    assert response.json()["number"] == ticket.number
    assert response.json()["merged_into"] == other.number


def test_and_is_taken_out_again(
    api: Client, ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    merged(ticket, other, agent_user)

    response = send(api, ticket, "unmerge", {"take_along": True})

    assert response.status_code == 200
    assert response.json()["merged_into"] is None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"into": "TK-1"}, 400, "unknown"),
        ({"into": 7}, 400, "wrong_type"),
        ({}, 400, "required"),
        ({"into": "TK-90001", "x": 1}, 400, "unknown_field"),
    ],
)
def test_what_names_no_ticket_is_refused(
    api: Client, ticket: Ticket, body: dict[str, Any], status: int, code: str
) -> None:
    response = send(api, ticket, "merge", body)

    assert response.status_code == status
    assert code in {error["code"] for error in response.json()["errors"]}


def test_a_ticket_and_itself_is_a_rule(api: Client, ticket: Ticket) -> None:
    response = send(api, ticket, "merge", {"into": ticket.number})

    assert response.status_code == 422
    assert response.json()["errors"][0]["attr"] == "into"


def test_what_is_not_merged_is_a_conflict(api: Client, ticket: Ticket) -> None:
    response = send(api, ticket, "unmerge", {})

    assert response.status_code == 409


def test_nobody_names_what_they_do_not_see(
    api: Client, ticket: Ticket, customer: Customer, other_team: Team
) -> None:
    hidden = TicketFactory(customer=customer, team=other_team)

    response = send(api, ticket, "merge", {"into": hidden.number})

    assert response.status_code == 400


def test_a_program_that_answers_a_merged_ticket_is_refused(
    api: Client, ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    merged(ticket, other, agent_user)

    response = send(api, ticket, "reply", {"body": "Chị thử lại nhé."})

    assert response.status_code == 409
    assert response.json()["errors"][0]["code"] == "ticket_merged"
