"""How we address a customer."""

from django.test import Client

from customers.models import Customer
from foundation.events.models import Event
from tests.portal.reading import html_of, text_of

PROFILE = "/my/profile/"


def test_the_page_shows_name_and_ways_to_reach(customer_client: Client) -> None:
    page = text_of(customer_client.get(PROFILE))

    assert "Nguyễn Thu Hà" in page
    assert "0903 442 218" in page


def test_name_and_form_of_address_are_changed(
    customer_client: Client, customer: Customer
) -> None:
    page = customer_client.post(
        PROFILE, {"name": "  Nguyễn  Thu Hằng ", "salutation": "co"}, follow=True
    )

    customer.refresh_from_db()
    assert (customer.name, customer.salutation) == ("Nguyễn Thu Hằng", "co")
    assert "Đã lưu." in text_of(page)
    assert Event.objects.get(verb="customer.edited").data["fields"] == [
        "name",
        "salutation",
    ]


def test_the_rest_of_the_record_stays(
    customer_client: Client, customer: Customer
) -> None:
    Customer.objects.update(city="Huế", locale="en", type="company")

    customer_client.post(PROFILE, {"name": "Hà", "city": "Hà Nội", "type": "person"})

    customer.refresh_from_db()
    assert (customer.city, customer.locale, customer.type) == ("Huế", "en", "company")


def test_a_name_without_a_letter_is_refused_and_kept(
    customer_client: Client, customer: Customer
) -> None:
    page = customer_client.post(PROFILE, {"name": "...", "salutation": "chi"})

    customer.refresh_from_db()
    assert page.status_code == 422
    assert 'value="..."' in html_of(page)
    assert customer.name == "Nguyễn Thu Hà"


def test_an_empty_form_is_refused(customer_client: Client) -> None:
    assert customer_client.post(PROFILE, {}).status_code == 422


def test_an_unknown_form_of_address_is_refused(customer_client: Client) -> None:
    page = customer_client.post(PROFILE, {"name": "Hà", "salutation": "sếp"})

    assert page.status_code == 422
