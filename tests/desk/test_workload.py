"""The workload of the teams: what is counted, what each number opens, giving it away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.desk.pages import shown
from tests.factories.accounts import LeaveFactory, StaffFactory, WorkProfileFactory
from tests.factories.sla import publish, target
from tests.factories.tickets import TicketFactory
from tickets.enums import Metric, Side, TicketStatus, WaitReason
from tickets.models import SlaTarget, Ticket, TicketClock

WORKLOAD = "/desk/workload/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come on a Friday afternoon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def rows_of(client: Client, address: str = WORKLOAD) -> dict[str, Any]:
    """The rows by name, and queues by the team they are of."""
    found = client.get(address).context["rows"]
    return {row.name if row.is_person else row.note: row for row in found}


def numbers_of(client: Client, address: str) -> set[str]:
    """The tickets that a list of the inbox shows."""
    rows = client.get(address).context["rows"]
    return {row.number.replace("#", "TK-") for row in rows}


@pytest.fixture
def promise(db: None) -> SlaTarget:
    version = publish("Một ngày", target(Metric.RESOLUTION, Side.OURS, 24))
    return SlaTarget.objects.get(version=version)


def clock_on(ticket: Ticket, promise: SlaTarget, minutes: int) -> TicketClock:
    """Its leading clock, due so many minutes from now."""
    return TicketClock.objects.create(
        ticket=ticket,
        target=promise,
        metric=Metric.RESOLUTION,
        side=Side.OURS,
        episode=1,
        started_at=NOON - timedelta(hours=9),
        due_at=NOON + timedelta(minutes=minutes),
        is_headline=True,
    )


def test_open_tickets_of_an_agent_are_counted_and_listed(
    lead_client: Client, agent_user: User, team: Team
) -> None:
    mine = TicketFactory.create_batch(2, assignee=agent_user, team=team)
    TicketFactory.create(team=team)

    row = rows_of(lead_client)[agent_user.name]

    assert row.open.n == 2
    assert numbers_of(lead_client, row.open.url) == {one.number for one in mine}


def test_a_ticket_put_aside_is_still_somebodys_work(
    lead_client: Client, agent_user: User
) -> None:
    hidden = TicketFactory.create(
        assignee=agent_user,
        snoozed_at=NOON,
        snoozed_until=NOON + timedelta(days=1),
        snoozed_by=agent_user,
    )

    row = rows_of(lead_client)[agent_user.name]

    assert (row.open.n, row.load.n) == (1, 1)
    assert numbers_of(lead_client, row.open.url) == {hidden.number}
    assert numbers_of(lead_client, row.load.url) == {hidden.number}


def test_the_load_is_what_routing_counts(lead_client: Client, agent_user: User) -> None:
    WorkProfileFactory.create(user=agent_user, capacity=4)
    working = TicketFactory.create(assignee=agent_user)
    TicketFactory.create(
        assignee=agent_user,
        status=TicketStatus.WAITING,
        wait_reason=WaitReason.CUSTOMER,
        waiting_since=None,
    )

    row = rows_of(lead_client)[agent_user.name]

    assert (row.load.n, row.capacity, row.percent, row.waiting.n) == (1, 4, 25, 1)
    assert numbers_of(lead_client, row.load.url) == {working.number}


def test_late_and_due_within_the_hour_are_apart(
    lead_client: Client, agent_user: User, promise: SlaTarget
) -> None:
    late, soon, later = TicketFactory.create_batch(3, assignee=agent_user)
    clock_on(late, promise, -1)
    clock_on(soon, promise, 59)
    clock_on(later, promise, 61)

    row = rows_of(lead_client)[agent_user.name]

    assert (row.late.n, row.soon.n) == (1, 1)
    assert numbers_of(lead_client, row.late.url) == {late.number}
    assert numbers_of(lead_client, row.soon.url) == {soon.number}


def test_what_waits_for_the_customer_opens_its_list(
    lead_client: Client, agent_user: User
) -> None:
    waiting = TicketFactory.create(
        assignee=agent_user,
        status=TicketStatus.WAITING,
        wait_reason=WaitReason.CUSTOMER,
        waiting_since=None,
    )

    row = rows_of(lead_client)[agent_user.name]

    assert numbers_of(lead_client, row.waiting.url) == {waiting.number}


def test_solved_today_begins_at_midnight_of_the_house(
    lead_client: Client, agent_user: User, other_agent_user: User
) -> None:
    midnight = NOON.replace(hour=17) - timedelta(days=1)  # 00:00 in Ho Chi Minh City
    done = {"status": TicketStatus.RESOLVED, "outcome": "solved", "waiting_since": None}
    today = TicketFactory.create(resolved_by=agent_user, resolved_at=midnight, **done)
    before = midnight - timedelta(seconds=1)
    TicketFactory.create(resolved_by=agent_user, resolved_at=before, **done)
    TicketFactory.create(resolved_by=other_agent_user, resolved_at=NOON, **done)

    row = rows_of(lead_client)[agent_user.name]

    assert row.solved.n == 1
    assert numbers_of(lead_client, row.solved.url) == {today.number}


def test_the_oldest_open_ticket_is_named(lead_client: Client, agent_user: User) -> None:
    TicketFactory.create(assignee=agent_user)
    oldest = TicketFactory.create(
        assignee=agent_user, opened_at=NOON - timedelta(days=30)
    )

    row = rows_of(lead_client)[agent_user.name]

    assert row.counted.oldest.number == oldest.number


def test_the_queue_of_each_team_and_of_everybody_has_a_row(
    lead_client: Client, team: Team, other_team: Team
) -> None:
    theirs = TicketFactory.create(team=team)
    nobodys = TicketFactory.create(team=None)

    rows = rows_of(lead_client)

    assert numbers_of(lead_client, rows[team.name].open.url) == {theirs.number}
    assert numbers_of(lead_client, rows["Không thuộc nhóm nào"].open.url) == {
        nobodys.number
    }
    assert other_team.name not in rows


def test_a_team_in_the_address_leaves_the_others_out(
    lead_client: Client, agent_user: User, other_agent_user: User, other_team: Team
) -> None:
    TicketFactory.create(team=None)

    rows = rows_of(lead_client, f"{WORKLOAD}?team={other_team.code}")

    assert set(rows) == {other_agent_user.name}


def test_a_lead_who_sees_one_team_reads_of_that_team(
    team: Team, agent_user: User, other_agent_user: User, other_team: Team
) -> None:
    lead = StaffFactory.create(role=Role.LEAD, team=team, sees=Sight.TEAM)
    TicketFactory.create(team=other_team)

    rows = rows_of(signed_in(lead))

    assert set(rows) == {agent_user.name, lead.name}


def test_presence_is_said_in_words(lead_client: Client, agent_user: User) -> None:
    LeaveFactory.create(
        user=agent_user,
        starts_at=NOON - timedelta(hours=1),
        ends_at=NOON + timedelta(days=1),
    )

    assert rows_of(lead_client)[agent_user.name].state == "Đang nghỉ phép"


def test_somebody_who_left_with_tickets_is_still_seen(
    lead_client: Client, agent_user: User
) -> None:
    TicketFactory.create(assignee=agent_user)
    agent_user.is_active = False
    agent_user.save(update_fields=["is_active"])

    row = rows_of(lead_client)[agent_user.name]

    assert (row.state, row.open.n) == ("Đã nghỉ việc", 1)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("open", "Trần Minh Quân"),
        ("-open", "Lê Hoàng Nam"),
        ("name", "Lê Hoàng Nam"),
        ("-name", "Trần Minh Quân"),
        ("nonsense", "Trần Minh Quân"),
    ],
)
def test_the_address_orders_the_rows(
    lead_client: Client,
    lead_user: User,
    agent_user: User,
    other_agent_user: User,
    sort: str,
    first: str,
) -> None:
    TicketFactory.create(assignee=agent_user)

    page = lead_client.get(f"{WORKLOAD}?sort={sort}")
    names = [row.name for row in page.context["rows"] if row.name != lead_user.name]

    assert names[0] == first


def test_all_tickets_of_somebody_go_to_the_bulk_page(
    lead_client: Client, agent_user: User, other_agent_user: User
) -> None:
    mine = TicketFactory.create_batch(2, assignee=agent_user)
    TicketFactory.create(assignee=other_agent_user)
    row = rows_of(lead_client)[agent_user.name]

    page = lead_client.post(
        reverse("automation:preview_bulk"),
        {"kind": "assign", "list": row.all_open, "next": WORKLOAD},
    )

    assert page.status_code == 200
    assert {one.number for one in page.context["tickets"]} == {
        one.number for one in mine
    }
    assert shown(page).count('name="ticket"') == 2


def test_a_list_brings_only_what_its_reader_sees(
    agent_client: Client, other_agent_user: User, other_team: Team
) -> None:
    TicketFactory.create(assignee=other_agent_user, team=other_team)

    page = agent_client.post(
        reverse("automation:preview_bulk"),
        {"kind": "assign", "list": f"view=all&assignee={other_agent_user.pk}"},
    )

    assert page.context["tickets"] == []


def test_an_empty_house_says_who_would_stand_there(manager_client: Client) -> None:
    assert "Chưa có ai nhận phiếu" in shown(manager_client.get(WORKLOAD))


@pytest.mark.parametrize("n_people", [1, 50])
def test_fifty_people_cost_no_more_queries_than_one(
    lead_client: Client, team: Team, promise: SlaTarget, n_people: int
) -> None:
    for agent in StaffFactory.create_batch(n_people, team=team):
        WorkProfileFactory.create(user=agent)
        clock_on(TicketFactory.create(assignee=agent, team=team), promise, -1)

    assert queries_of(lead_client, WORKLOAD) == BUDGETS["desk:workload"]
