"""How far each way in believes its sender, and how often it lets them ask."""

from dataclasses import replace

import pytest

from customers.actions.contact_points import verify_contact_point
from customers.models import Customer
from foundation.accounts.models import RateCounter, User
from foundation.accounts.throttles import TooManyError
from foundation.core.actor import SYSTEM, Actor
from foundation.core.errors import PhoneError
from foundation.core.refs import ref
from foundation.events.actions import dispatch_event
from foundation.notifications.models import OutgoingMessage
from intake import limits
from intake.actions import (
    Caller,
    Guest,
    open_as_guest,
    open_from_call,
    open_from_portal,
)
from intake.errors import NotOwnUnitError
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.customers import EmailFactory
from tests.tickets.acting import ASKED, last_event, owed
from tickets.enums import TicketChannel
from tickets.models import Ticket

NETWORK = "203.0.113.0/24"
GUEST = Guest("Lê Văn Bình", "0912 000 111", NETWORK)
MARKER = "mua-ngay-re-nhat"


def test_a_signed_in_customer_is_believed(
    customer: Customer, by_customer: Actor
) -> None:
    ticket = open_from_portal(customer, actor=by_customer, at=NOON, opening=ASKED)

    assert (ticket.is_verified, ticket.channel) == (True, TicketChannel.PORTAL)
    assert ticket.customer == customer


def test_a_customer_asks_about_their_own_unit(
    customer: Customer, by_customer: Actor
) -> None:
    unit = UnitFactory(owner=customer)

    ticket = open_from_portal(
        customer, actor=by_customer, at=NOON, opening=replace(ASKED, unit=unit)
    )

    assert ticket.unit == unit


def test_a_customer_does_not_ask_about_somebody_elses(
    customer: Customer, other_customer: Customer, by_customer: Actor
) -> None:
    asked = replace(ASKED, unit=UnitFactory(owner=other_customer))

    with pytest.raises(NotOwnUnitError):
        open_from_portal(customer, actor=by_customer, at=NOON, opening=asked)

    assert not Ticket.objects.exists()


def test_a_guest_is_entered_and_doubted(db: None) -> None:
    ticket = open_as_guest(GUEST, at=NOON, opening=ASKED)

    assert ticket.is_verified is False
    assert ticket.customer.name == "Lê Văn Bình"
    assert ticket.customer.contact_points.get().value == "+84912000111"
    assert last_event("ticket.opened").actor_id == str(ticket.customer_id)


def test_a_guest_with_a_known_number_changes_nothing_of_its_owner(
    customer: Customer,
) -> None:
    guest = replace(GUEST, name="Kẻ lạ", contact="0903442218")

    ticket = open_as_guest(guest, at=NOON, opening=ASKED)

    customer.refresh_from_db()
    assert ticket.customer == customer
    assert customer.name == "Nguyễn Thu Hà"


def test_a_guest_names_no_unit_and_no_other_channel(customer: Customer) -> None:
    asked = replace(
        ASKED, unit=UnitFactory(owner=customer), channel=TicketChannel.STORE
    )

    ticket = open_as_guest(GUEST, at=NOON, opening=asked)

    assert (ticket.unit, ticket.channel) == (None, TicketChannel.PORTAL)


def test_an_address_that_is_none_is_refused_in_its_field(db: None) -> None:
    with pytest.raises(PhoneError) as refusal:
        open_as_guest(replace(GUEST, contact="12"), at=NOON, opening=ASKED)

    assert refusal.value.field == "contact"
    assert not Customer.objects.exists()


def test_thirty_forms_naming_one_victim_send_them_three_letters(
    customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    EmailFactory(customer=customer, value="nan-nhan@thu.example")
    many = replace(limits.GUESTS_BY_ADDRESS, limit=100)
    monkeypatch.setattr(limits, "GUESTS_BY_ADDRESS", many)
    spam = replace(ASKED, subject=MARKER, body=MARKER)

    [
        open_as_guest(
            Guest(MARKER, "nan-nhan@thu.example", f"198.51.{n}.0/24"),
            at=NOON,
            opening=spam,
        )
        for n in range(30)
    ]

    letters = owed("ticket-received")
    assert Ticket.objects.count() == 30
    assert len(letters) == 3
    assert MARKER not in str([(each.context, each.recipient_name) for each in letters])


def test_one_network_makes_us_write_twenty_letters_an_hour(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = replace(limits.GUESTS_BY_NETWORK, limit=100)
    monkeypatch.setattr(limits, "GUESTS_BY_NETWORK", many)

    [
        open_as_guest(Guest("A", f"a{n}@thu.example", NETWORK), at=NOON, opening=ASKED)
        for n in range(25)
    ]

    assert len(owed("ticket-received")) == 20


@pytest.mark.parametrize(
    ("rule", "guest"),
    [
        ("GUESTS_BY_NETWORK", Guest("B", "b@thu.example", NETWORK)),
        ("GUESTS_BY_ADDRESS", replace(GUEST, network="198.51.100.0/24")),
        ("GUESTS_BY_ALL", Guest("B", "b@thu.example", "198.51.100.0/24")),
    ],
)
def test_beyond_a_limit_a_guest_is_asked_to_wait(
    db: None, monkeypatch: pytest.MonkeyPatch, rule: str, guest: Guest
) -> None:
    monkeypatch.setattr(limits, rule, replace(getattr(limits, rule), limit=1))
    open_as_guest(GUEST, at=NOON, opening=ASKED)

    with pytest.raises(TooManyError):
        open_as_guest(guest, at=NOON, opening=ASKED)

    assert Ticket.objects.count() == 1


def test_the_counters_hold_nobodys_number(db: None) -> None:
    open_as_guest(GUEST, at=NOON, opening=ASKED)

    keys = str(list(RateCounter.objects.values_list("key", flat=True)))
    assert "912000111" not in keys


def test_a_caller_is_believed_and_their_words_are_written_down(
    agent: Actor, agent_user: User
) -> None:
    call = replace(ASKED, channel=TicketChannel.PHONE)
    caller = Caller(name="Lê Văn Bình", phone="0912 000 111")

    ticket = open_from_call(
        caller, actor=agent, staff=agent_user, at=NOON, opening=call
    )

    message = ticket.messages.get()
    assert (ticket.is_verified, ticket.channel) == (True, TicketChannel.PHONE)
    assert (message.author_kind, message.author_user) == ("customer", agent_user)


def test_a_known_caller_stays_who_they_are(
    agent: Actor, agent_user: User, customer: Customer
) -> None:
    ticket = open_from_call(
        Caller(customer), actor=agent, staff=agent_user, at=NOON, opening=ASKED
    )

    assert ticket.customer == customer


def test_signing_in_with_the_address_makes_the_guests_ticket_believed(
    db: None,
) -> None:
    ticket = open_as_guest(GUEST, at=NOON, opening=ASKED)
    point = ticket.customer.contact_points.get()

    verify_contact_point(point, actor=SYSTEM, at=NOON)
    dispatch_event(last_event("customer.contact_verified").pk)

    ticket.refresh_from_db()
    assert ticket.is_verified


def test_every_acknowledgement_is_about_its_ticket(db: None) -> None:
    ticket = open_as_guest(GUEST, at=NOON, opening=ASKED)

    assert OutgoingMessage.objects.get().about_id == ref(ticket).id
