"""The words of sign-in messages, as they go out."""

import pytest
from pytest_django import Settings

from customers.actions.sign_in import ask_for_code, send_sign_in_link
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.rendering import Words, render
from tests.conftest import NOON
from tests.factories.customers import EmailFactory


@pytest.fixture(autouse=True)
def texting(settings: Settings) -> None:
    settings.SMS_PROVIDER = "some.Provider"


def sent() -> tuple[Words, dict[str, str]]:
    message = OutgoingMessage.objects.latest("pk")
    return render(message), message.context


def test_an_e_mail_says_code_and_link(customer: Customer) -> None:
    point = EmailFactory(customer=customer, value="ha@thu.example")

    ask_for_code(point.contact, at=NOON)

    words, values = sent()
    assert values["code"] in words.subject
    assert values["code"] in words.text
    assert values["link"] in words.text
    assert values["code"] in words.html
    assert values["link"] in words.html


def test_a_text_message_says_the_code_and_fits(customer: Customer) -> None:
    ask_for_code(customer.contact_points.get().contact, at=NOON)

    words, values = sent()
    assert values["code"] in words.text
    assert len(words.text) <= 160


def test_a_link_sent_by_a_colleague_is_said_both_ways(
    customer: Customer, agent: Actor
) -> None:
    point = EmailFactory(customer=customer, value="ha@thu.example")

    send_sign_in_link(point, actor=agent, at=NOON)

    words, values = sent()
    assert values["link"] in words.text
    assert values["link"] in words.html
    assert "Nguyễn Thu Hà" not in words.text
