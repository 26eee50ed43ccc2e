"""The portal asks the database the same little for one thing and for fifty."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.catalog import PurchaseLineFactory, UnitFactory
from tests.factories.claims import fault, received, submitted
from tests.factories.tickets import MessageFactory, TicketFactory
from tests.factories.warranty import component, covered_unit, published
from tickets.models import Ticket
from warranty.actions.activation import ActivationFacts, activate
from warranty.enums import ActivationChannel
from warranty.keys import unit_key

Fill = Callable[[int], None]


@pytest.fixture
def own_unit(customer: Customer) -> Unit:
    motor = component("motor", "Động cơ")
    published("nha", {"length": 24}, {"length": 120, "component": motor})
    unit = covered_unit("NM95-2409-004172", owner=customer)
    by_agent = ActivationFacts(ActivationChannel.AGENT, date(2026, 9, 12))
    activate(unit, by_agent, actor=SYSTEM, at=NOON)
    return unit


@pytest.fixture
def fill(customer: Customer, own_unit: Unit, ticket: Ticket, agent_user: User) -> Fill:
    def with_rows(n: int) -> None:
        line = PurchaseLineFactory(purchase__customer=customer, quantity=n)
        units = UnitFactory.create_batch(n, owner=customer, purchase_line=line)
        units += [
            covered_unit(f"D5-{units[0].pk}-{i:04}", owner=customer) for i in range(n)
        ]
        for place, unit in enumerate(units[n:]):
            submitted(unit, symptom=fault(f"loi-{units[0].pk}-{place}"))
        TicketFactory.create_batch(n, customer=customer, unit=own_unit)
        TicketFactory.create_batch(n, customer=customer, unit=line.units.first())
        MessageFactory.create_batch(
            n, ticket=ticket, author_kind="staff", author_user=agent_user
        )

    return with_rows


PAGES = {
    "portal:home": "/",
    "portal:products": "/my/products/",
    "portal:product": "/my/products/{serial}/",
    "portal:product_transfer": "/my/products/{serial}/transfer/",
    "portal:product_add": "/my/products/add/",
    "portal:activate": "/warranty/activate/?serial={serial}&key={key}",
    "portal:activated": "/warranty/activated/{serial}.{key}/",
    "portal:tickets": "/my/tickets/",
    "portal:profile": "/my/profile/",
    "portal:new_ticket": "/support/new/",
    "portal:claims": "/my/claims/",
    "portal:claim_new": "/my/claims/new/?unit={serial}",
    "portal:ticket": "/my/tickets/{number}/",
    "portal:tracked": "/t/{access_key}/",
}


@pytest.mark.parametrize("door", ["/my/tickets/{number}/", "/t/{access_key}/"])
def test_a_case_with_a_repair_keeps_to_its_budget(
    door: str, own_unit: Unit, customer_client: Client
) -> None:
    claim = received(submitted(own_unit), at=NOON)
    ticket = claim.ticket
    address = door.format(number=ticket.number, access_key=ticket.access_key)

    assert queries_of(customer_client, address) == BUDGETS[f"claim {door}"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget_however_much_there_is(
    name: str, fill: Fill, ticket: Ticket, own_unit: Unit, customer_client: Client
) -> None:
    address = PAGES[name].format(
        number=ticket.number,
        access_key=ticket.access_key,
        serial=own_unit.serial,
        key=unit_key(own_unit.serial),
    )

    fill(1)
    with_one = queries_of(customer_client, address)
    fill(49)
    with_fifty = queries_of(customer_client, address)

    assert (with_one, with_fifty) == (with_fifty, BUDGETS[name])
