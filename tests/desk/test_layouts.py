"""The table of the inbox: as many queries for fifty rows as for one, in the index's order."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from desk.inbox import asked_for
from desk.inbox_question import BY_CODE, InboxQuestion
from foundation.accounts.models import Team, User
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.desk.pages import INBOX, shown
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket
from tickets.models.ranks import PRIORITY_RANK


@pytest.mark.parametrize("n", [1, 29])
def test_the_table_asks_as_much_for_many_as_for_one(
    agent_client: Client, team: Team, agent_user: User, n: int
) -> None:
    TicketFactory.create_batch(n, team=team, assignee=agent_user)
    agent_client.post(reverse("desk:change_layout"), {"view": "mine", "table": "1"})

    asked = queries_of(agent_client, INBOX + "?view=mine")

    assert asked == BUDGETS["desk:inbox?table"]


def test_the_list_by_priority_comes_from_its_index(lead_user: User) -> None:
    question = InboxQuestion(view=BY_CODE["all"], order="priority")
    tickets = asked_for(lead_user, question, NOON).annotate(rank=PRIORITY_RANK)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        plan = tickets.order_by("-rank", "-last_message_at", "-id")[:31].explain()

    assert "ticket_unfinished_priority" in plan
    assert "Sort" not in plan


def test_a_ticket_of_nobody_is_taken_from_its_row(
    agent_client: Client, ticket: Ticket
) -> None:
    layout = {"view": "unassigned", "table": "1"}
    agent_client.post(reverse("desk:change_layout"), layout)

    page = shown(agent_client.get(INBOX + "?view=unassigned"))

    assert f'formaction="{reverse("desk:take", args=[ticket.number])}"' in page
