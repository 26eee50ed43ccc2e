"""Files of a ticket over the API: by the token, as safely as by a session."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from foundation.accounts.enums import Scope
from foundation.accounts.models import User
from tests.budgets import queries_of
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import actor_of
from tests.tickets.downloads import get
from tests.tickets.uploads import a_picture, upload
from tickets.actions.attachments import keep_files
from tickets.actions.messages import add_note
from tickets.actions.words import Words
from tickets.models import Attachment, Ticket

TICKETS = "/api/v1/tickets/"


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def program(user: User, *scopes: str) -> Client:
    key = f"key-{user.pk}-{'-'.join(scopes)}"
    ApiTokenFactory(user=user, key=key, scopes=scopes or [Scope.READ])
    return Client(headers={"Authorization": f"Token {key}"})


@pytest.fixture
def api(agent_user: User) -> Client:
    return program(agent_user)


@pytest.fixture
def attach(ticket: Ticket, agent_user: User) -> Callable[[int], list[Attachment]]:
    def note_with(n_files: int) -> list[Attachment]:
        files = keep_files([upload(f"anh{n}.png", a_picture()) for n in range(n_files)])
        note = add_note(
            ticket,
            actor=actor_of(agent_user),
            author=agent_user,
            at=NOON,
            words=Words("", files=files),
        )
        return list(note.attachments.all())

    return note_with


@pytest.fixture
def picture(attach: Callable[[int], list[Attachment]]) -> Attachment:
    (picture,) = attach(1)
    return picture


def path_of(picture: Attachment, number: str = "") -> str:
    return f"{TICKETS}{number or picture.ticket.number}/attachments/{picture.key}/"


def test_the_address_in_the_answer_opens_with_the_same_token(
    picture: Attachment, ticket: Ticket, api: Client
) -> None:
    found = api.get(f"{TICKETS}{ticket.number}/?expand=messages").json()
    (file,) = found["messages"][0]["attachments"]

    response = get(api, file["url"])

    assert file["url"] == path_of(picture)
    assert response.status == 200
    assert response.body[:4] == b"\x89PNG"


def test_a_file_is_as_guarded_as_at_the_desk(picture: Attachment, api: Client) -> None:
    headers = get(api, path_of(picture)).headers

    assert headers["Content-Type"] == "image/png"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-store"


def test_whoever_accepts_pictures_only_gets_one(
    picture: Attachment, api: Client
) -> None:
    assert get(api, path_of(picture), Accept="image/*").status == 200


def test_a_part_can_be_asked_for(picture: Attachment, api: Client) -> None:
    answer = get(api, path_of(picture), Range="bytes=1-3")

    assert (answer.status, answer.body) == (206, b"PNG")


def test_the_file_of_one_ticket_is_not_found_under_another(
    picture: Attachment, api: Client, ticket: Ticket
) -> None:
    other = TicketFactory(team=ticket.team)

    assert api.get(path_of(picture, other.number)).status_code == 404


def test_who_does_not_see_the_ticket_does_not_find_its_file(
    picture: Attachment, other_agent_user: User
) -> None:
    answer = program(other_agent_user).get(path_of(picture))

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "not_found"


def test_it_takes_a_token_that_may_read(
    picture: Attachment, agent_user: User, agent_client: Client
) -> None:
    assert agent_client.get(path_of(picture)).status_code == 401
    assert program(agent_user, Scope.TICKETS).get(path_of(picture)).status_code == 403


def test_a_file_lost_from_the_store_is_absent(
    picture: Attachment, api: Client, store: Path
) -> None:
    (store / str(picture.file.name)).unlink()

    assert api.get(path_of(picture)).status_code == 404


def test_addresses_of_many_files_cost_no_query_each(
    attach: Callable[[int], list[Attachment]], ticket: Ticket, api: Client
) -> None:
    address = f"{TICKETS}{ticket.number}/?expand=messages"
    attach(1)
    few = queries_of(api, address)

    attach(4)
    attach(3)

    assert queries_of(api, address) == few
