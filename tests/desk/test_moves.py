"""The buttons that move a ticket."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from catalog.models import Unit
from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from tests.conftest import signed_in
from tests.desk.conftest import real
from tests.desk.pages import INBOX, page_of, shown, verb
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import OPENED
from tickets.models import Ticket

RESOLVED = {"status": "resolved", "outcome": "solved", "resolved_at": OPENED}
CLOSED = {**RESOLVED, "status": "closed", "closed_at": OPENED}
RESOLVE = {"outcome": "solved", "note": "Đã thay giảm chấn"}
SORTED = {
    "kind": "technical",
    "priority": "urgent",
    "subject": "Máy rung",
    "serial": "",
}


def now(ticket: Ticket, **state: object) -> Ticket:
    Ticket.objects.filter(pk=ticket.pk).update(**state)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def waiting(mine: Ticket) -> Ticket:
    return now(mine, status="waiting", wait_reason="part")


@pytest.fixture
def unit(db: None) -> Unit:
    return UnitFactory(serial="NM95-2409-004172")


def test_assigning_gives_the_ticket_to_a_colleague(
    agent_client: Client, mine: Ticket, lead_user: User
) -> None:
    response = agent_client.post(
        verb("assign", mine), {"agent": lead_user.pk, "summary": "Nhờ chị xem giúp"}
    )

    mine.refresh_from_db()
    assert response.headers["Location"] == page_of(mine)
    assert mine.assignee == lead_user
    assert mine.messages.latest("id").body == "Vấn đề: Nhờ chị xem giúp"


def test_what_leaves_our_sight_leads_back_to_the_list(
    agent_client: Client, mine: Ticket, other_team: Team
) -> None:
    response = agent_client.post(verb("assign", mine), {"team": other_team.pk})

    assert response.headers["Location"] == "/desk/"


def test_assigning_to_nobody_is_refused_in_its_dialog(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(verb("assign", mine), {"summary": "Ai cũng được"})

    page = shown(response)
    assert response.status_code == 422
    assert (
        'id="assign" aria-labelledby="assign-title" data-behaviour="dialog" open'
        in page
    )
    assert "Hãy chọn một người hoặc một nhóm" in page
    assert "Ai cũng được</textarea>" in page


def test_taking_a_ticket_makes_it_mine(
    agent_client: Client, ticket: Ticket, agent_user: User
) -> None:
    response = agent_client.post(verb("take", ticket))

    ticket.refresh_from_db()
    assert response.status_code == 302
    assert ticket.assignee == agent_user


def test_taking_what_a_colleague_took_says_so(
    agent_client: Client, ticket: Ticket, lead_user: User
) -> None:
    now(ticket, assignee=lead_user)

    response = agent_client.post(verb("take", ticket))

    assert response.status_code == 409
    assert "Một đồng nghiệp vừa nhận phiếu này." in shown(response)


def test_waiting_sets_the_ticket_aside(agent_client: Client, mine: Ticket) -> None:
    agent_client.post(verb("wait", mine), {"reason": "part"})

    mine.refresh_from_db()
    assert (mine.status, mine.wait_reason) == ("waiting", "part")


@pytest.mark.parametrize("reason", ["", "rain"])
def test_waiting_for_nothing_known_is_refused(
    agent_client: Client, mine: Ticket, reason: str
) -> None:
    response = agent_client.post(verb("wait", mine), {"reason": reason})

    assert response.status_code == 422
    assert 'role="alert"' in shown(response)


def test_a_finished_ticket_cannot_wait(agent_client: Client, mine: Ticket) -> None:
    now(mine, **RESOLVED)

    response = agent_client.post(verb("wait", mine), {"reason": "part"})

    assert response.status_code == 409
    assert "Trạng thái hiện tại không cho phép" in shown(response)


def test_resuming_goes_on(agent_client: Client, waiting: Ticket) -> None:
    agent_client.post(verb("resume", waiting))

    waiting.refresh_from_db()
    assert waiting.status == "open"


def test_resuming_what_does_not_wait_is_refused(
    agent_client: Client, mine: Ticket
) -> None:
    assert agent_client.post(verb("resume", mine)).status_code == 409


def test_resolving_ends_the_work(agent_client: Client, mine: Ticket) -> None:
    response = agent_client.post(verb("resolve", mine), RESOLVE)

    mine.refresh_from_db()
    assert response.status_code == 302
    assert (mine.status, mine.resolution) == ("resolved", "Đã thay giảm chấn")


def test_resolving_without_words_is_refused_in_its_dialog(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(
        verb("resolve", mine), {"outcome": "replaced", "note": ""}
    )

    page = shown(response)
    assert response.status_code == 422
    assert 'data-behaviour="dialog" open' in page
    assert '<option value="replaced" selected>' in page
    assert "Hãy ghi đã làm gì" in page
    assert f'href="{page_of(mine)}" role="button" data-dialog-close' in page


def test_resolving_what_a_colleague_resolved_keeps_the_words(
    agent_client: Client, mine: Ticket
) -> None:
    now(mine, **RESOLVED)

    response = agent_client.post(verb("resolve", mine), RESOLVE)

    page = shown(response)
    assert response.status_code == 409
    assert "Đã thay giảm chấn</textarea>" in page
    assert "Trạng thái hiện tại không cho phép" in page


def test_reopening_takes_the_ticket_up_again(
    agent_client: Client, mine: Ticket
) -> None:
    now(mine, **RESOLVED)

    agent_client.post(verb("reopen", mine), {"reason": "Khách báo lại lỗi"})

    mine.refresh_from_db()
    assert (mine.status, mine.episode) == ("open", 2)
    assert mine.messages.latest("id").body == "Khách báo lại lỗi"


def test_reopening_what_is_open_is_refused(agent_client: Client, mine: Ticket) -> None:
    response = agent_client.post(verb("reopen", mine), {"reason": "Nhầm"})

    assert response.status_code == 409
    assert "Nhầm</textarea>" in shown(response)


def test_closing_puts_a_resolved_ticket_away(
    agent_client: Client, mine: Ticket
) -> None:
    now(mine, **RESOLVED)

    agent_client.post(verb("close", mine))

    mine.refresh_from_db()
    assert mine.status == "closed"


def test_closing_what_is_open_is_refused(agent_client: Client, mine: Ticket) -> None:
    assert agent_client.post(verb("close", mine)).status_code == 409


def test_classifying_sorts_anew_and_ties_the_thing(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    typed = {**SORTED, "serial": " nm95-2409-004172 "}

    response = agent_client.post(verb("classify", mine), typed)

    mine.refresh_from_db()
    assert response.status_code == 302
    assert (mine.kind, mine.priority, mine.unit) == ("technical", "urgent", unit)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"serial": "KHONG-CO-MAY"}, "Không có máy nào mang số này."),
        ({"subject": ""}, "is-bad"),
        ({"kind": "party"}, "is-bad"),
    ],
)
def test_a_wrong_classification_is_refused_beside_the_field(
    agent_client: Client, mine: Ticket, change: Mapping[str, str], why: str
) -> None:
    response = agent_client.post(verb("classify", mine), {**SORTED, **change})

    page = shown(response)
    assert response.status_code == 422
    assert 'data-behaviour="dialog" open' in page
    assert why in page
    assert '<option value="urgent" selected>' in page


VERBS = [
    ("assign", {}),
    ("take", {}),
    ("wait", {"reason": "part"}),
    ("resume", {}),
    ("stage", {"stage": "repair"}),
    ("resolve", RESOLVE),
    ("reopen", {}),
    ("close", {}),
    ("classify", SORTED),
]


@pytest.mark.parametrize(("name", "typed"), VERBS)
def test_another_teams_ticket_is_not_found(
    other_agent_client: Client, mine: Ticket, name: str, typed: Mapping[str, str]
) -> None:
    response = other_agent_client.post(verb(name, mine), typed)

    assert response.status_code == 404


@pytest.mark.parametrize(("name", "typed"), VERBS)
def test_a_verb_needs_its_right(
    mine: Ticket, team: Team, name: str, typed: Mapping[str, str]
) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    assert technician.post(verb(name, mine), typed).status_code == 403


@pytest.mark.parametrize("name", [name for name, _ in VERBS])
def test_a_verb_is_never_a_get(agent_client: Client, mine: Ticket, name: str) -> None:
    assert agent_client.get(verb(name, mine)).status_code == 405


def test_whoever_sees_only_their_own_finds_no_other(mine: Ticket, team: Team) -> None:
    own = signed_in(StaffFactory(team=team, sees=Sight.OWN))

    assert own.post(verb("resolve", mine), RESOLVE).status_code == 404


@pytest.mark.parametrize("name", ["take", "resolve", "classify"])
def test_a_refused_verb_leaves_no_gap(
    agent_client: Client, mine: Ticket, lead_user: User, name: str, gaps: set[str]
) -> None:
    now(mine, assignee=lead_user, **CLOSED)

    agent_client.post(verb(name, mine), {})

    assert real(gaps) == set()


@pytest.mark.parametrize("name", ["assign", "reply", "note", "resolve"])
def test_a_browser_that_asks_for_a_button_is_led_to_the_ticket(
    agent_client: Client, mine: Ticket, name: str
) -> None:
    page = {"Accept": "text/html,application/xhtml+xml"}

    response = agent_client.get(verb(name, mine), headers=page)

    assertRedirects(response, page_of(mine))


def test_a_button_of_no_page_leads_to_the_nearest_one_above(
    agent_client: Client,
) -> None:
    address = reverse("desk:take_back", args=[7])

    response = agent_client.get(address, headers={"Accept": "text/html"})

    assertRedirects(response, INBOX)
