"""The customer pages ask the same number of queries for one row and for fifty."""

from django.test import Client
from django.urls import reverse

from customers.actions.contact_points import add_contact_point
from customers.actions.records import create_customer
from customers.contacts import email_contact
from customers.models import Customer
from customers.profiles import Profile
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.catalog import (
    ProductFactory,
    PurchaseFactory,
    PurchaseLineFactory,
    UnitFactory,
)
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket


def enter(first: int, last: int, agent: Actor) -> None:
    for n in range(first, last):
        create_customer(
            Profile(f"Nguyễn Văn {n}"),
            phone=f"0903{n:06}",
            email=f"khach{n}@thu.example",
            actor=agent,
            at=NOON,
        )


def give(customer: Customer, team: Team, times: int) -> None:
    for _ in range(times):
        purchase = PurchaseFactory(customer=customer)
        line = PurchaseLineFactory(purchase=purchase, product=ProductFactory())
        UnitFactory(owner=customer, product=line.product, purchase_line=line)
        TicketFactory(customer=customer, team=team)


def test_the_list_costs_the_same_for_one_and_fifty(
    agent_client: Client, agent: Actor
) -> None:
    address = reverse("desk:customers")
    enter(0, 1, agent)
    one = queries_of(agent_client, address)

    enter(1, 50, agent)

    assert queries_of(agent_client, address) == one <= BUDGETS["desk:customers"]


def test_a_search_costs_the_same_for_one_and_fifty(
    agent_client: Client, agent: Actor
) -> None:
    address = reverse("desk:customers") + "?q=nguyen+van"
    enter(0, 1, agent)
    one = queries_of(agent_client, address)

    enter(1, 50, agent)

    assert queries_of(agent_client, address) == one <= BUDGETS["desk:customers"]


def test_the_page_costs_the_same_for_little_and_much(
    agent_client: Client, agent: Actor, customer: Customer, team: Team
) -> None:
    address = reverse("desk:customer", args=[customer.pk])
    add_contact_point(customer, email_contact("ha@thu.example"), actor=agent, at=NOON)
    give(customer, team, 1)
    little = queries_of(agent_client, address)

    give(customer, team, 15)

    assert queries_of(agent_client, address) == little <= BUDGETS["desk:customer"]


def test_the_page_costs_the_same_without_a_case_and_with_five_hundred(
    agent_client: Client, customer: Customer, team: Team
) -> None:
    address = reverse("desk:customer", args=[customer.pk])
    UnitFactory(owner=customer)
    none = queries_of(agent_client, address)
    page_of_none = len(agent_client.get(address).content)

    first = TicketFactory(customer=customer, team=team)
    copies = [copied(first, n) for n in range(500)]
    Ticket.objects.bulk_create(copies)

    assert queries_of(agent_client, address) == none <= BUDGETS["desk:customer"]
    # The page shows the latest and says how many there are.
    assert len(agent_client.get(address).content) < page_of_none + 60_000


def copied(ticket: Ticket, n: int) -> Ticket:
    """Another ticket like this one."""
    values = {
        field.attname: getattr(ticket, field.attname)
        for field in Ticket._meta.concrete_fields
        if not field.primary_key and not field.generated
    }
    own = {"number": f"TK-{700_000 + n}", "access_key": f"copy-{n}"}
    return Ticket(**{**values, **own})


def test_the_api_costs_the_same_for_one_and_fifty(
    agent_user: User, agent: Actor
) -> None:
    ApiTokenFactory(user=agent_user, key="k")
    program = Client(headers={"Authorization": "Token k"})
    address = reverse("customers_api:list")
    enter(0, 1, agent)
    one = queries_of(program, address)

    enter(1, 50, agent)

    assert queries_of(program, address) == one <= BUDGETS["customers_api:list"]
