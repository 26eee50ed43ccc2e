"""Two at once: customers are entered once, codes are used once."""

import pytest

from customers.actions.benefits import grant_benefits
from customers.actions.contact_points import remove_contact_point
from customers.actions.records import create_customer, find_or_create_guest
from customers.actions.sign_in import ask_for_code, sign_in_by_code, sign_in_by_link
from customers.contacts import Contact, email_contact
from customers.errors import (
    ContactTakenError,
    DeadLinkError,
    LastContactError,
    WrongProofError,
)
from customers.models import ContactPoint, Customer
from customers.profiles import Profile
from customers.proofs import MAX_TRIES
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory
from tests.sessions import all_at_once, another_session

pytestmark = pytest.mark.django_db(transaction=True)

HA = Profile("Nguyễn Thu Hà")


@pytest.fixture
def address() -> Contact:
    point = EmailFactory(customer=CustomerFactory(), value="ha@thu.example")
    return point.contact


def guest() -> Customer:
    return find_or_create_guest(HA, contact="0903442218", actor=SYSTEM, at=NOON)


def sent(name: str) -> str:
    return str(OutgoingMessage.objects.latest("pk").context[name])


def of_type(results: list[object], wanted: type) -> list[object]:
    return [result for result in results if isinstance(result, wanted)]


def test_guests_with_one_number_become_one_customer() -> None:
    results = all_at_once(*[guest] * 6)

    assert len(of_type(results, Customer)) == 6
    assert Customer.objects.count() == 1
    assert Event.objects.filter(verb="customer.created").count() == 1


def test_one_number_is_entered_by_one_colleague() -> None:
    def enter() -> Customer:
        return create_customer(HA, phone="0903442218", actor=SYSTEM, at=NOON)

    results = all_at_once(*[enter] * 4)

    assert len(of_type(results, Customer)) == 1
    assert len(of_type(results, ContactTakenError)) == 3
    assert Customer.objects.count() == 1


def test_a_code_lets_in_once(address: Contact) -> None:
    proof = ask_for_code(address, at=NOON)
    code = sent("code")

    results = all_at_once(
        *[lambda: sign_in_by_code(proof.handle, code, at=NOON)] * MAX_TRIES
    )

    assert len(of_type(results, User)) == 1
    assert len(of_type(results, WrongProofError)) == MAX_TRIES - 1
    assert User.objects.count() == 1
    assert Event.objects.filter(verb="customer.signed_in").count() == 1


def test_a_link_lets_in_once(address: Contact) -> None:
    ask_for_code(address, at=NOON)
    token = sent("link").rstrip("/").rsplit("/", 1)[-1]

    results = all_at_once(*[lambda: sign_in_by_link(token, at=NOON)] * 5)

    assert len(of_type(results, User)) == 1
    assert len(of_type(results, DeadLinkError)) == 4


def test_two_codes_of_one_address_do_not_wait_for_each_other(address: Contact) -> None:
    first, code_1 = ask_for_code(address, at=NOON), sent("code")
    second, code_2 = ask_for_code(address, at=NOON), sent("code")

    results = all_at_once(
        lambda: sign_in_by_code(first.handle, code_1, at=NOON),
        lambda: sign_in_by_code(second.handle, code_2, at=NOON),
    )

    assert len(of_type(results, User)) == 1
    assert len(of_type(results, WrongProofError)) == 1


def test_guesses_at_once_are_all_counted() -> None:
    proof = ask_for_code(email_contact("ai@thu.example"), at=NOON)

    all_at_once(*[lambda: sign_in_by_code(proof.handle, "000000", at=NOON)] * 9)

    proof.refresh_from_db()
    assert proof.attempts == MAX_TRIES


def test_the_last_two_contacts_are_not_both_removed() -> None:
    customer = CustomerFactory()
    PhoneFactory(customer=customer, is_primary=True)
    EmailFactory(customer=customer, is_primary=True)
    one, other = customer.contact_points.all()

    results = all_at_once(
        lambda: remove_contact_point(one, actor=SYSTEM, at=NOON),
        lambda: remove_contact_point(other, actor=SYSTEM, at=NOON),
    )

    assert len(of_type(results, LastContactError)) == 1
    assert ContactPoint.objects.count() == 1


def test_without_the_lock_both_would_go() -> None:
    """The race that the lock on the customer closes: each sees the other's contact."""
    customer = CustomerFactory()
    one = PhoneFactory(customer=customer, is_primary=True)
    other = EmailFactory(customer=customer, is_primary=True)

    with another_session() as session:
        session.begin()
        session.run(one.delete)
        is_last = not customer.contact_points.exclude(pk=other.pk).exists()
        session.commit()
    other.delete()

    assert not is_last
    assert not ContactPoint.objects.exists()


def test_tiers_granted_at_once_are_told_one_after_the_other() -> None:
    customer = CustomerFactory()

    all_at_once(
        *[
            lambda tier=tier: grant_benefits(customer, tier=tier, actor=SYSTEM, at=NOON)
            for tier in ("silver", "gold", "diamond")
        ]
    )

    told = [event.data for event in Event.objects.order_by("pk")]
    customer.refresh_from_db()
    assert [data["old_tier"] for data in told[1:]] == [
        data["tier"] for data in told[:-1]
    ]
    assert told[0]["old_tier"] == ""
    assert (told[-1]["tier"], told[-1]["queue_weight"]) == (
        customer.tier,
        customer.queue_weight,
    )


def test_without_the_lock_the_second_would_tell_of_a_tier_long_gone() -> None:
    """The race that the lock closes: who read before the other wrote tells old news."""
    customer = CustomerFactory()

    with another_session() as session:
        session.begin()
        session.run(lambda: Customer.objects.filter(pk=customer.pk).update(tier="gold"))
        seen = Customer.objects.get(pk=customer.pk).tier
        session.commit()
    customer.refresh_from_db()

    assert seen == ""
    assert customer.tier == "gold"
