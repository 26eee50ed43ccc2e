"""The list an agent works from: views, filters, orders, pages, and the ticket beside it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from desk.inbox import PAGE_SIZE
from foundation.accounts.models import Team, User
from tests.conftest import signed_in
from tests.desk.conftest import real
from tests.desk.pages import INBOX, fragment, shown
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import OPENED, TicketFactory
from tickets.models import Ticket

ROW = re.compile(r"data-row(?![-\w])")
NUMBER = re.compile(r"<span class=\"code\">#(\d+)</span>")
MORE = re.compile(r'id="inbox-more"><a class="btn btn-line" href="([^"]+)"')


def numbers(page: str) -> list[str]:
    """The rows from the top."""
    return ["TK-" + number for number in NUMBER.findall(page)]


def walk(client: Client, address: str) -> list[str]:
    """The rows of a list and of every page after it."""
    found: list[str] = []
    while address:
        page = shown(client.get(address))
        found += numbers(page)
        more = MORE.search(page)
        address = INBOX + more[1].replace("&amp;", "&") if more else ""
    return found


def many(n: int, team: Team, agent: User) -> list[Ticket]:
    """Tickets of one agent, a minute apart; every third customer does not wait, two tie."""
    return [
        TicketFactory(
            team=team,
            assignee=agent,
            last_message_at=OPENED + timedelta(minutes=i // 2),
            waiting_since=OPENED + timedelta(minutes=i // 2) if i % 3 else None,
        )
        for i in range(n)
    ]


@pytest.mark.parametrize(
    ("view", "state"),
    [
        ("unassigned", {"assignee": None}),
        ("customer", {"status": "waiting", "wait_reason": "customer"}),
        ("part", {"status": "waiting", "wait_reason": "part"}),
        ("partner", {"status": "waiting", "wait_reason": "partner"}),
        ("visit", {"status": "waiting", "wait_reason": "visit"}),
        ("internal", {"status": "waiting", "wait_reason": "internal"}),
        (
            "finished",
            {"status": "resolved", "outcome": "solved", "resolved_at": OPENED},
        ),
    ],
)
def test_a_view_holds_what_it_says(
    agent_client: Client, mine: Ticket, team: Team, view: str, state: dict[str, object]
) -> None:
    wanted = TicketFactory(team=team, **{"assignee": StaffFactory(team=team), **state})

    page = shown(agent_client.get(INBOX, {"view": view}))

    assert numbers(page) == [wanted.number]


def test_my_work_is_what_an_agent_begins_with(
    agent_client: Client, mine: Ticket, ticket: Ticket
) -> None:
    assert numbers(shown(agent_client.get(INBOX))) == [mine.number]


def test_a_lead_begins_with_everything_open(
    lead_client: Client, mine: Ticket, other_team: Team
) -> None:
    foreign = TicketFactory(team=other_team)

    found = numbers(shown(lead_client.get(INBOX)))

    assert set(found) == {mine.number, foreign.number}


def test_the_team_view_holds_the_team_alone(
    agent_client: Client, mine: Ticket, ticket: Ticket
) -> None:
    TicketFactory(team=None)

    found = numbers(shown(agent_client.get(INBOX, {"view": "team"})))

    assert set(found) == {mine.number, ticket.number}


def test_another_teams_tickets_stand_in_no_view(
    other_agent_client: Client, mine: Ticket
) -> None:
    assert numbers(shown(other_agent_client.get(INBOX, {"view": "all"}))) == []


def test_the_rail_counts_each_view(
    agent_client: Client, mine: Ticket, ticket: Ticket
) -> None:
    page = shown(agent_client.get(INBOX))

    counted = re.findall(r'truncate">([^<]+)</span><span class="n">(\d+)<', page)
    assert ("Việc của tôi", "1") in counted
    assert ("Chưa phân công", "1") in counted
    assert ("Mọi phiếu đang mở", "2") in counted


def test_the_strip_counts_my_customers_who_wait(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(INBOX))

    assert 'aria-label="Phiếu, 1"' in page


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"kind": "warranty"}, True),
        ({"kind": "return"}, False),
        ({"priority": "normal"}, True),
        ({"priority": "urgent"}, False),
        ({"kind": "nonsense", "priority": "x"}, True),
    ],
)
def test_filters_narrow_the_list(
    agent_client: Client, mine: Ticket, filters: dict[str, str], fits: bool
) -> None:
    found = numbers(shown(agent_client.get(INBOX, filters)))

    assert (found == [mine.number]) is fits


def test_a_filter_can_be_taken_off(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(INBOX, {"kind": "return", "priority": "high"}))

    assert "Không phiếu nào khớp 2 điều kiện lọc" in page
    assert 'href="?view=mine&amp;priority=high" aria-label="Bỏ lọc Đổi trả"' in page


def test_a_row_says_who_spoke_last_and_how_long_it_waits(
    agent_client: Client, mine: Ticket
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(
        status="waiting", wait_reason="part", last_message_excerpt="Em chờ ạ"
    )

    page = shown(agent_client.get(INBOX))

    assert "Khách: Em chờ ạ" in page
    assert "Chờ linh kiện" in page


@pytest.mark.parametrize("order", ["newest", "longest"])
def test_pages_follow_each_other_without_gap_or_repeat(
    agent_client: Client, team: Team, agent_user: User, order: str
) -> None:
    tickets = many(70, team, agent_user)

    found = walk(agent_client, f"{INBOX}?view=mine&order={order}")

    assert len(found) == 70
    assert set(found) == {ticket.number for ticket in tickets}


def test_the_newest_words_come_first(
    agent_client: Client, team: Team, agent_user: User
) -> None:
    tickets = many(4, team, agent_user)

    found = walk(agent_client, f"{INBOX}?order=newest")

    assert found == [tickets[i].number for i in (3, 2, 1, 0)]


def test_whoever_waits_longest_comes_first_and_who_does_not_wait_last(
    agent_client: Client, team: Team, agent_user: User
) -> None:
    tickets = many(4, team, agent_user)

    found = walk(agent_client, f"{INBOX}?order=longest")

    assert found == [tickets[i].number for i in (1, 2, 0, 3)]


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "_",
        "2026-11-20_1",
        "2026-11-20T08:00:00+00:00_99999999999999999999",
        "_-1",
        "2026-13-40T99:00_5",
    ],
)
def test_a_cursor_that_is_none_shows_the_first_page(
    agent_client: Client, mine: Ticket, after: str
) -> None:
    response = agent_client.get(INBOX, {"after": after})

    assert numbers(shown(response)) == [mine.number]


def test_an_empty_view_shows_the_way_to_work(agent_client: Client) -> None:
    page = shown(agent_client.get(INBOX))

    assert "Hết việc trong mục này" in page
    assert 'href="/desk/?view=unassigned"' in page


def test_a_chosen_ticket_stands_beside_the_list(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(INBOX, {"t": mine.number}))

    assert "Máy giặt xong không vắt, hiện E3." in page
    assert 'data-row aria-current="true"' in page
    assert f'name="next" value="/desk/?t={mine.number}"' in page


@pytest.mark.parametrize("number", ["TK-999999", "abc", "", "0"])
def test_a_ticket_that_is_none_leaves_the_pane_empty(
    agent_client: Client, mine: Ticket, number: str
) -> None:
    page = shown(agent_client.get(INBOX, {"t": number}))

    assert "Chọn một phiếu để xem trao đổi" in page


def test_another_teams_ticket_is_not_shown_beside_the_list(
    other_agent_client: Client, mine: Ticket
) -> None:
    page = shown(other_agent_client.get(INBOX, {"t": mine.number}))

    assert "Chọn một phiếu để xem trao đổi" in page
    assert "hiện E3" not in page


def test_a_row_brings_its_ticket_alone(agent_client: Client, mine: Ticket) -> None:
    address = f"{INBOX}?view=mine&t={mine.number}"

    response = fragment(agent_client, address, "div#inbox-pane")

    pane = shown(response)
    assert pane.strip().startswith('<div class="inbox-pane" id="inbox-pane">')
    assert "hiện E3" in pane
    assert not ROW.search(pane)
    assert "HX-Target" in response.headers["Vary"]


def test_the_next_page_brings_rows_alone(
    agent_client: Client, team: Team, agent_user: User
) -> None:
    many(40, team, agent_user)
    first = shown(agent_client.get(INBOX))
    more = MORE.search(first)
    assert more is not None

    rest = shown(
        fragment(agent_client, INBOX + more[1].replace("&amp;", "&"), "div#inbox-more")
    )

    assert len(numbers(rest)) == 40 - PAGE_SIZE
    assert "<html" not in rest
    assert "inbox-more" not in rest


def test_live_news_refreshes_the_pane(agent_client: Client, mine: Ticket) -> None:
    address = f"{INBOX}?t={mine.number}"

    parts = shown(fragment(agent_client, address, "div#ticket-live"))

    assert 'id="ticket-head"' in parts
    assert "hiện E3" in parts
    assert not ROW.search(parts)


def test_news_of_a_ticket_out_of_sight_is_empty(
    other_agent_client: Client, mine: Ticket
) -> None:
    address = f"{INBOX}?t={mine.number}"

    parts = shown(fragment(other_agent_client, address, "div#ticket-live"))

    assert parts.strip() == ""


def test_going_back_in_the_browser_brings_the_whole_page(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(fragment(agent_client, INBOX, "body"))

    assert "<html" in page
    assert numbers(page) == [mine.number]


def test_a_customer_is_denied(customer_client: Client) -> None:
    assert customer_client.get(INBOX).status_code == 403


def test_somebody_without_a_team_has_no_team_view(mine: Ticket) -> None:
    manager = signed_in(StaffFactory(role="manager", sees="all"))

    assert "Nhóm của tôi" not in shown(manager.get(INBOX))


@pytest.mark.parametrize("query", ["", "?q=khongco", "?kind=return"])
def test_the_list_leaves_no_gap(
    agent_client: Client, mine: Ticket, query: str, gaps: set[str]
) -> None:
    agent_client.get(INBOX + query)

    assert real(gaps) == set()


def test_list_and_ticket_leave_no_gap(
    agent_client: Client, mine: Ticket, gaps: set[str]
) -> None:
    agent_client.get(INBOX, {"t": mine.number})

    assert real(gaps) == set()


@pytest.mark.parametrize("order", ["newest", "longest", "soonest", "priority"])
@pytest.mark.parametrize("n_merged", [0, 1])
def test_every_page_of_what_was_found_shows_each_once(
    agent_client: Client, team: Team, agent_user: User, order: str, n_merged: int
) -> None:
    made = many(2 * PAGE_SIZE + 5, team, agent_user)
    Ticket.objects.update(subject="Máy sấy kêu to")
    TicketFactory.create_batch(
        n_merged, team=team, subject="Máy sấy kêu to", merged_into=made[0]
    )

    found = walk(agent_client, f"{INBOX}?q=may+say+keu&order={order}")

    assert sorted(found) == sorted(ticket.number for ticket in made)
