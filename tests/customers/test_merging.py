"""Two customers found to be one, and taken apart again."""

from typing import Any

import pytest
from django.apps import apps

from catalog.actions.purchases import record_purchase
from catalog.actions.sales import write_lines
from catalog.enums import SalesChannel
from catalog.ledger import KNOWN, SoldLine
from catalog.models import Purchase, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.actions.benefits import grant_benefits
from customers.actions.consents import record_consent
from customers.actions.contact_points import add_contact_point, ensure_login
from customers.actions.merging import merge_customers, unmerge_customer
from customers.actions.records import (
    edit_customer,
    find_or_create_by_contact,
    find_or_create_guest,
)
from customers.actions.sign_in import ask_for_code, sign_in_by_code
from customers.bulk import customers_by_phone
from customers.consent_reading import consent_sheet
from customers.consents import Word
from customers.contacts import email_contact
from customers.errors import (
    CustomerMergedError,
    MergeChainError,
    MergeIntoItselfError,
    NotMergedError,
)
from customers.models import Consent, Customer, CustomerMerge
from customers.profiles import Profile
from customers.queries import (
    customer_of,
    events_of,
    recipient_of,
    search,
    with_email,
    with_phone,
)
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor, customer_actor
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from intake.actions import open_from_portal
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory, PurchaseFactory, UnitFactory
from tests.factories.customers import CustomerFactory, EmailFactory, PhoneFactory
from tests.factories.tickets import TicketFactory
from tickets.actions.opening import Opening, open_ticket, verify_tickets_of
from tickets.models import Ticket

# What tells of the merge itself; everything else must be as it was.
STORIES = {"customers.customermerge", "events.event", "events.eventlink"}
STORIES |= {"events.dispatch", "events.delivery"}


@pytest.fixture
def ha(db: None) -> Customer:
    """The record that goes on."""
    customer = CustomerFactory(name="Nguyễn Thu Hà")
    PhoneFactory(customer=customer, value="+84903442218", is_primary=True)
    return customer


@pytest.fixture
def ha_too(db: None) -> Customer:
    """The same woman, entered again with what she had bought and asked."""
    customer = CustomerFactory(name="Nguyen Ha")
    PhoneFactory(customer=customer, value="+84911222333", is_primary=True)
    EmailFactory(
        customer=customer, value="ha@thu.example", is_primary=True, verified_at=NOON
    )
    TicketFactory(customer=customer)
    PurchaseFactory(customer=customer)
    UnitFactory(owner=customer)
    return customer


@pytest.fixture
def merged(ha: Customer, ha_too: Customer, lead: Actor) -> Customer:
    """`ha_too`, merged into `ha`."""
    merge_customers(ha_too, ha, actor=lead, at=NOON)
    ha_too.refresh_from_db()
    return ha_too


def login_of(customer: Customer) -> User:
    return ensure_login(customer, actor=SYSTEM, at=NOON)


def every_row() -> dict[str, list[dict[str, Any]]]:
    models = [one for one in apps.get_models() if one._meta.managed]
    kept = [one for one in models if one._meta.label_lower not in STORIES]
    return {
        one._meta.label_lower: list(one._base_manager.order_by("pk").values())
        for one in kept
    }


def test_a_merged_record_points_at_the_one_that_goes_on(
    ha: Customer, ha_too: Customer, lead: Actor
) -> None:
    into = merge_customers(ha_too, ha, actor=lead, at=NOON)

    ha_too.refresh_from_db()
    merge = CustomerMerge.objects.get()
    assert into == ha_too.living == ha
    assert (merge.source, merge.target, merge.by_id) == (ha_too, ha, lead.user_id)


def test_the_merge_is_told_on_both_timelines(merged: Customer, ha: Customer) -> None:
    event = Event.objects.get(verb="customer.merged")

    assert event.data["into_id"] == ha.pk
    assert {link.thing_id for link in event.links.all()} == {
        str(ha.pk),
        str(merged.pk),
    }


def test_merged_and_taken_apart_every_row_is_as_it_was(
    ha: Customer, ha_too: Customer, lead: Actor
) -> None:
    login_of(ha), login_of(ha_too)
    before = every_row()

    merge_customers(ha_too, ha, actor=lead, at=NOON)
    during = every_row()
    unmerge_customer(Customer.objects.get(pk=ha_too.pk), actor=lead, at=NOON)

    assert during != before
    assert every_row() == before


def test_an_undo_is_kept_with_who_and_when(merged: Customer, lead: Actor) -> None:
    unmerge_customer(merged, actor=lead, at=NOON)

    merge = CustomerMerge.objects.get()
    assert (merge.undone_at, merge.undone_by_id) == (NOON, lead.user_id)
    assert Event.objects.filter(verb="customer.unmerged").count() == 1


