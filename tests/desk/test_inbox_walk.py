"""From one ticket to the next within the list it was opened from."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from foundation.accounts.models import Team, User
from tests.desk.pages import page_of, shown
from tests.factories.tickets import OPENED, TicketFactory
from tickets.models import Ticket


@pytest.fixture
def row(team: Team, agent_user: User) -> list[Ticket]:
    """Three tickets, each newer, more urgent and waiting shorter than the last."""
    return [
        TicketFactory(
            team=team,
            assignee=agent_user,
            priority=priority,
            last_message_at=OPENED + timedelta(minutes=i),
            waiting_since=OPENED + timedelta(minutes=i),
        )
        for i, priority in enumerate(["normal", "high", "urgent"])
    ]


def address(ticket: Ticket, order: str) -> str:
    """The ticket's page as a row of that list opens it."""
    inside = urlencode({"in": f"view=mine&order={order}"})
    return f"{page_of(ticket)}?{inside}"


@pytest.mark.parametrize(
    ("order", "places"),
    [
        ("newest", (2, 0)),
        ("priority", (2, 0)),
        ("longest", (0, 2)),
        ("soonest", (0, 2)),
    ],
)
def test_a_ticket_knows_its_neighbours(
    agent_client: Client, row: list[Ticket], order: str, places: tuple[int, int]
) -> None:
    page = shown(agent_client.get(address(row[1], order)))

    before, after = (row[place] for place in places)
    assert "2 trên 3" in page
    assert f'href="{address(before, order)}" data-hotkey="["' in page
    assert f'href="{address(after, order)}" data-hotkey="]"' in page


def test_the_ends_of_a_list_lead_no_further(
    agent_client: Client, row: list[Ticket]
) -> None:
    page = shown(agent_client.get(address(row[2], "newest")))

    assert "1 trên 3" in page
    assert 'data-hotkey="["' not in page


def test_without_a_list_there_is_no_walk(
    agent_client: Client, row: list[Ticket]
) -> None:
    page = shown(agent_client.get(page_of(row[0])))

    assert "trên 3" not in page
    assert "Hộp phiếu" in page


def test_who_has_left_the_list_still_leads_on(
    agent_client: Client, row: list[Ticket]
) -> None:
    Ticket.objects.filter(pk=row[1].pk).update(
        status="resolved", outcome="solved", resolved_at=OPENED
    )

    page = shown(agent_client.get(address(row[1], "newest")))

    assert address(row[0], "newest") in page
    assert "trên 2" not in page
