"""A forgotten password, and the links that set a new one."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from foundation.accounts import verbs
from foundation.accounts.actions.passwords import (
    request_password_reset,
    set_password_by_link,
)
from foundation.accounts.errors import LinkError
from foundation.accounts.models import RateCounter, User
from foundation.accounts.queries import INVITATION, RESET, password_link
from foundation.accounts.throttles import RESET_BY_ACCOUNT
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.receivers import send_password_reset
from tests.conftest import NOON, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-rat-dai"


def token_of(user: User, purpose: str = RESET) -> str:
    return password_link(user, purpose).split("/")[-2]


def test_the_owner_of_an_address_is_sent_a_link(
    client: Client, agent_user: User
) -> None:
    client.post("/desk/password/forgotten/", {"email": "QUAN@hongha.example"})
    send_password_reset(Event.objects.get(verb=verbs.STAFF_PASSWORD_RESET_REQUESTED))

    message = OutgoingMessage.objects.get()
    assert message.address == agent_user.email
    assert message.is_secret
    assert message.context["link_path"].startswith("/desk/password/")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    client: Client, agent_user: User
) -> None:
    known = client.post("/desk/password/forgotten/", {"email": "quan@hongha.example"})
    unknown = client.post("/desk/password/forgotten/", {"email": "anna@hongha.example"})

    assert known.status_code == unknown.status_code == 200
    page = unknown.content.replace(b"anna@", b"quan@")
    assert strip_secrets(page) == strip_secrets(known.content)
    assert Event.objects.count() == 1


def strip_secrets(page: bytes) -> bytes:
    """The page without what differs on every request."""
    import re

    return re.sub(
        rb'(nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+")',
        b"",
        page,
    )


def test_the_link_leads_to_a_page_without_the_secret_in_its_address(
    client: Client, agent_user: User
) -> None:
    response = client.get(password_link(agent_user, RESET))

    assert response["Location"] == "/desk/password/new/"
    assert response["Referrer-Policy"] == "no-referrer"
    assert client.get("/desk/password/new/").status_code == 200


def test_a_new_password_ends_every_session_and_the_link(
    client: Client, agent_user: User
) -> None:
    elsewhere = signed_in(agent_user)
    path = password_link(agent_user, RESET)
    client.get(path)

    response = client.post("/desk/password/new/", {"password": PASSWORD})

    agent_user.refresh_from_db()
    assert response["Location"] == "/desk/sign-in/"
    assert agent_user.check_password(PASSWORD)
    assert elsewhere.get("/desk/totp/").status_code == 302
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("password", ["", "ngan", "12345678901", "quan@hongha.example"])
def test_a_weak_password_is_refused(
    client: Client, agent_user: User, password: str
) -> None:
    client.get(password_link(agent_user, RESET))

    response = client.post("/desk/password/new/", {"password": password})

    assert response.status_code == 422
    assert not Event.objects.exists()


@pytest.mark.parametrize("token", [" ", "null", "x" * 301, "a:b:c", "eyJ1IjoxfQ:1:2"])
def test_a_link_that_is_none_is_404(client: Client, token: str) -> None:
    assert client.get(f"/desk/password/{token}/").status_code == 404


def test_without_a_link_the_form_is_404(client: Client) -> None:
    assert client.get("/desk/password/new/").status_code == 404


def test_a_truncated_link_is_404(client: Client, agent_user: User) -> None:
    path = password_link(agent_user, RESET)

    assert client.get(path[:-3] + "/").status_code == 404


def test_a_reset_is_good_for_an_hour_and_an_invitation_for_a_week(
    agent_user: User,
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        reset, invitation = token_of(agent_user), token_of(agent_user, INVITATION)
        clock.shift(timedelta(hours=1, seconds=2))
        with pytest.raises(LinkError):
            set_password_by_link(reset, password=PASSWORD, at=NOON)
        clock.shift(timedelta(days=6))
        set_password_by_link(invitation, password=PASSWORD, at=NOON)
    agent_user.refresh_from_db()

    assert agent_user.check_password(PASSWORD)


def test_a_link_works_once(agent_user: User) -> None:
    token = token_of(agent_user)
    set_password_by_link(token, password=PASSWORD, at=NOON)

    with pytest.raises(LinkError):
        set_password_by_link(token, password="mot-mat-khau-khac", at=NOON)


def test_a_closed_login_asks_and_sets_nothing(agent_user: User) -> None:
    token = token_of(agent_user)
    User.objects.update(is_active=False)
    request_password_reset("quan@hongha.example", at=NOON)

    with pytest.raises(LinkError):
        set_password_by_link(token, password=PASSWORD, at=NOON)
    assert not Event.objects.exists()


def test_asking_again_and_again_is_told_to_wait(client: Client, settings: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        client.post("/desk/password/forgotten/", {"email": "a@b.vn"})
        RateCounter.objects.update(count=RESET_BY_ACCOUNT.limit)

        response = client.post("/desk/password/forgotten/", {"email": "a@b.vn"})

    assert response.status_code == 429


def test_a_password_is_kept_as_argon2_of_modest_size(agent_user: User) -> None:
    agent_user.set_password(PASSWORD)

    assert agent_user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