def test_a_record_is_not_merged_into_itself(ha: Customer, lead: Actor) -> None:
    with pytest.raises(MergeIntoItselfError):
        merge_customers(ha, ha, actor=lead, at=NOON)


def test_a_merged_record_is_not_merged_again(merged: Customer, lead: Actor) -> None:
    with pytest.raises(CustomerMergedError):
        merge_customers(merged, CustomerFactory(), actor=lead, at=NOON)


def test_a_record_that_holds_others_is_not_merged(
    merged: Customer, ha: Customer, lead: Actor
) -> None:
    with pytest.raises(MergeChainError):
        merge_customers(ha, CustomerFactory(), actor=lead, at=NOON)


def test_nobody_goes_on_in_a_merged_record(merged: Customer, lead: Actor) -> None:
    with pytest.raises(MergeChainError):
        merge_customers(CustomerFactory(), merged, actor=lead, at=NOON)


def test_the_other_way_round_a_third_record_joins(
    merged: Customer, ha: Customer, lead: Actor
) -> None:
    third = CustomerFactory()

    merge_customers(third, ha, actor=lead, at=NOON)

    assert set(ha.merged_here.all()) == {merged, third}


def test_what_is_not_merged_is_not_taken_apart(ha: Customer, lead: Actor) -> None:
    with pytest.raises(NotMergedError):
        unmerge_customer(ha, actor=lead, at=NOON)


def test_a_merged_record_can_be_taken_apart_and_merged_again(
    merged: Customer, ha: Customer, lead: Actor
) -> None:
    alone = unmerge_customer(merged, actor=lead, at=NOON)

    merge_customers(alone, ha, actor=lead, at=NOON)

    assert CustomerMerge.objects.filter(undone_at=None).count() == 1


@pytest.mark.parametrize("which", ["ha", "ha_too"])
def test_either_login_sees_all_of_the_person(
    merged: Customer, ha: Customer, which: str
) -> None:
    TicketFactory(customer=ha)
    UnitFactory(owner=ha)
    PurchaseFactory(customer=ha)
    user = login_of({"ha": ha, "ha_too": merged}[which])

    assert Customer.objects.visible_to(user).count() == 2
    assert Ticket.objects.visible_to(user).count() == 2
    assert Unit.objects.visible_to(user).count() == 2
    assert Purchase.objects.visible_to(user).count() == 2
    assert customer_of(user) == ha


@pytest.mark.parametrize("which", ["ha", "ha_too"])
def test_taken_apart_each_login_sees_its_own_again(
    merged: Customer, ha: Customer, lead: Actor, which: str
) -> None:
    TicketFactory(customer=ha)
    record = {"ha": ha, "ha_too": merged}[which]
    user = login_of(record)

    unmerge_customer(merged, actor=lead, at=NOON)

    assert list(Customer.objects.visible_to(user)) == [record]
    assert Ticket.objects.visible_to(user).get().customer == record
    assert customer_of(user) == record


def test_another_customer_sees_nothing_of_them(
    merged: Customer, other_customer: Customer
) -> None:
    user = login_of(other_customer)

    assert not Ticket.objects.visible_to(user).exists()
    assert list(Customer.objects.visible_to(user)) == [other_customer]


def test_messages_may_go_where_the_merged_record_is_reached(
    merged: Customer, ha: Customer
) -> None:
    for_either = {recipient_of(ha), recipient_of(merged)}

    (recipient,) = for_either
    assert recipient.name == "Nguyễn Thu Hà"
    assert recipient.customer_ref == str(ha.pk)
    assert recipient.routes[0] == ("email", "ha@thu.example")


@pytest.mark.parametrize("words", ["Nguyen Ha", "0911222333", "2333", "ha@thu.example"])
def test_a_search_for_the_merged_finds_the_living(
    merged: Customer, ha: Customer, words: str
) -> None:
    assert list(search(Customer.objects.all(), words)) == [ha]


def test_numbers_and_addresses_of_the_merged_find_the_living(
    merged: Customer, ha: Customer
) -> None:
    everybody = Customer.objects.all()

    assert list(with_phone(everybody, "0911 222 333")) == [ha]
    assert list(with_email(everybody, "Ha@thu.example")) == [ha]


def test_what_comes_in_for_the_merged_belongs_to_the_living(
    merged: Customer, ha: Customer, agent: Actor
) -> None:
    profile = Profile("Hà")
    caller = find_or_create_by_contact(
        profile, phone="0911222333", actor=agent, at=NOON
    )
    guest = find_or_create_guest(
        profile, contact="ha@thu.example", actor=SYSTEM, at=NOON
    )

    assert caller == guest == ha
    assert customers_by_phone({"+84911222333"}) == {"+84911222333": ha.pk}


