"""What the palette of every page offers while somebody types."""

import pytest
from django.test import Client

from foundation.accounts.models import Team, User
from tests.budgets import BUDGETS, queries_of
from tests.desk.pages import shown
from tests.factories.bulk import many
from tests.factories.catalog import PurchaseLineFactory, UnitFactory
from tests.factories.customers import CustomerFactory, PhoneFactory
from tests.factories.tickets import MessageFactory, TicketFactory
from tickets.models import Ticket

PALETTE = "/desk/palette/"


@pytest.fixture
def washer(team: Team) -> Ticket:
    customer = CustomerFactory(name="Phạm Văn Đức")
    PhoneFactory(customer=customer, value="+84987654321", is_primary=True)
    line = PurchaseLineFactory(
        purchase__customer=customer, purchase__source_id="HD240199"
    )
    unit = UnitFactory(serial="WF95-2409-000123", owner=customer, purchase_line=line)
    ticket = TicketFactory(
        number="TK-48190",
        subject="Máy giặt rung",
        customer=customer,
        team=team,
        unit=unit,
    )
    MessageFactory(ticket=ticket, body="Vắt là rung bần bật")
    return ticket


@pytest.mark.parametrize(
    "words",
    [
        "48190",
        "4321",
        "0987 654 321",
        "000123",
        "HD240199",
        "may giat",
        "van duc",
        "bần bật",
    ],
)
def test_a_ticket_is_offered_by(
    agent_client: Client, washer: Ticket, words: str
) -> None:
    page = shown(agent_client.get(PALETTE, {"q": words}))

    assert 'href="/desk/tickets/TK-48190/"' in page
    assert 'role="option"' in page


def test_customers_units_and_orders_are_offered(
    agent_client: Client, washer: Ticket
) -> None:
    assert "0987 ··· 321" in shown(agent_client.get(PALETTE, {"q": "van duc"}))
    assert "/desk/units/WF95" in shown(agent_client.get(PALETTE, {"q": "2409-0001"}))
    assert "<mark>HD240199</mark>" in shown(
        agent_client.get(PALETTE, {"q": "HD240199"})
    )


def test_the_words_go_on_to_the_page_and_to_the_inbox(agent_client: Client) -> None:
    page = shown(agent_client.get(PALETTE, {"q": '"><b>&'}))

    assert "/desk/search/?q=%22%3E%3Cb%3E%26" in page
    assert "/desk/?q=%22%3E%3Cb%3E%26" in page
    assert "<b>" not in page


def test_without_words_my_tickets_are_offered(
    agent_client: Client, agent_user: User, team: Team
) -> None:
    TicketFactory(team=team, assignee=agent_user, number="TK-70001")
    TicketFactory(team=team, number="TK-70002")

    page = shown(agent_client.get(PALETTE))

    assert "TK-70001" in page
    assert "TK-70002" not in page


def test_a_merged_ticket_offers_the_living_one(
    agent_client: Client, team: Team, washer: Ticket
) -> None:
    living = TicketFactory(team=team, number="TK-50001")
    Ticket.objects.filter(pk=washer.pk).update(merged_into=living)

    page = shown(agent_client.get(PALETTE, {"q": "48190"}))

    assert 'href="/desk/tickets/TK-50001/"' in page
    assert "gộp từ #48190" in page


def test_others_tickets_are_not_offered(
    other_agent_client: Client, washer: Ticket
) -> None:
    assert "TK-48190" not in shown(other_agent_client.get(PALETTE, {"q": "48190"}))


def test_no_cache_keeps_what_was_looked_for(agent_client: Client) -> None:
    answer = agent_client.get(PALETTE, {"q": "ha"})

    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "query"), [("desk:palette", ""), ("desk:palette?q", "?q=may+giat+12")]
)
def test_the_palette_asks_as_much_for_fifty_as_for_one(
    agent_client: Client,
    agent_user: User,
    team: Team,
    washer: Ticket,
    n: int,
    name: str,
    query: str,
) -> None:
    many(
        TicketFactory,
        n,
        team=team,
        assignee=agent_user,
        customer=washer.customer,
        subject="Máy giặt 12",
    )

    asked = queries_of(agent_client, PALETTE + query)

    assert asked == BUDGETS[name]
    assert asked <= 6
