"""What an open list asks for by itself: its rows, and no more."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.desk.pages import fragment, shown
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

MORE = "div#inbox-more"


def test_the_rows_come_alone(agent_client: Client, mine: Ticket) -> None:
    address = reverse("desk:inbox_fresh") + "?view=mine"

    page = shown(fragment(agent_client, address, MORE))

    assert mine.subject in page
    assert f'data-here="{mine.number.removeprefix("TK-")}"' in page
    assert "<html" not in page


def test_they_are_those_of_the_same_address(agent_client: Client, mine: Ticket) -> None:
    other = TicketFactory(team=mine.team, subject="Tủ lạnh kêu to")
    query = "?view=unassigned"

    rows = shown(fragment(agent_client, reverse("desk:inbox_fresh") + query, MORE))

    assert other.subject in rows
    assert mine.subject not in rows


def test_a_list_left_open_is_no_sign_that_somebody_sits_there(
    agent_client: Client, mine: Ticket
) -> None:
    session = agent_client.session
    session["staff_seen_at"] = seen_at = int(timezone.now().timestamp()) - 300
    session.save()

    fragment(agent_client, reverse("desk:inbox_fresh"), MORE)

    assert agent_client.session["staff_seen_at"] == seen_at
