"""The customer's door, through a browser."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from customers.models import Customer, SignInProof
from foundation.accounts.models import User
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories.customers import EmailFactory

START, CODE, RESEND = "/sign-in/", "/sign-in/code/", "/sign-in/code/resend/"
# What differs in any two answers: keys against forgery, and the page's own address.
TOKENS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|nonce="[^"]+"'
    r"|/sign-in/link/[\w-]+/"
)


@pytest.fixture(autouse=True)
def texting(settings: Settings) -> None:
    settings.SMS_PROVIDER = "some.Provider"


@pytest.fixture
def address(customer: Customer) -> str:
    EmailFactory(customer=customer, value="ha@thu.example")
    return "ha@thu.example"


def sent(name: str) -> str:
    return str(OutgoingMessage.objects.latest("pk").context[name])


def link_path() -> str:
    return (
        sent("link").partition("/sign-in/")[1] + sent("link").partition("/sign-in/")[2]
    )


def body(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    return TOKENS.sub("", content.decode())


def test_the_door_asks_for_number_or_address(client: Client, db: None) -> None:
    page = client.get(START)

    assert page.status_code == 200
    assert "Số điện thoại hoặc e-mail" in body(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_without_text_messages_the_door_asks_for_an_address(
    client: Client, db: None, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    page = client.get(START)

    assert "Hiện mã chỉ gửi được qua e-mail." in body(page)


def test_a_number_is_refused_there_with_the_way_on(
    client: Client, customer: Customer, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    page = client.post(START, {"identifier": "0903442218"})

    assert page.status_code == 422
    assert "Hãy dùng e-mail" in body(page)


def test_a_customer_comes_in_by_code_and_goes_where_they_wanted(
    client: Client, customer: Customer
) -> None:
    first = client.post(START, {"identifier": "0903 442 218", "next": "/my/tickets/"})
    assert first.headers["Location"] == CODE

    second = client.post(CODE, {"code": f"{sent('code')[:3]} {sent('code')[3:]}"})

    assert second.headers["Location"] == "/my/tickets/"
    assert client.session["_auth_user_id"] == str(customer.login_id)


@pytest.mark.parametrize(
    "target", ["//evil.test", "/\\evil.test", "https:evil.test", "http:///evil.test"]
)
def test_nobody_is_sent_to_another_host(
    target: str, client: Client, customer: Customer
) -> None:
    client.post(START, {"identifier": "0903442218", "next": target})

    assert client.post(CODE, {"code": sent("code")}).headers["Location"] == "/"


def test_the_session_before_is_not_the_session_after(
    client: Client, customer: Customer
) -> None:
    client.post(START, {"identifier": "0903442218"})
    before = client.session.session_key

    client.post(CODE, {"code": sent("code")})

    assert client.session.session_key != before


def test_known_and_unknown_get_the_same_answers(
    customer: Customer, client: Client
) -> None:
    stranger = Client()
    with time_machine.travel(NOON, tick=False):
        known = client.post(START, {"identifier": "0903 442 218"}, follow=True)
        unknown = stranger.post(START, {"identifier": "0903 442 918"}, follow=True)

    assert OutgoingMessage.objects.count() == 1
    assert known.status_code == unknown.status_code == 200
    assert body(known).replace("218", "918") == body(unknown)


def test_known_and_unknown_cost_the_same_statements(customer: Customer) -> None:
    with CaptureQueriesContext(connection) as known:
        Client().post(START, {"identifier": "0903 442 218"})
    with CaptureQueriesContext(connection) as unknown:
        Client().post(START, {"identifier": "0903 442 918"})

    # One more: the savepoint that takes the message to nobody back.
    assert abs(len(known) - len(unknown)) <= 1
    assert OutgoingMessage.objects.count() == 1


def test_the_address_is_masked(client: Client, address: str) -> None:
    page = client.post(START, {"identifier": address}, follow=True)

    assert "ha···@thu.example" in body(page)


def test_a_wrong_code_is_said_at_the_field(client: Client, customer: Customer) -> None:
    client.post(START, {"identifier": "0903442218"})
    wrong = f"{(int(sent('code')) + 1) % 1_000_000:06}"

    page = client.post(CODE, {"code": wrong})

    assert page.status_code == 422
    assert "Mã không đúng hoặc đã hết hạn." in body(page)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_costs_no_try(
    code: str, client: Client, customer: Customer
) -> None:
    client.post(START, {"identifier": "0903442218"})

    page = client.post(CODE, {"code": code})

    assert page.status_code == 422
    assert SignInProof.objects.get().attempts == 0


@pytest.mark.parametrize(
    "identifier",
    ["", "0", "ha@", "ha@thu.example\r\nBcc: x@y.example", "\x00", "x" * 9000],
)
def test_what_is_no_address_stores_nothing(
    identifier: str, client: Client, db: None
) -> None:
    page = client.post(START, {"identifier": identifier})

    assert page.status_code == 422
    assert not SignInProof.objects.exists()


def test_the_code_page_needs_a_first_step(client: Client, db: None) -> None:
    assert client.get(CODE).headers["Location"] == START
    assert client.post(RESEND).headers["Location"] == START


def test_a_second_code_can_be_had_after_half_a_minute(
    client: Client, customer: Customer
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(START, {"identifier": "0903442218"})
        early = client.post(RESEND)
        clock.shift(timedelta(seconds=31))
        client.post(RESEND)
        entered = client.post(CODE, {"code": sent("code")})

    assert early.status_code == 422
    assert "Mã vừa được gửi" in body(early)
    assert entered.status_code == 302


def test_the_sixth_code_for_one_number_is_refused(
    client: Client, customer: Customer
) -> None:
    with time_machine.travel(NOON, tick=False):
        [client.post(START, {"identifier": "0903442218"}) for _ in range(5)]
        page = client.post(START, {"identifier": "0903442218"})

    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert OutgoingMessage.objects.count() == 5


def test_opening_a_link_changes_nothing(
    client: Client, customer: Customer, address: str
) -> None:
    client.post(START, {"identifier": address})

    page = Client().get(link_path())

    assert page.status_code == 200
    assert "ha···@thu.example" in body(page)
    assert not SignInProof.objects.filter(used_at__isnull=False).exists()


def test_pressing_the_button_of_a_link_signs_in(
    client: Client, customer: Customer, address: str
) -> None:
    client.post(START, {"identifier": address})
    phone = Client()

    answer = phone.post(link_path())

    assert answer.status_code == 302
    assert phone.session["_auth_user_id"] == str(customer.login_id)


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_dead_link_gets_the_same_page(
    method: str, client: Client, customer: Customer, address: str
) -> None:
    client.post(START, {"identifier": address})
    Client().post(link_path())

    used = getattr(Client(), method)(link_path())
    made_up = getattr(Client(), method)("/sign-in/link/abc/")

    assert used.status_code == made_up.status_code == 404
    assert body(used) == body(made_up)


def test_a_signed_in_customer_is_sent_on(customer_client: Client) -> None:
    assert customer_client.get(START).headers["Location"] == "/"


def test_a_colleague_may_look_at_the_door(agent_client: Client) -> None:
    assert agent_client.get(START).status_code == 200


def test_signing_out_takes_a_post(customer_client: Client) -> None:
    assert customer_client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in customer_client.session

    answer = customer_client.post("/sign-out/")

    assert answer.headers["Location"] == START
    assert "_auth_user_id" not in customer_client.session


def test_a_forged_post_is_refused(customer: Customer) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(START, {"identifier": "0903442218"}).status_code == 403
    assert not SignInProof.objects.exists()


def test_a_session_from_before_the_first_proof_is_dead(
    customer_client: Client, client: Client, customer: Customer
) -> None:
    client.post(START, {"identifier": "0903442218"})
    client.post(CODE, {"code": sent("code")})

    assert customer_client.get(START).status_code == 200


def test_the_code_stands_on_the_page_in_demo_mode_only(
    client: Client, customer: Customer, settings: Settings
) -> None:
    client.post(START, {"identifier": "0903442218"})
    assert sent("code") not in body(client.get(CODE))

    settings.DEMO = True

    assert sent("code") in body(client.get(CODE))


def test_a_customer_of_the_sample_shop_is_one_tap_away(
    client: Client, customer: Customer, settings: Settings
) -> None:
    settings.DEMO = True

    form = re.search(r'name="identifier" value="([^"]+)"', body(client.get(START)))

    assert form is not None
    assert client.post(START, {"identifier": form[1]}).headers["Location"] == CODE


def test_staff_and_customers_have_two_doors(agent_user: User, client: Client) -> None:
    client.post(START, {"identifier": agent_user.email})

    assert not OutgoingMessage.objects.exists()
