"""Asking for help: as oneself, and as a guest."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from catalog.models import Unit
from customers.models import Customer
from foundation.notifications.models import OutgoingMessage
from tests.factories.catalog import UnitFactory
from tests.portal.reading import guest, html_of, request, text_of
from tests.tickets.uploads import a_picture, upload
from tickets.models import Attachment, Ticket

NEW = "/support/new/"


@pytest.fixture
def own_unit(customer: Customer) -> Unit:
    return UnitFactory(owner=customer)


def asked(client: Client, form: dict[str, Any]) -> Any:
    return client.post(NEW, form, follow=True)


def test_a_guest_is_asked_who_they_are(client: Client, db: None) -> None:
    page = client.get(NEW)

    assert page.status_code == 200
    assert "Tên của bạn" in text_of(page)
    assert 'name="unit"' not in html_of(page)


def test_a_guest_gets_number_and_link_on_the_page(client: Client, db: None) -> None:
    page = asked(client, guest())

    ticket = Ticket.objects.get()
    assert page.redirect_chain[-1][0].startswith(f"/t/{ticket.access_key}/")
    assert "Chúng tôi đã nhận yêu cầu" in text_of(page)
    assert ticket.number in text_of(page)
    assert f"/t/{ticket.access_key}/" in text_of(page)


def test_a_guest_case_is_not_believed_yet(client: Client, db: None) -> None:
    asked(client, guest())

    ticket = Ticket.objects.get()
    assert not ticket.is_verified
    assert ticket.customer.phone == "+84987111222"


def test_a_phone_that_no_message_reaches_still_has_its_case(
    client: Client, db: None, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    page = asked(client, guest())

    assert Ticket.objects.count() == 1
    assert "Chúng tôi chưa nhắn được tới số bạn ghi" in text_of(page)


def test_an_address_that_messages_reach_is_told_so(client: Client, db: None) -> None:
    page = asked(client, guest(contact="anh@thu.example"))

    assert "Chúng tôi cũng nhắn nó cho bạn." in text_of(page)


def test_the_page_of_a_guest_names_no_known_customer(
    client: Client, customer: Customer
) -> None:
    known = asked(client, guest(contact="0903442218"))
    unknown = asked(Client(), guest(contact="0903442219"))

    assert "Nguyễn" not in html_of(known)
    ours, theirs = [ticket.number for ticket in Ticket.objects.order_by("id")]
    assert text_of(known).count(ours) == text_of(unknown).count(theirs)


def test_the_same_guest_form_twice_is_one_case(client: Client, db: None) -> None:
    first = client.post(NEW, guest())
    second = client.post(NEW, guest())

    assert first.headers["Location"] == second.headers["Location"]
    assert Ticket.objects.count() == 1


def test_a_fresh_form_is_another_case(client: Client, db: None) -> None:
    asked(client, guest())
    asked(client, guest(client_key="b" * 32))

    assert Ticket.objects.count() == 2


def test_the_key_of_a_customers_form_opens_nothing_to_a_guest(
    client: Client, customer: Customer, customer_client: Client
) -> None:
    asked(customer_client, request())

    asked(client, guest(contact="0903442218"))

    assert Ticket.objects.count() == 2


def test_a_refused_guest_form_keeps_what_was_typed(client: Client, db: None) -> None:
    page = client.post(NEW, guest(contact="12", kind="return"))

    assert page.status_code == 422
    assert "Số điện thoại không đúng" in text_of(page)
    assert "Tủ lạnh kêu to về đêm" in text_of(page)
    assert "Kêu ù ù từ hôm qua." in text_of(page)
    assert re.search('value="return"[^>]* checked', html_of(page))
    assert f'value="{"a" * 32}"' in html_of(page)
    assert not Ticket.objects.exists()


def test_an_empty_form_says_what_is_missing(client: Client, db: None) -> None:
    page = client.post(NEW, {})

    assert page.status_code == 422
    assert "Hãy cho biết tên để chúng tôi tiện xưng hô." in text_of(page)
    assert "Cần số điện thoại hoặc e-mail để trả lời bạn." in text_of(page)
    assert "Hãy ghi ngắn gọn bạn cần hỗ trợ điều gì." in text_of(page)


def test_a_refused_form_says_that_files_are_chosen_again(
    client: Client, db: None
) -> None:
    page = client.post(NEW, guest(contact="12", files=upload("may.png", a_picture())))

    assert "Tệp đã chọn không giữ lại được." in text_of(page)
    assert not Attachment.objects.exists()


def test_files_come_with_the_request(client: Client, db: None) -> None:
    files = [upload("may.png", a_picture()), upload("hoa-don.txt", b"HD 1182")]

    page = asked(client, guest(files=files))

    assert list(Attachment.objects.values_list("name", flat=True).order_by("id")) == [
        "may.png",
        "hoa-don.txt",
    ]
    assert "hoa-don.txt" in text_of(page)


def test_a_customer_chooses_among_their_own_things(
    customer_client: Client, own_unit: Unit
) -> None:
    page = customer_client.get(NEW, {"unit": own_unit.pk})

    assert f'<option value="{own_unit.pk}" selected>' in html_of(page)
    assert own_unit.product.name in text_of(page)
    assert 'name="contact"' not in html_of(page)


def test_somebody_elses_thing_is_not_preselected(
    customer_client: Client, own_unit: Unit, other_customer: Customer
) -> None:
    foreign = UnitFactory(owner=other_customer)

    page = customer_client.get(NEW, {"unit": foreign.pk})

    assert foreign.serial not in html_of(page)


@pytest.mark.parametrize("unit", ["x", "-1", "9" * 30, "٣", "1.5"])
def test_an_odd_thing_in_the_address_is_ignored(
    customer_client: Client, own_unit: Unit, unit: str
) -> None:
    assert customer_client.get(NEW, {"unit": unit}).status_code == 200


@pytest.mark.parametrize("unit", ["x", "0", "9" * 30, "-1"])
def test_an_odd_thing_in_the_form_is_refused(
    customer_client: Client, own_unit: Unit, unit: str
) -> None:
    page = customer_client.post(NEW, request(unit=unit))

    assert page.status_code == 422
    assert "Hãy chọn một máy của bạn." in text_of(page)


def test_a_customer_cannot_ask_about_anothers_thing(
    customer_client: Client, own_unit: Unit, other_customer: Customer
) -> None:
    foreign = UnitFactory(owner=other_customer)

    page = customer_client.post(NEW, request(unit=foreign.pk))

    assert page.status_code == 422
    assert not Ticket.objects.exists()


def test_a_customer_is_taken_to_their_case(
    customer_client: Client, customer: Customer, own_unit: Unit
) -> None:
    page = asked(customer_client, request(unit=own_unit.pk))

    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.unit, ticket.is_verified) == (
        customer,
        own_unit,
        True,
    )
    assert page.redirect_chain == [(f"/my/tickets/{ticket.number}/", 302)]
    assert "Đã nhận yêu cầu của bạn." in text_of(page)


def test_the_same_customer_form_twice_is_one_case(
    customer_client: Client, customer: Customer
) -> None:
    asked(customer_client, request())
    asked(customer_client, request())

    assert Ticket.objects.count() == 1


def test_a_guest_who_asks_too_often_is_asked_to_wait(client: Client, db: None) -> None:
    too_many = [client.post(NEW, guest()) for _n in range(11)][-1]

    assert too_many.status_code == 429
    assert int(too_many.headers["Retry-After"]) > 0
    assert "Bạn thao tác quá nhanh." in text_of(too_many)
    assert "Kêu ù ù từ hôm qua." in text_of(too_many)


def test_nothing_a_guest_wrote_goes_to_the_address_they_named(
    client: Client, db: None
) -> None:
    asked(client, guest(contact="anh@thu.example", subject="Mua tại http://evil.test"))

    message = OutgoingMessage.objects.get(template="ticket-received")
    assert "evil.test" not in str(message.context)
