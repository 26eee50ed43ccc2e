"""Why a ticket is whose it is; who takes work, and how that is set."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.enums import SkillDimension
from foundation.accounts.models import Team, User
from foundation.events.models import Event
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.desk.pages import INBOX, fragment, page_of, shown, verb
from tests.factories.accounts import (
    SkillFactory,
    StaffFactory,
    StaffSkillFactory,
    WorkProfileFactory,
)
from tests.factories.tickets import TicketFactory
from tickets.actions.routing import route_waiting
from tickets.enums import TicketKind
from tickets.models import Assignment, RoutingSettings, Ticket

BOARD = "/desk/routing/"
FIELDS = {
    "is_enabled": "on",
    "sticky_days": "7",
    "age_limit_minutes": "60",
    "supervise_after_minutes": "10",
    "consult_minutes": "20",
}


@pytest.fixture
def routing_on(db: None) -> None:
    RoutingSettings.objects.update_or_create(pk=1, defaults={"is_enabled": True})


@pytest.fixture
def fridges(db: None) -> Any:
    return SkillFactory.create(
        code=TicketKind.TECHNICAL, name="Tủ lạnh", dimension=SkillDimension.KIND
    )


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come on a Friday afternoon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def routed(routing_on: None, team: Team, agent_user: User, fridges: Any) -> Ticket:
    """A ticket that routing gave to the agent, past a colleague who cannot."""
    StaffFactory.create(name="Phan Bảo Ngọc", team=team)
    StaffSkillFactory.create(user=agent_user, skill=fridges)
    ticket = TicketFactory.create(
        team=team, kind=TicketKind.TECHNICAL, opened_at=NOON - timedelta(minutes=5)
    )
    route_waiting(NOON)
    return Ticket.objects.get(pk=ticket.pk)


def test_the_page_answers_why_me(agent_client: Client, routed: Ticket) -> None:
    page = shown(agent_client.get(verb("routing", routed)))

    assert "Vì sao phiếu này là của tôi?" in page
    assert "Đúng kỹ năng, ít việc nhất" in page
    assert "thiếu kỹ năng Tủ lạnh" in page
    assert "0/12" in page


def test_others_read_why_them(lead_client: Client, routed: Ticket) -> None:
    page = shown(lead_client.get(verb("routing", routed)))

    assert "Vì sao Trần Minh Quân phụ trách phiếu này?" in page


def test_the_panel_is_the_answer_alone(agent_client: Client, routed: Ticket) -> None:
    panel = shown(fragment(agent_client, verb("routing", routed), "div#why-owner"))

    assert "thiếu kỹ năng Tủ lạnh" in panel
    assert "<html" not in panel


def test_the_ticket_offers_the_question(agent_client: Client, routed: Ticket) -> None:
    page = shown(agent_client.get(page_of(routed)))

    assert "Vì sao tôi?" in page
    assert verb("routing", routed) in page


def test_the_conversation_says_who_got_it_and_why(
    agent_client: Client, routed: Ticket
) -> None:
    page = shown(agent_client.get(page_of(routed)))

    assert "Tự giao cho Trần Minh Quân: đúng kỹ năng, tải thấp nhất trong ca" in page
    assert "Giao cho Trần Minh Quân" not in page


def test_what_a_person_gave_is_said_to_be_given(
    agent_client: Client, agent_user: User, routed: Ticket, lead_user: User
) -> None:
    Assignment.objects.create(
        ticket=routed,
        agent=lead_user,
        previous_agent=agent_user,
        reason="given",
        at=NOON,
    )
    Ticket.objects.filter(pk=routed.pk).update(assignee=lead_user)

    page = shown(agent_client.get(verb("routing", routed)))

    assert "Được giao" in page
    assert "Lần tự phân công gần nhất đã xét" in page


def test_what_nobody_can_take_says_so(
    lead_client: Client, routing_on: None, agent_user: User, fridges: Any
) -> None:
    ticket = TicketFactory.create(kind=TicketKind.TECHNICAL, opened_at=NOON)
    route_waiting(NOON)

    page = shown(lead_client.get(verb("routing", ticket)))

    assert "Vì sao chưa có người phụ trách?" in page
    assert "thiếu kỹ năng Tủ lạnh" in page
    assert "Tìm người ngay" in page


def test_a_ticket_that_was_never_routed_has_a_page(
    agent_client: Client, ticket: Ticket
) -> None:
    page = shown(agent_client.get(verb("routing", ticket)))

    assert "Tự phân công đang tắt" in page


def test_a_lead_looks_for_somebody_now(
    at_noon: None, routing_on: None, lead_user: User, agent_user: User, ticket: Ticket
) -> None:
    client = signed_in(lead_user)

    response = client.post(verb("find_owner", ticket), follow=True)

    ticket.refresh_from_db()
    assert ticket.assignee == agent_user
    assert "Đã giao phiếu cho người phù hợp." in shown(response)


def test_where_nobody_can_the_lead_is_told(
    at_noon: None, routing_on: None, lead_user: User, ticket: Ticket
) -> None:
    response = signed_in(lead_user).post(verb("find_owner", ticket), follow=True)

    assert "Chưa ai nhận được phiếu này." in shown(response)


def test_the_board_shows_people_and_the_queue(
    at_noon: None,
    routing_on: None,
    lead_user: User,
    agent_user: User,
    ticket: Ticket,
    fridges: Any,
) -> None:
    StaffSkillFactory.create(user=agent_user, skill=fridges)
    WorkProfileFactory.create(user=agent_user, capacity=9)
    stuck = TicketFactory.create(kind=TicketKind.TECHNICAL, tier="gold")

    page = shown(signed_in(lead_user).get(BOARD))

    assert "0/9" in page
    assert "Tủ lạnh" in page
    assert "chỉ nhận khách quen" in page
    assert ticket.short_number in page
    assert stuck.short_number in page
    assert "Vàng" in page


def test_the_board_hides_what_its_reader_may_not_see(
    at_noon: None, routing_on: None, other_team: Team, team: Team
) -> None:
    lead = StaffFactory.create(role="lead", team=other_team)
    hidden = TicketFactory.create(team=team)

    page = shown(signed_in(lead).get(BOARD))

    assert hidden.short_number not in page


def test_a_lead_sets_how_owners_are_found(lead_client: Client) -> None:
    response = lead_client.post(f"{BOARD}change/", FIELDS, follow=True)

    row = RoutingSettings.objects.get()
    assert (row.is_enabled, row.sticky_days, row.consult_minutes) == (True, 7, 20)
    assert "Đã lưu cách phân công." in shown(response)
    assert Event.objects.filter(verb="routing.changed").count() == 1


def test_a_senseless_number_comes_back_with_its_reason(lead_client: Client) -> None:
    response = lead_client.post(f"{BOARD}change/", {**FIELDS, "age_limit_minutes": "0"})

    assert response.status_code == 422
    assert not RoutingSettings.objects.filter(is_enabled=True).exists()


def test_a_lead_gives_out_what_waits(
    at_noon: None, routing_on: None, lead_user: User, agent_user: User, ticket: Ticket
) -> None:
    response = signed_in(lead_user).post(f"{BOARD}run/", follow=True)

    ticket.refresh_from_db()
    assert ticket.assignee == agent_user
    assert "Đã giao 1 phiếu." in shown(response)


def test_with_nothing_to_give_out_the_lead_is_told(
    lead_client: Client, routing_on: None
) -> None:
    response = lead_client.post(f"{BOARD}run/", follow=True)

    assert "Không có phiếu nào giao được lúc này." in shown(response)


def test_leads_have_a_view_of_what_nobody_could_take(
    lead_client: Client, agent_client: Client, ticket: Ticket, mine: Ticket
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(supervised_since=NOON)

    of_lead = shown(lead_client.get(f"{INBOX}?view=supervised"))
    of_agent = shown(agent_client.get(INBOX))

    assert ticket.short_number in of_lead
    assert mine.short_number not in of_lead
    assert "Cần trưởng nhóm" in of_lead
    assert "Cần trưởng nhóm" not in of_agent


def test_the_name_of_the_board_is_its_address() -> None:
    assert reverse("desk:routing_board") == BOARD


@pytest.mark.parametrize("n", [1, 50])
def test_the_board_asks_as_much_for_fifty_as_for_one(
    lead_client: Client, routing_on: None, team: Team, fridges: Any, n: int
) -> None:
    for person in StaffFactory.create_batch(n, team=team):
        StaffSkillFactory.create(user=person, skill=fridges)
    TicketFactory.create_batch(n, team=team, kind=TicketKind.TECHNICAL)

    assert queries_of(lead_client, BOARD) == BUDGETS["desk:routing_board"]


@pytest.mark.parametrize("n", [1, 50])
def test_the_answer_asks_as_much_for_fifty_as_for_one(
    lead_client: Client, routing_on: None, team: Team, n: int
) -> None:
    StaffFactory.create_batch(n, team=team)
    ticket = TicketFactory.create(team=team, opened_at=NOON)
    route_waiting(NOON)

    assert queries_of(lead_client, verb("routing", ticket)) == BUDGETS["desk:routing"]
