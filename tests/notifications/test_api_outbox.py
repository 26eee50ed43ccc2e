from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.events.actions import record
from foundation.events.models import Delivery, Event
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.notifications import OutgoingMessageFactory
from tickets.models import Ticket

OUTBOX, EVENTS, DEAD = "/api/v1/outbox/", "/api/v1/events/", "/api/v1/dead-letters/"


def program(user: User, *scopes: str) -> Client:
    ApiTokenFactory(user=user, key=f"k{user.pk}", scopes=scopes)
    return Client(headers={"Authorization": f"Token k{user.pk}"})


@pytest.fixture
def admin(admin_user: User) -> Client:
    return program(admin_user, "read", "admin")


@pytest.fixture
def event(ticket: Ticket, agent: Actor) -> Event:
    return record(ticket, "ticket.resolved", actor=agent, at=NOON, outcome="solved")


@pytest.fixture
def dead(event: Event) -> Delivery:
    return Delivery.objects.create(
        event=event, receiver="x", state="dead", attempts=5, finished_at=NOON
    )


def results(client: Client, url: str) -> list[dict[str, Any]]:
    answer = client.get(url)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_an_administrator_reads_the_outbox(admin: Client) -> None:
    message = OutgoingMessageFactory()

    (found,) = results(admin, OUTBOX)

    assert found["id"] == message.pk
    assert (found["state"], found["to"]) == ("owed", "ha@thu.example")
    assert found["about"] == {"type": "tickets.ticket", "id": "1"}
    assert found["body"] == "Chị Hà ơi, máy giặt đã chạy tốt.\n"
    assert admin.get(f"{OUTBOX}{message.pk}/").json() == found


@pytest.mark.parametrize("number", ["as stored", "short"])
def test_the_outbox_of_one_ticket(admin: Client, ticket: Ticket, number: str) -> None:
    OutgoingMessageFactory(about_id="0")
    mine = OutgoingMessageFactory(about_id=ref(ticket).id)
    asked = {"as stored": ticket.number, "short": ticket.number.removeprefix("TK-")}

    found = results(admin, f"{OUTBOX}?ticket={asked[number]}")

    assert [message["id"] for message in found] == [mine.pk]


def test_a_ticket_that_does_not_exist_has_no_outbox(admin: Client) -> None:
    OutgoingMessageFactory()

    assert results(admin, f"{OUTBOX}?ticket=TK-1") == []
    assert results(admin, f"{OUTBOX}?ticket=%27") == []


def test_the_outbox_is_narrowed_by_state(admin: Client) -> None:
    OutgoingMessageFactory()
    failed = OutgoingMessageFactory(state="failed")

    found = results(admin, f"{OUTBOX}?state=failed")

    assert [message["id"] for message in found] == [failed.pk]
    assert admin.get(f"{OUTBOX}?state=nonsense").status_code == 400


def test_the_words_of_a_secret_are_not_read(admin: Client, settings: Any) -> None:
    settings.DEMO = False
    OutgoingMessageFactory(is_secret=True, body_text="482913")

    assert results(admin, OUTBOX)[0]["body"] == ""


def test_the_outbox_costs_the_same_for_one_and_for_fifty(admin: Client) -> None:
    OutgoingMessageFactory()
    results(admin, OUTBOX)
    with CaptureQueriesContext(connection) as few:
        results(admin, OUTBOX)
    OutgoingMessageFactory.create_batch(49)
    with CaptureQueriesContext(connection) as many:
        results(admin, OUTBOX)

    assert len(few) == len(many)


def test_an_administrator_reads_the_log(
    admin: Client, event: Event, ticket: Ticket, agent: Actor
) -> None:
    (found,) = results(admin, f"{EVENTS}?verb=ticket.resolved")

    assert found == {
        "id": event.pk,
        "verb": "ticket.resolved",
        "at": "2026-11-20T15:00:00+07:00",
        "subject": {"type": "tickets.ticket", "id": str(ticket.pk)},
        "actor": {"kind": "user", "id": agent.id},
        "data": {"outcome": "solved"},
    }


def test_the_log_of_one_ticket(admin: Client, event: Event, ticket: Ticket) -> None:
    here = results(admin, f"{EVENTS}?ticket={ticket.number}")
    elsewhere = results(admin, f"{EVENTS}?ticket=TK-1")

    assert ([found["id"] for found in here], elsewhere) == ([event.pk], [])


def test_an_administrator_retries_a_dead_letter(admin: Client, dead: Delivery) -> None:
    (found,) = results(admin, DEAD)

    answer = admin.post(f"{DEAD}{dead.pk}/retry/")

    assert (found["receiver"], found["event"]["verb"]) == ("x", "ticket.resolved")
    assert (answer.status_code, answer.json()["state"]) == (200, "owed")
    assert results(admin, DEAD) == []


def test_what_is_not_dead_is_not_found(admin: Client, dead: Delivery) -> None:
    Delivery.objects.update(state="done")

    assert admin.post(f"{DEAD}{dead.pk}/retry/").status_code == 404


@pytest.mark.parametrize("url", [OUTBOX, EVENTS, DEAD])
def test_only_an_administrator_with_the_scope_reads(
    url: str, lead_user: User, admin_user: User
) -> None:
    lead, reader = program(lead_user, "read", "admin"), program(admin_user, "read")

    statuses = [client.get(url).status_code for client in (Client(), lead, reader)]

    assert statuses == [401, 403, 403]
