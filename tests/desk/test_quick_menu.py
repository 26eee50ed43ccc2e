"""What is done to a ticket from its row."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Team, User
from tests.budgets import BUDGETS, queries_of
from tests.desk.pages import INBOX, shown
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket


def menu_of(ticket: Ticket) -> str:
    return reverse("desk:quick") + f"?t={ticket.number}&next=/desk/?view=mine"


def test_each_row_of_the_list_has_a_menu(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(INBOX + "?view=mine"))

    assert f'form="row-quick" name="t" value="{mine.number}"' in page


def test_each_row_of_the_table_has_a_menu(agent_client: Client, mine: Ticket) -> None:
    agent_client.post(reverse("desk:change_layout"), {"view": "mine", "table": "1"})

    page = shown(agent_client.get(INBOX + "?view=mine"))

    assert f'form="row-quick" name="t" value="{mine.number}"' in page


def test_the_menu_holds_what_may_be_done(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(menu_of(mine), headers={"HX-Request": "true"}))

    assert [f'data-part="{key}"' in page for key in "asptze"] == [True] * 6
    assert 'name="next" value="/desk/?view=mine"' in page


def test_a_finished_ticket_is_neither_given_nor_hidden(
    agent_client: Client, mine: Ticket
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(
        status="resolved", outcome="answered", resolved_at=mine.opened_at
    )

    page = shown(agent_client.get(menu_of(mine), headers={"HX-Request": "true"}))

    assert [f'data-part="{key}"' in page for key in "asz"] == [False] * 3


def test_without_script_the_menu_is_a_page(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(menu_of(mine)))

    assert page.startswith("<!doctype html>")
    assert reverse("desk:priority", args=[mine.number]) in page


@pytest.mark.parametrize("asked", ["?t=nonsense", "?t=TK-99999"])
def test_a_row_that_is_not_there_is_not_found(agent_client: Client, asked: str) -> None:
    assert agent_client.get(reverse("desk:quick") + asked).status_code == 404


def test_a_menu_of_no_row_leads_to_the_list(agent_client: Client) -> None:
    assert agent_client.get(reverse("desk:quick"))["Location"] == INBOX


def test_anothers_ticket_has_no_menu(agent_client: Client, other_team: Team) -> None:
    hidden = TicketFactory(team=other_team)

    assert agent_client.get(menu_of(hidden)).status_code == 404


@pytest.mark.parametrize("n", [1, 50])
def test_the_menu_asks_as_much_for_many_colleagues_as_for_one(
    agent_client: Client, mine: Ticket, agent_user: User, team: Team, n: int
) -> None:
    StaffFactory.create_batch(n, team=team)

    assert queries_of(agent_client, menu_of(mine)) == BUDGETS["desk:quick"]
