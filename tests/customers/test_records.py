"""Entering, finding and correcting customers."""

from datetime import timedelta

import pytest

from customers import verbs
from customers.actions.records import (
    create_customer,
    edit_customer,
    find_or_create_by_contact,
    find_or_create_guest,
    note_view,
)
from customers.enums import Salutation
from customers.errors import ContactTakenError, NamelessError, NoContactError
from customers.models import ContactPoint, Customer
from customers.profiles import Profile
from foundation.core.actor import SYSTEM, Actor
from foundation.core.errors import EmailError, PhoneError
from foundation.events.models import Event
from tests.conftest import NOON

HA = Profile("Nguyễn Thu Hà", salutation=Salutation.CHI, city="TP. Thủ Đức")


def test_a_customer_is_entered_with_number_and_address(agent: Actor) -> None:
    customer = create_customer(
        HA, phone="0903 442 218", email="Ha@Thu.example", actor=agent, at=NOON
    )

    assert customer.name == "Nguyễn Thu Hà"
    assert customer.phone == "+84903442218"
    assert customer.email == "ha@thu.example"
    event = Event.objects.get(verb=verbs.CUSTOMER_CREATED)
    assert event.subject_id == str(customer.pk)
    assert event.data == {"contacts": ["phone", "email"]}


def test_the_first_contact_of_each_kind_is_primary_and_unproven(agent: Actor) -> None:
    customer = create_customer(
        HA, phone="0903442218", email="ha@thu.example", actor=agent, at=NOON
    )

    points = customer.contact_points.values_list("is_primary", "verified_at")
    assert list(points) == [(True, None), (True, None)]


def test_a_number_of_another_customer_is_refused(
    customer: Customer, agent: Actor
) -> None:
    with pytest.raises(ContactTakenError) as refusal:
        create_customer(HA, phone="0903442218", actor=agent, at=NOON)

    assert refusal.value.field == "phone"
    assert Customer.objects.count() == 1


def test_a_customer_nobody_can_reach_is_refused(agent: Actor) -> None:
    with pytest.raises(NoContactError):
        create_customer(HA, phone=" ", email="", actor=agent, at=NOON)


@pytest.mark.parametrize("name", ["", "  ", "···", "\u200b\u200b", "\x00"])
def test_a_customer_without_a_name_is_refused(name: str, agent: Actor) -> None:
    with pytest.raises(NamelessError):
        create_customer(Profile(name), phone="0903442218", actor=agent, at=NOON)

    assert not Customer.objects.exists()


def test_a_wrong_number_is_refused_with_its_field(agent: Actor) -> None:
    with pytest.raises(PhoneError) as refusal:
        create_customer(HA, phone="123", actor=agent, at=NOON)

    assert refusal.value.field == "phone"


def test_a_wrong_address_is_refused_with_its_field(agent: Actor) -> None:
    with pytest.raises(EmailError) as refusal:
        create_customer(HA, email="ha@", actor=agent, at=NOON)

    assert refusal.value.field == "email"


def test_a_name_is_kept_composed_and_on_one_line(agent: Actor) -> None:
    profile = Profile("  Nguye\u0302\u0303n\nThu\t Hà ")

    customer = create_customer(profile, phone="0903442218", actor=agent, at=NOON)

    assert customer.name == "Nguyễn Thu Hà"


def test_a_known_caller_is_found_by_number_and_keeps_the_name(
    customer: Customer, agent: Actor
) -> None:
    found = find_or_create_by_contact(
        Profile("Chị Hà"), phone="+84 903 442 218", actor=agent, at=NOON
    )

    assert found == customer
    assert found.name == "Nguyễn Thu Hà"
    assert not Event.objects.exists()


def test_a_known_caller_gains_the_address_that_was_missing(
    customer: Customer, agent: Actor
) -> None:
    find_or_create_by_contact(
        HA, phone="0903442218", email="ha@thu.example", actor=agent, at=NOON
    )

    assert customer.email == "ha@thu.example"
    assert Event.objects.get().verb == verbs.CONTACT_ADDED


def test_the_address_of_another_customer_stays_with_them(
    customer: Customer, other_customer: Customer, agent: Actor
) -> None:
    other_customer.contact_points.create(kind="email", value="mai@thu.example")

    found = find_or_create_by_contact(
        HA, phone="0903442218", email="mai@thu.example", actor=agent, at=NOON
    )

    assert found == customer
    assert ContactPoint.objects.get(kind="email").customer == other_customer


def test_an_unknown_caller_is_entered(agent: Actor) -> None:
    found = find_or_create_by_contact(HA, phone="0903442218", actor=agent, at=NOON)

    assert found.phone == "+84903442218"


def test_a_guest_is_entered_with_the_one_contact_they_gave(db: None) -> None:
    found = find_or_create_guest(HA, contact="ha@thu.example", actor=SYSTEM, at=NOON)

    assert found.email == "ha@thu.example"
    assert found.login is None


def test_a_guest_changes_nothing_of_a_known_customer(customer: Customer) -> None:
    found = find_or_create_guest(
        Profile("Kẻ gian"), contact="0903442218", actor=SYSTEM, at=NOON
    )

    found.refresh_from_db()
    assert found == customer
    assert found.name == "Nguyễn Thu Hà"
    assert found.contact_points.count() == 1


def test_a_correction_is_recorded_by_field_never_by_word(
    customer: Customer, agent: Actor
) -> None:
    edited = edit_customer(customer, HA, actor=agent, at=NOON)

    assert edited.city == "TP. Thủ Đức"
    assert Event.objects.get(verb=verbs.CUSTOMER_EDITED).data == {"fields": ["city"]}


def test_a_correction_that_corrects_nothing_is_not_recorded(
    customer: Customer, agent: Actor
) -> None:
    edit_customer(customer, customer.profile, actor=agent, at=NOON)

    assert not Event.objects.exists()


def test_a_look_is_kept_once_per_colleague_and_hour(
    customer: Customer, agent: Actor, lead: Actor
) -> None:
    note_view(customer, actor=agent, at=NOON)
    note_view(customer, actor=agent, at=NOON + timedelta(minutes=59))
    note_view(customer, actor=lead, at=NOON + timedelta(minutes=59))
    note_view(customer, actor=agent, at=NOON + timedelta(minutes=61))

    assert Event.objects.filter(verb=verbs.CUSTOMER_VIEWED).count() == 3
