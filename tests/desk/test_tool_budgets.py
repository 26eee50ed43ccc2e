"""How many queries the pages of replies, macros and bulk runs ask."""

import pytest
from django.test import Client

from automation.models import BulkRun
from foundation.accounts.models import Team, User
from tests.automation.acting import URGENT, done
from tests.budgets import BUDGETS, queries_of
from tests.factories.automation import CannedReplyFactory, MacroFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket


def crowd(n: int, ticket: Ticket, team: Team, user: User) -> BulkRun:
    """`n` of everything, one long run among them."""
    CannedReplyFactory.create_batch(n, owner=user, team=team)
    steps = [{"do": "assign", "value": f"team:{team.pk}"}]
    MacroFactory.create_batch(n, owner=user, steps=steps)
    tickets = TicketFactory.create_batch(n, team=team, assignee=user)
    return done(URGENT, [ticket, *tickets], user)


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("automation:replies", "replies/"),
        ("automation:macros", "macros/"),
        ("automation:runs", "bulk/"),
        ("automation:bulk", "bulk/{run}/"),
        ("automation:canned", "tickets/{number}/canned/"),
        ("automation:macro_menu", "tickets/{number}/macros/"),
    ],
)
def test_a_page_asks_as_much_for_fifty_as_for_one(
    agent_client: Client,
    mine: Ticket,
    team: Team,
    agent_user: User,
    n: int,
    name: str,
    address: str,
) -> None:
    run = crowd(n, mine, team, agent_user)
    path = address.format(run=run.pk, number=mine.number)

    assert queries_of(agent_client, f"/desk/{path}") == BUDGETS[name]
