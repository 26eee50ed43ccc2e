"""Tags and snoozes over the API."""

from typing import Any

import pytest
from django.test import Client

from foundation.accounts.enums import Scope
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.tickets.acting import happened
from tickets.actions.tags import make_tag, retire_tag, set_tags
from tickets.models import Tag, Ticket


@pytest.fixture
def api(agent_user: User) -> Client:
    ApiTokenFactory(user=agent_user, key="agent", scopes=[Scope.READ, Scope.TICKETS])
    return Client(headers={"Authorization": "Token agent"})


@pytest.fixture
def lot(agent: Actor) -> Tag:
    return make_tag("Lô 2409", actor=agent, at=NOON)


def send(api: Client, ticket: Ticket, verb: str, body: dict[str, Any]) -> Any:
    path = f"/api/v1/tickets/{ticket.number}/{verb}/"
    return api.post(path, body, content_type="application/json")


def test_tags_are_named_in_any_spelling(api: Client, ticket: Ticket, lot: Tag) -> None:
    answer = send(api, ticket, "tag", {"add": ["lo 2409"]})

    assert (answer.status_code, answer.json()["tags"]) == (200, ["Lô 2409"])
    listed = api.get("/api/v1/tickets/").json()
    assert listed["results"][0]["tags"] == ["Lô 2409"]


def test_a_word_that_is_no_tag_is_refused(api: Client, ticket: Ticket) -> None:
    answer = send(api, ticket, "tag", {"add": ["lô nào đó"]})

    assert answer.status_code == 400
    assert happened(ticket) == []


def test_a_retired_tag_can_be_taken_off_and_not_put_on(
    api: Client, ticket: Ticket, lot: Tag, agent: Actor
) -> None:
    set_tags(ticket, add=[lot], actor=agent, at=NOON)
    retire_tag(lot, actor=agent, at=NOON)

    assert send(api, ticket, "tag", {"remove": ["Lô 2409"]}).json()["tags"] == []
    assert send(api, ticket, "tag", {"add": ["Lô 2409"]}).status_code == 409


def test_it_is_put_aside_and_woken(api: Client, ticket: Ticket) -> None:
    aside = send(api, ticket, "snooze", {"until": None})
    woken = send(api, ticket, "wake", {})

    assert aside.json()["snoozed_at"] is not None
    assert aside.json()["snoozed_until"] is None
    assert woken.json()["snoozed_at"] is None


def test_a_moment_that_is_over_is_refused(api: Client, ticket: Ticket) -> None:
    answer = send(api, ticket, "snooze", {"until": "2020-01-01T08:00:00Z"})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (
        422,
        "snooze_past",
    )
