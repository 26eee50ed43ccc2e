"""Customers say themselves which messages they want."""

from django.test import Client

from customers.actions.consents import record_consent
from customers.actions.merging import merge_customers
from customers.consents import Word
from customers.models import Consent, Customer
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.tickets import TicketFactory
from tests.portal.reading import html_of, text_of

PROFILE, SAVE = "/my/profile/", "/my/profile/consents/"
BOX = '<input type="checkbox" name="allow" value="{}"'


def test_nothing_is_ticked_that_nobody_said(customer_client: Client) -> None:
    page = html_of(customer_client.get(PROFILE))

    assert BOX.format("marketing:sms") + ">" in page
    assert 'name="allow" value="service:' not in page
    assert " checked" not in page.split('id="consents"')[1]


def test_a_tick_is_a_yes_from_the_portal(
    customer_client: Client, customer: Customer
) -> None:
    page = customer_client.post(SAVE, {"allow": ["marketing:sms"]}, follow=True)

    kept = Consent.objects.get()
    assert (kept.customer, kept.channel, kept.is_given) == (customer, "sms", True)
    assert (kept.source, kept.recorded_by) == ("portal", None)
    assert kept.policy_version
    assert "Đã lưu." in text_of(page)
    assert BOX.format("marketing:sms") + " checked>" in html_of(page)


def test_a_tick_taken_out_is_a_no(customer_client: Client) -> None:
    customer_client.post(SAVE, {"allow": ["marketing:sms", "care:email"]})

    customer_client.post(SAVE, {"allow": ["care:email"]})

    last = Consent.objects.first()
    assert last is not None
    assert (last.purpose, last.channel, last.is_given) == ("marketing", "sms", False)
    assert Consent.objects.count() == 3


def test_saving_without_a_change_says_nothing(customer_client: Client) -> None:
    customer_client.post(SAVE, {"allow": ["care:email"]})

    customer_client.post(SAVE, {"allow": ["care:email"]})

    assert Consent.objects.count() == 1


def test_what_is_not_offered_is_not_kept(customer_client: Client) -> None:
    customer_client.post(
        SAVE, {"allow": ["service:sms", "survey:sms", "spam:fax", "'"]}
    )

    assert not Consent.objects.exists()


def test_a_yes_told_to_a_colleague_is_ticked(
    customer_client: Client, customer: Customer, agent: Actor
) -> None:
    yes = Word("care", "phone", is_given=True, source="store", evidence="giấy 7")
    record_consent(customer, word=yes, actor=agent, at=NOON)

    page = html_of(customer_client.get(PROFILE))

    assert BOX.format("care:phone") + " checked>" in page


def test_a_merged_login_speaks_and_sees_for_the_person(
    other_customer_client: Client,
    customer: Customer,
    other_customer: Customer,
    lead: Actor,
) -> None:
    theirs = TicketFactory(customer=customer, subject="Tủ lạnh không lạnh")
    merge_customers(other_customer, customer, actor=lead, at=NOON)

    other_customer_client.post(SAVE, {"allow": ["care:sms"]})

    assert Consent.objects.get().customer == customer
    profile = text_of(other_customer_client.get(PROFILE))
    assert "0903 442 218" in profile
    assert "0912 345 678" in profile
    page = other_customer_client.get(f"/my/tickets/{theirs.number}/")
    assert page.status_code == 200
