"""The portal asks the database the same little for one thing and for fifty."""

from collections.abc import Callable

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from tests.budgets import BUDGETS, queries_of
from tests.factories.catalog import PurchaseLineFactory, UnitFactory
from tests.factories.tickets import MessageFactory, TicketFactory
from tickets.models import Ticket

Fill = Callable[[int], None]


@pytest.fixture
def fill(customer: Customer, ticket: Ticket, agent_user: User) -> Fill:
    def with_rows(n: int) -> None:
        line = PurchaseLineFactory(purchase__customer=customer, quantity=n)
        UnitFactory.create_batch(n, owner=customer, purchase_line=line)
        TicketFactory.create_batch(n, customer=customer, unit=line.units.first())
        MessageFactory.create_batch(
            n, ticket=ticket, author_kind="staff", author_user=agent_user
        )

    return with_rows


PAGES = {
    "portal:home": "/",
    "portal:products": "/my/products/",
    "portal:tickets": "/my/tickets/",
    "portal:profile": "/my/profile/",
    "portal:new_ticket": "/support/new/",
    "portal:ticket": "/my/tickets/{number}/",
    "portal:tracked": "/t/{access_key}/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget_however_much_there_is(
    name: str, fill: Fill, ticket: Ticket, customer_client: Client
) -> None:
    address = PAGES[name].format(number=ticket.number, access_key=ticket.access_key)

    fill(1)
    with_one = queries_of(customer_client, address)
    fill(49)
    with_fifty = queries_of(customer_client, address)

    assert (with_one, with_fifty) == (with_fifty, BUDGETS[name])
