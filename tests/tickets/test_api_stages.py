"""Stages over the API."""

from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.enums import Scope
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.sla import publish, target
from tests.tickets.acting import ASKED, happened
from tickets.actions.opening import open_ticket
from tickets.enums import Metric, Side, Stage
from tickets.models import Ticket, TicketClock


@pytest.fixture
def api(agent_user: User) -> Client:
    ApiTokenFactory(user=agent_user, key="agent", scopes=[Scope.TICKETS])
    return Client(headers={"Authorization": "Token agent"})


@pytest.fixture
def repair(customer: Customer, by_customer: Actor, team: Team) -> Ticket:
    publish("Sửa chữa", target(Metric.STAGE, Side.OURS, 8, stage=Stage.REPAIR))
    ticket = open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)
    Ticket.objects.filter(pk=ticket.pk).update(team=team)
    return ticket


def send(api: Client, ticket: Ticket, body: dict[str, Any]) -> Any:
    path = f"/api/v1/tickets/{ticket.number}/stage/"
    return api.post(path, body, content_type="application/json")


def live() -> list[str]:
    return list(TicketClock.objects.live().values_list("stage", flat=True))


def test_a_stage_is_begun(api: Client, repair: Ticket) -> None:
    response = send(api, repair, {"stage": "repair"})

    assert response.status_code == 200
    assert response.json()["number"] == repair.number
    assert response.json()["due_at"] is not None
    assert live() == ["repair"]


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_ends_the_one_that_runs(
    api: Client, repair: Ticket, nothing: str | None
) -> None:
    send(api, repair, {"stage": "repair"})

    response = send(api, repair, {"stage": nothing})

    assert response.status_code == 200
    assert live() == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"stage": "quote"}, 422, "stage_unknown"),
        ({"stage": "party"}, 400, "invalid_choice"),
        ({}, 400, "required"),
        ({"stage": "repair", "x": 1}, 400, "unknown_field"),
    ],
)
def test_another_stage_is_refused(
    api: Client, repair: Ticket, body: dict[str, Any], status: int, code: str
) -> None:
    response = send(api, repair, body)

    assert response.status_code == status
    assert response.json()["errors"][0]["code"] == code
    assert "ticket.stage_started" not in happened(repair)