def test_a_shop_that_sells_to_the_merged_sells_to_the_living(
    ha: Customer, ha_too: Customer, lead: Actor
) -> None:
    ProductFactory(sku="WF-95")
    buyer = Buyer("Hà", "+84911222333")
    before = ReceiptHead("pos", "HD1", SalesChannel.STORE, buyer, NOON)
    after = ReceiptHead("pos", "HD2", SalesChannel.STORE, buyer, NOON)
    line = ReceiptLine("WF-95", 1, 9_490_000, 0, ("NM95-1",))
    other_line = ReceiptLine("WF-95", 1, 9_490_000, 0, ("NM95-2",))
    bought = record_purchase(Receipt(before, (line,)), actor=lead, at=NOON)

    merge_customers(ha_too, ha, actor=lead, at=NOON)
    again = write_lines([SoldLine(before, line)], actor=lead, at=NOON)
    since = record_purchase(Receipt(after, (other_line,)), actor=lead, at=NOON)

    assert again == [KNOWN]
    assert (bought.customer, since.customer) == (ha_too, ha)
    assert Unit.objects.get(serial="NM95-2").owner == ha


def test_a_guest_of_the_merged_is_believed_when_the_living_signs_in(
    merged: Customer, ha: Customer
) -> None:
    ticket = TicketFactory(customer=merged, is_verified=False)

    verify_tickets_of(ha, actor=SYSTEM, at=NOON)

    ticket.refresh_from_db()
    assert ticket.is_verified


def test_a_signed_in_customer_asks_about_a_unit_of_either_record(
    merged: Customer, ha: Customer
) -> None:
    unit = Unit.objects.get(owner=merged)
    opening = Opening(subject="Máy kêu to", body="Từ hôm qua.", unit=unit)
    actor = customer_actor(ha.pk)

    ticket = open_from_portal(ha, actor=actor, at=NOON, opening=opening)

    assert (ticket.customer, ticket.unit) == (ha, unit)


def test_a_code_to_the_merged_number_signs_in_who_sees_all(
    merged: Customer, ha: Customer
) -> None:
    address = email_contact("ha@thu.example")
    proof = ask_for_code(address, at=NOON)
    code = OutgoingMessage.objects.latest("pk").context["code"]

    user = sign_in_by_code(proof.handle, code, at=NOON)

    merged.refresh_from_db()
    assert merged.login == user
    assert Customer.objects.get(pk=ha.pk).login is None
    assert customer_of(user) == ha


def test_a_ticket_opened_for_the_merged_is_the_livings(
    merged: Customer, ha: Customer, agent: Actor
) -> None:
    opening = Opening(subject="Máy kêu to", body="Từ hôm qua.")

    ticket = open_ticket(merged, actor=agent, at=NOON, opening=opening)

    assert ticket.customer == ha


def test_a_merged_record_is_left_as_it_was(
    merged: Customer, agent: Actor, lead: Actor
) -> None:
    with pytest.raises(CustomerMergedError):
        edit_customer(merged, Profile("Khác"), actor=agent, at=NOON)
    with pytest.raises(CustomerMergedError):
        grant_benefits(merged, tier="gold", actor=lead, at=NOON)
    with pytest.raises(CustomerMergedError):
        add_contact_point(
            merged, email_contact("moi@thu.example"), actor=agent, at=NOON
        )


def test_what_happened_to_either_is_the_persons_story(
    merged: Customer, ha: Customer, lead_user: User, agent: Actor
) -> None:
    open_ticket(
        ha, actor=agent, at=NOON, opening=Opening(subject="Máy kêu", body="To.")
    )

    verbs = list(events_of(ha, lead_user).values_list("verb", flat=True))

    assert sorted(verbs) == ["customer.merged", "ticket.opened"]
    assert events_of(merged, lead_user).count() == 2


def test_the_last_word_of_either_record_counts(
    ha: Customer, ha_too: Customer, agent: Actor, lead: Actor
) -> None:
    yes = Word("marketing", "sms", is_given=True, source="phone", evidence="cuộc gọi 7")
    no = Word("marketing", "sms", is_given=False, source="store")
    record_consent(ha, word=yes, actor=agent, at=NOON)
    record_consent(ha_too, word=no, actor=agent, at=NOON)

    merge_customers(ha_too, ha, actor=lead, at=NOON)

    sheet = consent_sheet(ha)
    assert [row.refused for row in sheet.said] == ["SMS"]
    assert len(sheet.words) == 2


def test_a_word_of_the_merged_is_kept_with_the_living(
    merged: Customer, ha: Customer, agent: Actor
) -> None:
    no = Word("care", "phone", is_given=False, source="phone")

    record_consent(merged, word=no, actor=agent, at=NOON)

    assert Consent.objects.get().customer == ha
