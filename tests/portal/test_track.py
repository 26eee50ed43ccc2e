"""Getting a lost link back: sent, never shown, and no word on what we know."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from customers.models import Customer
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.rendering import render
from tests.factories.customers import EmailFactory
from tests.portal.reading import html_of, text_of
from tickets.models import Ticket

TRACK = "/track/"


@pytest.fixture(autouse=True)
def texting(settings: Settings) -> None:
    settings.SMS_PROVIDER = "some.Provider"


@pytest.fixture
def address(customer: Customer) -> str:
    EmailFactory(customer=customer, value="ha@thu.example")
    return "ha@thu.example"


def tracked(client: Client, number: str, contact: str) -> Any:
    return client.post(TRACK, {"number": number, "contact": contact})


@pytest.mark.parametrize("contact", ["0903 442 218", "HA@thu.example"])
def test_the_link_goes_to_the_address_of_the_case(
    client: Client, ticket: Ticket, address: str, contact: str
) -> None:
    tracked(client, ticket.number, contact)

    message = OutgoingMessage.objects.get()
    assert message.template == "tracking-link"
    assert message.context["path"] == f"/t/{ticket.access_key}/"
    assert message.is_secret


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("TK-90001", "0912 345 678"),  # somebody else's number
        ("TK-999999", "0903 442 218"),  # no such case
        ("abc", "0903 442 218"),  # no number at all
    ],
)
def test_what_does_not_match_gets_the_same_answer_and_no_message(
    client: Client,
    ticket: Ticket,
    other_customer: Customer,
    number: str,
    contact: str,
) -> None:
    Ticket.objects.update(number="TK-90001")
    right = tracked(client, "TK-90001", "0903 442 218")
    sent = OutgoingMessage.objects.count()

    wrong = tracked(client, number, contact)

    assert (wrong.status_code, wrong.headers["Location"]) == (
        right.status_code,
        right.headers["Location"],
    )
    assert OutgoingMessage.objects.count() == sent == 1


def test_the_answer_shows_no_link(client: Client, ticket: Ticket) -> None:
    page = client.post(
        TRACK, {"number": ticket.number, "contact": "0903442218"}, follow=True
    )

    assert "Nếu số phiếu và địa chỉ khớp nhau" in text_of(page)
    assert ticket.access_key not in html_of(page)


def test_asking_twice_within_minutes_sends_once(client: Client, ticket: Ticket) -> None:
    tracked(client, ticket.number, "0903442218")
    tracked(client, ticket.number, "0903442218")

    assert OutgoingMessage.objects.count() == 1


def test_what_no_message_reaches_is_said_whoever_it_is(
    client: Client, ticket: Ticket, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    known = tracked(client, ticket.number, "0903442218")
    unknown = tracked(client, ticket.number, "0903442219")

    assert (known.status_code, unknown.status_code) == (422, 422)
    assert "Số này chưa nhận được tin nhắn" in text_of(known)
    assert "Số này chưa nhận được tin nhắn" in text_of(unknown)


@pytest.mark.parametrize("contact", ["12", "ha@", "không có"])
def test_what_is_no_address_is_refused_and_kept(
    client: Client, ticket: Ticket, contact: str
) -> None:
    page = tracked(client, ticket.number, contact)

    assert page.status_code == 422
    assert f'value="{contact}"' in html_of(page)
    assert f'value="{ticket.number}"' in html_of(page)


def test_an_empty_form_is_refused(client: Client, db: None) -> None:
    page = client.post(TRACK, {})

    assert page.status_code == 422
    assert "Hãy ghi số phiếu" in text_of(page)


def test_who_asks_too_often_has_to_wait(client: Client, ticket: Ticket) -> None:
    answers = [tracked(client, f"TK-{n}", "0903442218") for n in range(1, 7)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.parametrize("contact", ["0903442218", "ha@thu.example"])
def test_the_message_carries_the_whole_link(
    client: Client, ticket: Ticket, address: str, settings: Settings, contact: str
) -> None:
    tracked(client, ticket.number, contact)

    words = render(OutgoingMessage.objects.get())

    assert f"{settings.BASE_URL}/t/{ticket.access_key}/" in words.text
    assert ticket.subject not in words.text
