"""The inbox by due time: chips, order, filters, views and their numbers."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from customers.models import Customer
from desk.inbox import asked_for, inbox_page
from desk.inbox_question import InboxQuestion
from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.budgets import queries_of
from tests.desk.pages import INBOX, shown
from tests.desk.test_inbox import numbers, walk
from tests.factories.sla import publish, target
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import ASKED, answered, resolved
from tickets.actions.opening import open_ticket
from tickets.enums import Metric, Side
from tickets.models import Ticket, TicketClock

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> object:
    with patch.object(timezone, "now", return_value=AT):
        yield


def opened(customer: Customer, agent: User, by: Actor, ago: float) -> Ticket:
    """A ticket of the agent, opened `ago` hours before, of two hours' promise."""
    ticket = open_ticket(
        customer, actor=by, at=AT - timedelta(hours=ago), opening=ASKED
    )
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent, team=agent.team)
    return ticket


@pytest.fixture
def promise() -> None:
    publish(
        "Hai giờ",
        target(Metric.FIRST_RESPONSE, Side.OURS, 2),
        target(Metric.RESOLUTION, Side.OURS, 16),
    )


@pytest.fixture
def three(
    promise: None, customer: Customer, agent_user: User, by_customer: Actor
) -> list[Ticket]:
    """Late, due within the hour, due later today."""
    return [
        opened(customer, agent_user, by_customer, hours) for hours in (5, 1.25, 0.25)
    ]


def test_a_row_shows_what_is_left_of_the_leading_clock(
    agent_client: Client, three: list[Ticket]
) -> None:
    page = shown(agent_client.get(INBOX))

    assert "Trễ 1 g 30" in page
    assert "Còn 45 ph" in page
    assert "Còn 1 g 45" in page


def test_what_is_due_soonest_comes_first_and_what_has_no_clock_last(
    agent_client: Client, three: list[Ticket], team: Team, agent_user: User
) -> None:
    bare = TicketFactory(team=team, assignee=agent_user)

    found = numbers(shown(agent_client.get(INBOX)))

    assert found == [*(ticket.number for ticket in three), bare.number]


def test_pages_by_due_time_follow_each_other_without_gap_or_repeat(
    agent_client: Client,
    promise: None,
    customer: Customer,
    team: Team,
    agent_user: User,
    by_customer: Actor,
) -> None:
    due = [opened(customer, agent_user, by_customer, i // 2 / 60) for i in range(40)]
    bare = [TicketFactory(team=team, assignee=agent_user) for _ in range(35)]

    found = walk(agent_client, f"{INBOX}?view=mine")

    assert len(found) == 75
    tickets: list[Ticket] = [*due, *bare]
    assert set(found) == {ticket.number for ticket in tickets}


@pytest.mark.parametrize(
    ("due", "which"),
    [("late", [0]), ("1h", [1]), ("4h", [1, 2]), ("today", [1, 2]), ("x", [0, 1, 2])],
)
def test_a_filter_by_due_time_narrows_the_list(
    agent_client: Client, three: list[Ticket], due: str, which: list[int]
) -> None:
    found = numbers(shown(agent_client.get(INBOX, {"due": due})))

    assert found == [three[i].number for i in which]


@pytest.mark.parametrize(("view", "which"), [("late", [0]), ("today", [1, 2])])
def test_the_rail_has_what_is_late_and_what_soon_will_be(
    agent_client: Client, three: list[Ticket], view: str, which: list[int]
) -> None:
    page = shown(agent_client.get(INBOX, {"view": view}))

    assert numbers(page) == [three[i].number for i in which]
    assert 'truncate">Trễ hạn</span><span class="n">1<' in page
    assert 'truncate">Đến hạn hôm nay</span><span class="n">2<' in page


def test_a_due_filter_can_be_taken_off(
    agent_client: Client, three: list[Ticket]
) -> None:
    page = shown(agent_client.get(INBOX, {"due": "1h", "kind": "return"}))

    assert (
        'href="?view=mine&amp;kind=return" aria-label="Bỏ lọc Hạn trong 1 giờ"' in page
    )


def test_a_finished_ticket_shows_how_its_resolution_came_out(
    agent_client: Client, three: list[Ticket], agent_user: User
) -> None:
    answered(three[2], agent_user, at=AT)
    resolved(three[2], agent_user, at=AT)

    page = shown(agent_client.get(INBOX, {"view": "finished"}))

    assert "Xong 15 ph / 2 ngày" in page


@pytest.mark.parametrize("n", [1, 50])
def test_clocks_cost_the_list_no_more_for_fifty_than_for_one(
    agent_client: Client,
    promise: None,
    customer: Customer,
    agent_user: User,
    by_customer: Actor,
    n: int,
) -> None:
    for i in range(n):
        opened(customer, agent_user, by_customer, i / 60)

    assert TicketClock.objects.filter(is_headline=True).count() == n
    assert queries_of(agent_client, INBOX) <= 10


@pytest.mark.django_db
@pytest.mark.parametrize("sees", Sight.values)
@pytest.mark.parametrize("view", ["mine", "unassigned", "team", "all", "late"])
def test_a_list_found_by_its_clocks_holds_what_its_reader_sees(
    promise: None,
    customer: Customer,
    by_customer: Actor,
    agent_user: User,
    other_agent_user: User,
    sees: str,
    view: str,
) -> None:
    """Whose a ticket is, is said of the clock there: it must not open another door."""
    teams = agent_user.team, other_agent_user.team, None
    owners = agent_user, other_agent_user, None
    for_each = [(team, owner) for team in teams for owner in owners]
    tickets = [
        (opened(customer, agent_user, by_customer, 5).pk, *whose) for whose in for_each
    ]
    n_moved = [
        Ticket.objects.filter(pk=pk).update(team=team, assignee=owner)
        for pk, team, owner in tickets
    ]
    assert sum(n_moved) == len(for_each)
    agent_user.sees = sees
    question = InboxQuestion.from_query({"view": view, "order": "soonest"}, agent_user)

    found = {row["id"] for row in inbox_page(agent_user, question, at=AT).found}

    seen = asked_for(agent_user, question, AT)
    assert found == set(seen.values_list("pk", flat=True))
    assert found <= set(
        Ticket.objects.visible_to(agent_user).values_list("pk", flat=True)
    )
