import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.events.actions import record
from foundation.events.models import Delivery, Event
from tests.conftest import NOON
from tickets.models import Ticket

LIST, DEAD = "/desk/events/", "/desk/events/dead/"


@pytest.fixture
def event(ticket: Ticket, agent: Actor) -> Event:
    return record(ticket, "ticket.resolved", actor=agent, at=NOON, outcome="solved")


@pytest.fixture
def dead(event: Event) -> Delivery:
    return Delivery.objects.create(
        event=event,
        receiver="surveys.receivers.invite",
        state="dead",
        attempts=5,
        finished_at=NOON,
        error="RuntimeError: the line is bad",
    )


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_log_says_who_did_what_with_what(
    event: Event, ticket: Ticket, lead_client: Client
) -> None:
    html = page(lead_client)

    assert "Trần Minh Quân" in html
    assert "ticket.resolved" in html
    assert "outcome=solved" in html
    assert f"/desk/tickets/{ticket.number}/" in html


def test_the_log_is_narrowed_by_verb(event: Event, lead_client: Client) -> None:
    assert "outcome=solved" not in page(lead_client, f"{LIST}?verb=ticket.opened")


def test_the_log_is_narrowed_to_one_thing(
    event: Event, ticket: Ticket, lead_client: Client
) -> None:
    here = page(lead_client, f"{LIST}?thing=tickets.ticket:{ticket.pk}")
    elsewhere = page(lead_client, f"{LIST}?thing=tickets.ticket:0")

    assert ("outcome=solved" in here, "outcome=solved" in elsewhere) == (True, False)


def test_who_sees_one_team_learns_no_names_of_others_from_the_log(
    event: Event, ticket: Ticket, lead_client: Client, lead_user: User
) -> None:
    User.objects.filter(pk=lead_user.pk).update(sees="team")

    assert ticket.subject not in page(lead_client)


def test_an_agent_does_not_read_the_log(event: Event, agent_client: Client) -> None:
    assert agent_client.get(LIST).status_code == 403
    assert agent_client.get(DEAD).status_code == 403


def test_the_log_costs_the_same_for_one_and_for_fifty(
    event: Event, ticket: Ticket, agent: Actor, lead_client: Client
) -> None:
    page(lead_client)
    with CaptureQueriesContext(connection) as few:
        page(lead_client)
    [record(ticket, "ticket.noted", actor=agent, at=NOON) for _ in range(49)]
    with CaptureQueriesContext(connection) as many:
        page(lead_client)

    assert len(few) == len(many)
    assert len(many) <= 14


def test_what_was_given_up_is_seen_with_its_reason(
    dead: Delivery, lead_client: Client
) -> None:
    html = page(lead_client, DEAD)

    assert "surveys.receivers.invite" in html
    assert "RuntimeError: the line is bad" in html
    assert "1 việc đã bỏ cuộc" in page(lead_client)


def test_a_lead_retries_what_was_given_up(dead: Delivery, lead_client: Client) -> None:
    response = lead_client.post(f"{DEAD}{dead.pk}/retry/")

    dead.refresh_from_db()
    assert response.status_code == 302
    assert (dead.state, dead.attempts) == ("owed", 0)


def test_what_was_not_given_up_is_not_found(
    dead: Delivery, lead_client: Client
) -> None:
    Delivery.objects.update(state="done")

    assert lead_client.post(f"{DEAD}{dead.pk}/retry/").status_code == 404


def test_an_agent_may_not_retry(dead: Delivery, agent_client: Client) -> None:
    assert agent_client.post(f"{DEAD}{dead.pk}/retry/").status_code == 403
