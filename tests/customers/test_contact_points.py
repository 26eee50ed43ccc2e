"""Numbers and addresses of a customer: adding, dropping, preferring, proving."""

import pytest
from django.db import IntegrityError

from customers import verbs
from customers.actions.contact_points import (
    MAX_CONTACT_POINTS,
    add_contact_point,
    ensure_login,
    make_primary,
    remove_contact_point,
    verify_contact_point,
)
from customers.contacts import Contact, email_contact, phone_contact
from customers.errors import (
    ContactTakenError,
    ContactUnprovenError,
    LastContactError,
    TooManyContactsError,
)
from customers.models import ContactPoint, Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory

SECOND = Contact("phone", "+84911222333")  # type: ignore[arg-type]


def version_of(customer: Customer) -> int:
    assert customer.login is not None
    return User.objects.get(pk=customer.login.pk).session_version


@pytest.fixture
def second(customer: Customer, agent: Actor) -> ContactPoint:
    return add_contact_point(customer, SECOND, actor=agent, at=NOON)


def test_a_second_number_is_not_primary(second: ContactPoint) -> None:
    assert not second.is_primary
    event = Event.objects.get(verb=verbs.CONTACT_ADDED)
    assert event.data == {"contact_id": second.pk, "kind": "phone"}


def test_the_first_address_is_primary(customer: Customer, agent: Actor) -> None:
    point = add_contact_point(
        customer, email_contact("ha@thu.example"), actor=agent, at=NOON
    )

    assert point.is_primary


def test_a_number_of_another_customer_is_refused(
    customer: Customer, other_customer: Customer, agent: Actor
) -> None:
    taken = phone_contact(other_customer.phone)

    with pytest.raises(ContactTakenError):
        add_contact_point(customer, taken, actor=agent, at=NOON)


def test_a_customer_cannot_name_an_address_without_proof(
    customer: Customer, by_customer: Actor
) -> None:
    with pytest.raises(ContactUnprovenError):
        add_contact_point(customer, SECOND, actor=by_customer, at=NOON)


def test_one_customer_has_at_most_ten(customer: Customer, agent: Actor) -> None:
    PhoneFactory.create_batch(MAX_CONTACT_POINTS - 1, customer=customer)

    with pytest.raises(TooManyContactsError):
        add_contact_point(customer, SECOND, actor=agent, at=NOON)


def test_the_last_contact_stays(customer: Customer, agent: Actor) -> None:
    with pytest.raises(LastContactError):
        remove_contact_point(customer.contact_points.get(), actor=agent, at=NOON)

    assert customer.contact_points.count() == 1


def test_when_the_primary_goes_the_next_takes_over(
    customer: Customer, second: ContactPoint, agent: Actor
) -> None:
    first = customer.contact_points.get(is_primary=True)

    remove_contact_point(first, actor=agent, at=NOON)

    assert customer.contact_points.get().is_primary
    assert Event.objects.get(verb=verbs.CONTACT_REMOVED).data["contact_id"] == first.pk


def test_there_is_one_primary_per_kind(
    customer: Customer, second: ContactPoint, agent: Actor
) -> None:
    make_primary(second, actor=agent, at=NOON)

    assert customer.contact_points.get(is_primary=True) == second
    assert Event.objects.filter(verb=verbs.CONTACT_MADE_PRIMARY).count() == 1


def test_making_the_primary_primary_is_not_recorded(
    customer: Customer, agent: Actor
) -> None:
    make_primary(customer.contact_points.get(), actor=agent, at=NOON)

    assert not Event.objects.exists()


def test_the_first_proof_is_kept_and_ends_older_sessions(
    customer: Customer, by_customer: Actor
) -> None:
    point = customer.contact_points.get()

    verify_contact_point(point, actor=by_customer, at=NOON)

    point.refresh_from_db()
    assert point.verified_at == NOON
    assert version_of(customer) == 2
    assert Event.objects.get().verb == verbs.CONTACT_VERIFIED


def test_a_second_proof_changes_nothing(customer: Customer, by_customer: Actor) -> None:
    point = customer.contact_points.get()
    verify_contact_point(point, actor=by_customer, at=NOON)

    verify_contact_point(point, actor=by_customer, at=NOON)

    assert version_of(customer) == 2
    assert Event.objects.count() == 1


def test_a_login_is_made_once_and_opens_no_desk(db: None, agent: Actor) -> None:
    customer = CustomerFactory()

    login = ensure_login(customer, actor=agent, at=NOON)
    again = ensure_login(customer, actor=agent, at=NOON)

    assert again == login
    assert login.kind == "customer"
    assert login.email is None
    assert not login.has_usable_password()
    assert Event.objects.get().verb == verbs.LOGIN_CREATED


def test_the_database_refuses_an_address_in_capitals(customer: Customer) -> None:
    with pytest.raises(IntegrityError, match="contact_email_is_lower"):
        EmailFactory(customer=customer, value="Ha@thu.example")
