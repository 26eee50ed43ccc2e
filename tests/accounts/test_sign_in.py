"""The door of the desk: password, second step, and how long it stays open."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from foundation.accounts import verbs
from foundation.accounts.actions.people import deactivate_staff
from foundation.accounts.actions.second_step import reset_totp, set_up_totp
from foundation.accounts.models import RateCounter, User
from foundation.accounts.throttles import SIGN_IN_BY_ACCOUNT
from foundation.core.actor import SYSTEM, staff_actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.accounts import CustomerLoginFactory, StaffFactory

pytestmark = pytest.mark.django_db
URL = "/desk/sign-in/"
PASSWORD = "mot-mat-khau-rat-dai"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def user(agent_user: User) -> User:
    agent_user.set_password(PASSWORD)
    agent_user.save()
    return agent_user


@pytest.fixture
def codes(user: User) -> list[str]:
    return set_up_totp(
        user, secret=SECRET, code=code_at(NOON), actor=staff_actor(user.pk), at=NOON
    )


def code_at(at: datetime) -> str:
    return format_hotp_value(hotp_value(SECRET, int(at.timestamp()) // 30))


def sign_in(client: Client, **change: str) -> Any:
    return client.post(
        URL, {"email": "quan@hongha.example", "password": PASSWORD, **change}
    )


def test_without_an_app_the_first_sign_in_leads_to_set_up_and_nowhere_else(
    client: Client, user: User
) -> None:
    assert sign_in(client)["Location"] == "/desk/"
    assert client.get("/desk/people/")["Location"] == "/desk/totp/"
    page = client.get("/desk/totp/")

    secret = re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.content.decode())
    assert secret is not None
    assert b"data:image/svg+xml" in page.content


def test_the_first_code_opens_the_desk_and_shows_the_recovery_codes_once(
    client: Client, user: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in(client)
        client.get("/desk/totp/")
        secret = client.session["staff_totp_secret"]
        counter = int(NOON.timestamp()) // 30
        code = format_hotp_value(hotp_value(secret, counter))
        before = client.session.session_key
        done = client.post("/desk/totp/", {"code": f"{code[:3]} {code[3:]}"})

    assert len(re.findall(r">[0-9]{8}<", done.content.decode())) == 10
    assert client.session.session_key != before
    assert "staff_needs_totp" not in client.session
    assert Event.objects.filter(verb=verbs.STAFF_TOTP_SET_UP).exists()


def test_a_wrong_first_code_ties_nothing(client: Client, user: User) -> None:
    sign_in(client)
    client.get("/desk/totp/")

    response = client.post("/desk/totp/", {"code": "000000"})

    assert response.status_code == 422
    assert client.get("/desk/people/")["Location"] == "/desk/totp/"


def test_in_demo_mode_the_second_step_is_left_to_choice(
    client: Client, user: User, settings: Any
) -> None:
    settings.DEMO = True
    sign_in(client)

    assert client.get("/desk/totp/").status_code == 200
    assert "staff_needs_totp" not in client.session


def test_with_an_app_the_password_alone_opens_nothing(
    client: Client, user: User, codes: list[str]
) -> None:
    response = sign_in(client, next="/desk/people/")

    assert response["Location"] == "/desk/sign-in/code/"
    assert "_auth_user_id" not in client.session
    assert client.get("/desk/people/")["Location"].startswith("/desk/sign-in/")


def test_the_code_of_the_app_opens_the_desk_once(
    client: Client, user: User, codes: list[str]
) -> None:
    later = NOON + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        sign_in(client, next="/desk/totp/")
        response = client.post("/desk/sign-in/code/", {"code": code_at(later)})
        signed_in = client.session["_auth_user_id"]
        other = Client()
        sign_in(other)
        again = other.post("/desk/sign-in/code/", {"code": code_at(later)})

    assert response["Location"] == "/desk/totp/"
    assert signed_in == str(user.pk)
    assert again.status_code == 422


def test_a_recovery_code_opens_the_desk_once(
    client: Client, user: User, codes: list[str]
) -> None:
    sign_in(client)
    response = client.post("/desk/sign-in/code/?recovery", {"code": codes[0]})
    other = Client()
    sign_in(other)
    again = other.post("/desk/sign-in/code/?recovery", {"code": codes[0]})

    assert response["Location"] == "/desk/"
    assert again.status_code == 422
    assert Event.objects.filter(verb=verbs.STAFF_RECOVERY_CODE_USED).count() == 1


def test_the_code_page_needs_a_password_first(client: Client) -> None:
    assert client.get("/desk/sign-in/code/")["Location"] == URL


def test_a_pending_sign_in_ends_with_the_rights_it_began_with(
    client: Client, user: User, codes: list[str]
) -> None:
    sign_in(client)
    deactivate_staff(user, actor=SYSTEM, at=NOON)

    assert client.get("/desk/sign-in/code/")["Location"] == URL


def test_after_a_reset_the_next_sign_in_sets_up_a_new_app(
    client: Client, user: User, codes: list[str]
) -> None:
    reset_totp(user, actor=SYSTEM, at=NOON)

    assert sign_in(client)["Location"] == "/desk/"
    assert client.session["staff_needs_totp"]


@pytest.mark.parametrize(
    "change",
    [
        {"password": "sai-mat-khau"},
        {"email": "nobody@hongha.example"},
        {"email": "closed@hongha.example"},
        {"email": "invited@hongha.example"},
    ],
)
def test_every_refusal_says_the_same(
    client: Client, user: User, change: dict[str, str]
) -> None:
    closed = StaffFactory(email="closed@hongha.example", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    StaffFactory(email="invited@hongha.example")

    response = sign_in(client, **change)

    assert response.status_code == 422
    assert "E-mail hoặc mật khẩu không đúng." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_customer_does_not_come_in_here(client: Client) -> None:
    login = CustomerLoginFactory(email="khach@example.com")
    login.set_password(PASSWORD)
    login.save()

    assert sign_in(client, email="khach@example.com").status_code == 422


def test_an_address_in_capitals_is_the_same_address(client: Client, user: User) -> None:
    assert sign_in(client, email="QUAN@HongHa.example").status_code == 302


def test_a_session_key_that_was_planted_is_not_kept(client: Client, user: User) -> None:
    client.session["x"] = 1
    session = client.session
    session.save()
    planted = session.session_key

    sign_in(client)

    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "target", ["//evil.test", "/\\evil.test", "https:evil.test", "http:///evil.test"]
)
def test_next_never_leaves_the_house(client: Client, user: User, target: str) -> None:
    assert sign_in(client, next=target)["Location"] == "/desk/"


def test_too_many_tries_on_one_account_are_told_to_wait(
    client: Client, user: User
) -> None:
    with time_machine.travel(NOON, tick=False):
        sign_in(client, password="sai")
        counter = RateCounter.objects.filter(rule=SIGN_IN_BY_ACCOUNT.name)
        counter.update(count=SIGN_IN_BY_ACCOUNT.limit)

        response = sign_in(client)

    assert response.status_code == 429
    assert int(response["Retry-After"]) <= SIGN_IN_BY_ACCOUNT.seconds


def test_only_failures_add_up(client: Client, user: User, settings: Any) -> None:
    settings.DEMO = True
    answers = {sign_in(Client()).status_code for _ in range(12)}

    assert answers == {302}
    assert not RateCounter.objects.filter(count__gt=0).exists()


def test_sign_out_is_a_post(client: Client, user: User) -> None:
    sign_in(client)

    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/")["Location"] == URL
    assert "_auth_user_id" not in client.session


def test_a_desk_left_alone_for_half_an_hour_is_closed(
    client: Client, user: User, settings: Any
) -> None:
    settings.DEMO = True
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client)
        clock.shift(timedelta(minutes=29))
        assert client.get("/desk/totp/").status_code == 200
        clock.shift(timedelta(minutes=29))
        assert client.get("/desk/totp/").status_code == 200
        clock.shift(timedelta(minutes=31))

        response = client.get("/desk/totp/")

    assert response["Location"] == "/desk/sign-in/?next=/desk/totp/"


def test_signed_in_pages_are_never_kept_by_the_browser(agent_client: Client) -> None:
    assert "no-store" in agent_client.get("/desk/totp/")["Cache-Control"]


def test_the_demo_sign_ins_stand_on_the_page_in_demo_mode_only(
    client: Client, user: User, settings: Any
) -> None:
    assert "quan@hongha.example" not in client.get(URL).content.decode()

    settings.DEMO = True

    assert "quan@hongha.example" in client.get(URL).content.decode()


def test_the_admin_site_sends_strangers_to_our_door(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/desk/sign-in/?next=%2Fadmin%2F"


def test_the_admin_site_is_for_administrators(
    agent_client: Client, manager_client: Client, admin_client: Client
) -> None:
    assert agent_client.get("/admin/", follow=True).status_code == 403
    assert manager_client.get("/admin/", follow=True).status_code == 403
    assert admin_client.get("/admin/").status_code == 200
    assert admin_client.get("/admin/accounts/team/").status_code == 200


def test_the_admin_site_shows_no_login_and_no_secret(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()

    assert "authenticator" not in page.lower()
    assert "/admin/accounts/user" not in page
