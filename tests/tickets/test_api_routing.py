"""Why a ticket is whose it is, over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from foundation.accounts.models import Team, User
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory, SkillFactory, StaffFactory
from tests.factories.tickets import TicketFactory
from tickets.actions.routing import route_waiting
from tickets.enums import TicketKind
from tickets.models import RoutingSettings, Ticket


@pytest.fixture
def api(lead_user: User) -> Client:
    ApiTokenFactory.create(user=lead_user, key="k")
    return Client(headers={"Authorization": "Token k"})


@pytest.fixture
def routed(agent_user: User, team: Team) -> Ticket:
    RoutingSettings.objects.update_or_create(pk=1, defaults={"is_enabled": True})
    TicketFactory.create(assignee=StaffFactory.create(name="Phan Bảo Ngọc", team=team))
    ticket = TicketFactory.create(team=team, opened_at=NOON - timedelta(minutes=5))
    route_waiting(NOON)
    return Ticket.objects.get(pk=ticket.pk)


def asked(api: Client, ticket: Ticket) -> Any:
    return api.get(f"/api/v1/tickets/{ticket.number}/routing/").json()


def test_everybody_considered_is_named(
    api: Client, routed: Ticket, agent_user: User
) -> None:
    answer = asked(api, routed)

    assert answer["assignee"]["id"] == agent_user.pk
    assert answer["supervised_since"] is None
    (decision,) = answer["decisions"]
    assert decision["reason"] == "least_loaded"
    assert decision["agent"] == {"id": agent_user.pk, "name": agent_user.name}
    assert [one["verdict"] for one in decision["candidates"]] == ["chosen", "busier"]
    assert decision["candidates"][1]["agent"]["name"] == "Phan Bảo Ngọc"
    assert decision["candidates"][1]["load"] == 1


def test_what_is_missing_is_said_by_code(api: Client, routed: Ticket) -> None:
    SkillFactory.create(code="complaint", dimension="kind")
    stuck = TicketFactory.create(kind=TicketKind.COMPLAINT, opened_at=NOON)
    route_waiting(NOON)

    (decision,) = asked(api, stuck)["decisions"]

    assert (decision["reason"], decision["agent"]) == ("nobody", None)
    assert decision["required_skills"] == ["complaint"]
    assert decision["candidates"][0]["missing"] == ["complaint"]


def test_a_ticket_that_was_never_routed_has_no_decisions(
    api: Client, ticket: Ticket
) -> None:
    assert asked(api, ticket)["decisions"] == []
