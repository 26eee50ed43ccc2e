"""Reaching and finding customers."""

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from customers.models import Customer
from customers.queries import customer_of, recipient_of, search
from foundation.accounts.models import User
from foundation.notifications.enums import Channel
from tests.conftest import NOON
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory


def names(text: str) -> list[str]:
    found = search(Customer.objects.all(), text)
    return sorted(found.values_list("name", flat=True))


@pytest.fixture
def people(db: None) -> None:
    ha = CustomerFactory(name="Nguyễn Thu Hà")
    PhoneFactory(customer=ha, value="+84903442218", is_primary=True)
    EmailFactory(customer=ha, value="ha.nguyen@thu.example", is_primary=True)
    dao = CustomerFactory(name="Đào Hạnh")
    PhoneFactory(customer=dao, value="+84911000035", is_primary=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thu Hà", ["Nguyễn Thu Hà"]),
        ("thu ha", ["Nguyễn Thu Hà"]),
        ("  THU   HA ", ["Nguyễn Thu Hà"]),
        ("ha", ["Nguyễn Thu Hà", "Đào Hạnh"]),
        ("dao", ["Đào Hạnh"]),
        ("Đào", ["Đào Hạnh"]),
        ("guyen", []),
        ("0903 442 218", ["Nguyễn Thu Hà"]),
        ("+84903442218", ["Nguyễn Thu Hà"]),
        ("0903 442", ["Nguyễn Thu Hà"]),
        ("218", ["Nguyễn Thu Hà"]),
        ("035", ["Đào Hạnh"]),
        ("ha 218", ["Nguyễn Thu Hà"]),
        ("hạnh 218", []),
        ("18", []),
        ("ha.nguyen@", ["Nguyễn Thu Hà"]),
        ("HA.NGUYEN@thu.example", ["Nguyễn Thu Hà"]),
        ("%", []),
        ("", ["Nguyễn Thu Hà", "Đào Hạnh"]),
    ],
)
def test_search_finds_by_name_number_or_address(
    text: str, found: list[str], people: None
) -> None:
    assert names(text) == found


def test_search_survives_what_nobody_types(people: None) -> None:
    assert names("a'\"\\_%;" * 40) == []


def test_a_proven_address_comes_before_the_number(
    customer: Customer, settings: Settings
) -> None:
    settings.SMS_PROVIDER = "some.Provider"
    EmailFactory(customer=customer, value="ha@thu.example", verified_at=NOON)

    recipient = recipient_of(customer)

    assert recipient.routes == (
        (Channel.EMAIL, "ha@thu.example"),
        (Channel.SMS, "+84903442218"),
    )
    assert recipient.customer_ref == str(customer.pk)


def test_an_unproven_address_comes_after_the_number(
    customer: Customer, settings: Settings
) -> None:
    settings.SMS_PROVIDER = "some.Provider"
    EmailFactory(customer=customer, value="ha@thu.example")

    assert [route[0] for route in recipient_of(customer).routes] == [
        Channel.SMS,
        Channel.EMAIL,
    ]


def test_without_a_provider_the_address_is_the_only_route(
    customer: Customer, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False
    EmailFactory(customer=customer, value="ha@thu.example")

    assert recipient_of(customer).routes == ((Channel.EMAIL, "ha@thu.example"),)


def test_a_number_alone_is_no_route_without_a_provider(
    customer: Customer, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    assert recipient_of(customer).routes == ()


def test_a_landline_gets_no_text_messages(db: None, settings: Settings) -> None:
    settings.SMS_PROVIDER = "some.Provider"
    customer = CustomerFactory()
    PhoneFactory(customer=customer, value="+842438253355")

    assert recipient_of(customer).routes == ()


def test_finding_the_routes_takes_one_query(
    customer: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    EmailFactory(customer=customer, value="ha@thu.example")

    with django_assert_num_queries(1):
        recipient_of(customer)


def test_a_customer_sees_their_own_record_only(
    customer: Customer, other_customer: Customer
) -> None:
    assert customer.login is not None

    assert list(Customer.objects.visible_to(customer.login)) == [customer]


def test_staff_see_every_record(
    customer: Customer, other_customer: Customer, agent_user: User
) -> None:
    assert Customer.objects.visible_to(agent_user).count() == 2


def test_a_closed_login_sees_nothing(customer: Customer) -> None:
    assert customer.login is not None
    customer.login.is_active = False

    assert not Customer.objects.visible_to(customer.login).exists()


def test_the_customer_behind_a_login_is_known(
    customer: Customer, agent_user: User
) -> None:
    assert customer.login is not None

    assert customer_of(customer.login) == customer
    assert customer_of(agent_user) is None
