"""Giving a thing to a new owner by a code, and taking it over."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from catalog.models import Purchase, Unit
from customers.models import Customer
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON, signed_in
from tests.factories.customers import EmailFactory
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import cover, covered_unit, published
from tests.portal.reading import html_of, text_of
from warranty.actions import transfers
from warranty.models import Transfer

SERIAL = "NM95-2409-004172"
PAGE = f"/my/products/{SERIAL}/"
GIVE = f"{PAGE}transfer/"
TAKE = "/my/products/take/"


@pytest.fixture
def unit(customer: Customer) -> Unit:
    """The customer's, who has proven an address."""
    EmailFactory(customer=customer, value="thuha@thu.example", verified_at=NOON)
    return covered_unit(SERIAL, owner=customer)


def by(
    customer: Customer,
    address: str,
    *,
    minutes: int = 0,
    network: str = "127.0.0.1",
    **typed: str,
) -> Any:
    """What a customer gets for a form sent at noon, or some minutes later."""
    assert customer.login is not None
    with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
        return signed_in(customer.login).post(
            address, typed, follow=True, REMOTE_ADDR=network
        )


def code_sent() -> str:
    """The code, as it stands in the message to the owner."""
    message = OutgoingMessage.objects.get(template="transfer-code")
    return str(message.context["code"])


def test_before_a_code_is_sent_the_page_says_what_goes_along(
    customer_client: Client, unit: Unit
) -> None:
    page = text_of(customer_client.get(GIVE))

    assert "Bảo hành đi theo máy, giữ nguyên ngày bắt đầu và ngày hết." in page
    assert "Gửi mã cho tôi" in page


def test_a_cover_that_ends_with_its_owner_says_so(
    customer_client: Client, customer: Customer
) -> None:
    published(is_transferable=False)
    covered_unit(SERIAL, owner=customer)

    page = text_of(customer_client.get(GIVE))

    assert "bảo hành hết khi máy đổi chủ" in page


def test_the_code_goes_to_the_owner_and_never_stands_on_the_page(
    customer: Customer, unit: Unit
) -> None:
    page = by(customer, GIVE)

    assert "Mã đã gửi cho bạn." in text_of(page)
    assert "27/11/2026" in text_of(page)
    assert code_sent() not in html_of(page)
    assert OutgoingMessage.objects.get().address == "thuha@thu.example"


def test_who_brings_the_code_is_the_owner_and_the_dates_stay(
    customer: Customer, other_customer: Customer, unit: Unit
) -> None:
    before = cover(unit).ends_on
    by(customer, GIVE)

    page = by(other_customer, TAKE, serial=SERIAL.lower(), code=code_sent().lower())

    unit.refresh_from_db()
    assert unit.owner == other_customer
    assert "Máy này giờ là của bạn." in text_of(page)
    assert cover(unit).ends_on == before


def test_the_new_owner_sees_nothing_of_the_former_one(
    customer: Customer, other_customer: Customer, unit: Unit
) -> None:
    told = TicketFactory(customer=customer, unit=unit, subject="Không vắt")
    by(customer, GIVE)

    page = text_of(by(other_customer, TAKE, serial=SERIAL, code=code_sent()))

    assert told.number not in page
    assert customer.name not in page
    assert Purchase.objects.get().source_id not in page


def test_the_former_owner_keeps_their_cases_and_loses_the_thing(
    customer: Customer, other_customer: Customer, unit: Unit, customer_client: Client
) -> None:
    told = TicketFactory(customer=customer, unit=unit)
    by(customer, GIVE)
    by(other_customer, TAKE, serial=SERIAL, code=code_sent())

    assert customer_client.get(PAGE).status_code == 404
    assert customer_client.get(f"/my/tickets/{told.number}/").status_code == 200


@pytest.mark.parametrize("serial", [SERIAL, "KHONG-CO-0001"])
def test_a_wrong_code_and_a_wrong_number_get_the_same_answer(
    customer: Customer, other_customer: Customer, unit: Unit, serial: str
) -> None:
    by(customer, GIVE)

    page = by(other_customer, TAKE, serial=serial, code="AAAAAAAA")

    assert page.status_code == 422
    assert "nhờ chủ cũ gửi mã mới." in text_of(page)


def test_a_code_is_not_tried_without_end(
    customer: Customer,
    other_customer: Customer,
    unit: Unit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transfers, "MAX_TRIES", 5)
    by(customer, GIVE)
    wrong = [by(other_customer, TAKE, serial=SERIAL, code="AAAAAAAA") for _ in range(5)]

    page = by(other_customer, TAKE, serial=SERIAL, code=code_sent())

    assert {answer.status_code for answer in wrong} == {422}
    assert page.status_code == 422


def test_a_stranger_who_tries_on_does_not_spoil_the_code(
    customer: Customer, other_customer: Customer, unit: Unit
) -> None:
    by(customer, GIVE)
    tried = [
        by(
            other_customer, TAKE, serial=SERIAL, code="AAAAAAAA", network="203.0.113.9"
        ).status_code
        for _ in range(11)
    ]

    by(other_customer, TAKE, serial=SERIAL, code=code_sent())

    unit.refresh_from_db()
    assert (tried[-1], unit.owner) == (429, other_customer)


def test_whoever_tries_on_is_told_to_wait(other_customer: Customer, unit: Unit) -> None:
    answers = [
        by(other_customer, TAKE, serial=SERIAL, code="AAAAAAAA").status_code
        for _ in range(11)
    ]

    assert answers == [422] * 10 + [429]


def test_pressed_twice_the_code_is_sent_once(customer: Customer, unit: Unit) -> None:
    first, second = by(customer, GIVE), by(customer, GIVE)

    assert (first.status_code, second.status_code) == (200, 200)
    assert OutgoingMessage.objects.filter(template="transfer-code").count() == 1
    assert Transfer.objects.count() == 1


def test_codes_are_not_sent_without_end(customer: Customer, unit: Unit) -> None:
    answers = [by(customer, GIVE, minutes=minutes) for minutes in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert OutgoingMessage.objects.filter(template="transfer-code").count() == 5


def test_a_code_can_be_called_off(
    customer: Customer, other_customer: Customer, unit: Unit
) -> None:
    by(customer, GIVE)

    page = by(customer, f"{GIVE}cancel/")

    assert "Đã hủy mã. Máy vẫn là của bạn." in text_of(page)
    assert by(other_customer, TAKE, serial=SERIAL, code=code_sent()).status_code == 422


def test_calling_off_nothing_is_nothing(customer: Customer, unit: Unit) -> None:
    assert by(customer, f"{GIVE}cancel/").status_code == 200
    assert not Transfer.objects.exists()


def test_an_offer_that_is_over_is_not_shown(customer: Customer, unit: Unit) -> None:
    by(customer, GIVE)
    assert customer.login is not None

    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        page = text_of(signed_in(customer.login).get(PAGE))

    assert "Chuyển cho chủ mới" in page
    assert "Hủy mã" not in page


def test_an_owner_who_has_proven_nothing_is_sent_to_the_counter(
    customer: Customer,
) -> None:
    covered_unit(SERIAL, owner=customer)

    page = by(customer, GIVE)

    assert page.status_code == 422
    assert "Hãy chuyển bằng giấy tờ tại quầy." in text_of(page)


def test_a_link_fills_the_form_of_the_taker(other_customer_client: Client) -> None:
    page = html_of(other_customer_client.get(f"{TAKE}?serial={SERIAL}"))

    assert f'value="{SERIAL}"' in page
