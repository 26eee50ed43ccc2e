"""How many queries the pages of the desk ask: the same for one row and for fifty."""

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import Team, User
from tests.budgets import BUDGETS, queries_of
from tests.desk.pages import INBOX, page_of
from tests.factories.catalog import PurchaseLineFactory, UnitFactory
from tests.factories.tickets import OPENED, MessageFactory, TicketFactory
from tickets.models import CallTask, Ticket


@pytest.fixture
def case(mine: Ticket) -> Ticket:
    """The ticket with everything a page may show of it."""
    line = PurchaseLineFactory(purchase__customer=mine.customer)
    mine.unit = UnitFactory(owner=mine.customer, purchase_line=line)
    mine.save()
    return mine


def crowd(n: int, case: Ticket, team: Team, agent: User) -> None:
    """`n` more of everything: tickets, messages, units, calls."""
    for i in range(n):
        other = TicketFactory(team=team, assignee=agent, customer=case.customer)
        MessageFactory(ticket=case)
        MessageFactory(ticket=case, kind="note", author_kind="staff", author_user=agent)
        UnitFactory(owner=case.customer)
        CallTask.objects.create(
            customer=case.customer,
            ticket=other,
            message_ref=f"call-{i}",
            reason="ticket-reply",
            created_at=OPENED,
        )


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("desk:inbox", ""),
        ("desk:inbox?newest", "?view=all&order=newest"),
        ("desk:inbox?finished", "?view=finished"),
        ("desk:inbox?q", "?q=may+giat"),
        ("desk:calls", "calls/"),
    ],
)
def test_a_list_asks_as_much_for_fifty_as_for_one(
    agent_client: Client,
    case: Ticket,
    team: Team,
    agent_user: User,
    n: int,
    name: str,
    query: str,
) -> None:
    crowd(n, case, team, agent_user)

    assert queries_of(agent_client, INBOX + query) == BUDGETS[name]


@pytest.mark.parametrize("n", [1, 50])
def test_a_ticket_asks_as_much_for_fifty_messages_as_for_one(
    agent_client: Client, case: Ticket, team: Team, agent_user: User, n: int
) -> None:
    crowd(n, case, team, agent_user)

    assert queries_of(agent_client, page_of(case)) == BUDGETS["desk:ticket"]


@pytest.mark.parametrize("n", [1, 50])
def test_list_and_ticket_together_have_a_budget(
    agent_client: Client, case: Ticket, team: Team, agent_user: User, n: int
) -> None:
    crowd(n, case, team, agent_user)

    asked = queries_of(agent_client, f"{INBOX}?t={case.number}")

    assert asked == BUDGETS["desk:inbox?t"]


def test_the_form_for_a_caller_has_a_budget(
    agent_client: Client, customer: Customer
) -> None:
    address = f"{INBOX}tickets/new/?customer={customer.pk}"

    assert queries_of(agent_client, address) == BUDGETS["desk:new_ticket"]
