"""Tickets find their owners, or the leads find out that nobody can take them."""

from datetime import timedelta
from typing import Any

import pytest

from customers.models import Customer
from foundation.accounts.enums import LeaveHandOver, Role, SkillDimension
from foundation.accounts.models import Team, User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.events.models import Event
from foundation.events.registry import receivers_of
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import (
    LeaveFactory,
    SkillFactory,
    StaffFactory,
    StaffSkillFactory,
    WorkProfileFactory,
)
from tests.factories.customers import CustomerFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import happened, last_event, resolved
from tickets.actions import routing, routing_hint
from tickets.actions.assignment import assign_ticket, take_ticket
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.routing import route_ticket, route_waiting
from tickets.actions.routing_terms import RoutingTerms, change_routing
from tickets.actions.waiting import wait_for
from tickets.enums import AssignReason, Complexity, RouteReason, TicketKind, WaitReason
from tickets.errors import RoutingTermsError
from tickets.first_policies import ensure_first_policies
from tickets.models import (
    Assignment,
    RoutingDecision,
    RoutingSettings,
    Ticket,
    TicketClock,
)
from tickets.routing_facts import loads_of

OPENED = NOON - timedelta(minutes=5)


@pytest.fixture(autouse=True)
def settings_row(db: None) -> RoutingSettings:
    row, _ = RoutingSettings.objects.update_or_create(
        pk=1, defaults={"is_enabled": True}
    )
    return row


def opened(**facts: Any) -> Ticket:
    return TicketFactory.create(
        **{"opened_at": OPENED, "kind": TicketKind.QUESTION, **facts}
    )


def owner_of(ticket: Ticket) -> User | None:
    return Ticket.objects.get(pk=ticket.pk).assignee


def decision_about(ticket: Ticket) -> RoutingDecision:
    return RoutingDecision.objects.filter(ticket=ticket).latest("id")


def with_skill(user: User, code: str, dimension: str = SkillDimension.KIND) -> User:
    StaffSkillFactory.create(
        user=user, skill=SkillFactory.create(code=code, dimension=dimension)
    )
    return user


def test_a_ticket_finds_its_owner(agent_user: User) -> None:
    ticket = opened()

    assert route_waiting(NOON) == 1

    assert owner_of(ticket) == agent_user
    row = Assignment.objects.get(ticket=ticket)
    assert (row.agent, row.reason, row.at) == (agent_user, AssignReason.ROUTED, NOON)
    assert happened(ticket) == ["ticket.assigned", "ticket.routed"]
    event = last_event("ticket.routed")
    assert event.actor_kind == "system"
    assert event.data["agent_id"] == agent_user.pk
    assert event.data["reason"] == "least_loaded"


def test_the_decision_says_who_was_considered(
    agent_user: User, other_agent_user: User
) -> None:
    opened(assignee=other_agent_user)
    ticket = opened()

    route_waiting(NOON)

    decision = decision_about(ticket)
    assert (decision.agent, decision.reason) == (agent_user, RouteReason.LEAST_LOADED)
    assert decision.candidates == [
        {
            "user_id": agent_user.pk,
            "code": "chosen",
            "load": 0,
            "capacity": 12,
            "missing": [],
        },
        {
            "user_id": other_agent_user.pk,
            "code": "busier",
            "load": 1,
            "capacity": 12,
            "missing": [],
        },
    ]


def test_whoever_gets_it_is_told(agent_user: User) -> None:
    opened()

    route_waiting(NOON)

    assert Notice.objects.get().user == agent_user


def test_nothing_happens_while_routing_is_off(
    agent_user: User, settings_row: RoutingSettings
) -> None:
    RoutingSettings.objects.update(is_enabled=False)
    ticket = opened()

    assert route_waiting(NOON) == 0
    assert route_ticket(ticket, at=NOON) is None

    assert owner_of(ticket) is None
    assert happened(ticket) == []


def test_nothing_happens_where_nobody_ever_set_it_up(agent_user: User) -> None:
    RoutingSettings.objects.all().delete()
    opened()

    assert route_waiting(NOON) == 0


def test_what_waits_for_the_customer_is_left_alone(agent_user: User) -> None:
    ticket = opened()
    wait_for(ticket, actor=SYSTEM, reason=WaitReason.CUSTOMER, at=NOON)

    assert route_waiting(NOON) == 0


def test_what_a_guest_says_is_routed_too(agent_user: User) -> None:
    opened(is_verified=False)

    assert route_waiting(NOON) == 1


def test_a_team_s_ticket_stays_in_the_team(
    agent_user: User, other_agent_user: User, team: Team
) -> None:
    opened(assignee=agent_user, team=team)
    ticket = opened(team=team)

    route_waiting(NOON)

    assert owner_of(ticket) == agent_user


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEAD, Role.TECHNICIAN, Role.ADMIN])
def test_only_agents_are_given_work(role: Role) -> None:
    StaffFactory.create(role=role)
    ticket = opened()

    assert route_waiting(NOON) == 0
    assert owner_of(ticket) is None


def test_who_left_is_given_nothing(agent_user: User) -> None:
    User.objects.filter(pk=agent_user.pk).update(is_active=False)
    opened()

    assert route_waiting(NOON) == 0


def test_a_lead_gets_the_customer_who_knows_them(
    agent_user: User, lead_user: User, customer: Customer
) -> None:
    opened(customer=customer, assignee=lead_user, last_message_at=OPENED)
    ticket, other = opened(customer=customer), opened()

    route_waiting(NOON)

    assert owner_of(ticket) == lead_user
    assert decision_about(ticket).reason == RouteReason.PREVIOUS_HANDLER
    assert owner_of(other) == agent_user


def test_the_customer_meets_whoever_resolved_their_last_case(
    agent_user: User, other_agent_user: User, customer: Customer
) -> None:
    opened(assignee=other_agent_user)
    resolved(opened(customer=customer), other_agent_user)
    ticket = opened(customer=customer)

    route_waiting(NOON + timedelta(minutes=1))

    assert owner_of(ticket) == other_agent_user


def test_after_the_days_of_remembering_anybody_takes_it(
    agent_user: User, other_agent_user: User, customer: Customer
) -> None:
    long_ago = NOON - timedelta(days=14)
    opened(customer=customer, assignee=other_agent_user, last_message_at=long_ago)
    ticket = opened(customer=customer)

    route_waiting(NOON)

    assert owner_of(ticket) == agent_user


def test_a_kept_skill_is_required(agent_user: User, other_agent_user: User) -> None:
    with_skill(other_agent_user, TicketKind.COMPLAINT)
    opened(assignee=other_agent_user)
    ticket = opened(kind=TicketKind.COMPLAINT)

    route_waiting(NOON)

    decision = decision_about(ticket)
    assert decision.agent == other_agent_user
    assert decision.required_skills == ["complaint"]
    assert decision.candidates[1]["missing"] == ["complaint"]


def test_a_skill_no_longer_kept_is_not_required(agent_user: User) -> None:
    SkillFactory.create(
        code=TicketKind.COMPLAINT, dimension=SkillDimension.KIND, is_active=False
    )
    opened(kind=TicketKind.COMPLAINT)

    assert route_waiting(NOON) == 1


def test_language_and_region_are_asked_for_as_the_customer_says(
    agent_user: User, other_agent_user: User
) -> None:
    with_skill(other_agent_user, "en", SkillDimension.LANGUAGE)
    with_skill(other_agent_user, "tp-thu-duc", SkillDimension.REGION)
    ticket = opened(customer=CustomerFactory.create(locale="en", city="TP. Thủ Đức"))

    route_waiting(NOON)

    assert owner_of(ticket) == other_agent_user
    assert decision_about(ticket).required_skills == ["en", "tp-thu-duc"]


def test_whoever_is_away_gets_nothing(agent_user: User) -> None:
    LeaveFactory.create(
        user=agent_user,
        starts_at=NOON - timedelta(hours=1),
        ends_at=NOON + timedelta(hours=1),
        hand_over=LeaveHandOver.KEEP,
    )
    ticket = opened()

    assert route_waiting(NOON) == 0
    assert decision_about(ticket).candidates[0]["code"] == "on_leave"


def test_at_night_nobody_gets_anything(agent_user: User) -> None:
    opened()

    assert route_waiting(NOON + timedelta(hours=9)) == 0


def test_capacity_counts_only_what_is_in_work(agent_user: User) -> None:
    WorkProfileFactory.create(user=agent_user, capacity=1)
    first, second = opened(), opened()
    route_waiting(NOON)
    assert owner_of(second) is None

    wait_for(
        Ticket.objects.get(pk=first.pk),
        actor=SYSTEM,
        reason=WaitReason.CUSTOMER,
        at=NOON,
    )
    route_waiting(NOON)

    assert owner_of(second) == agent_user


def test_a_ticket_weighs_while_our_own_clock_runs(
    agent_user: User, customer: Customer
) -> None:
    ensure_first_policies(NOON - timedelta(days=1))
    asked = Opening(subject="Máy giặt", body="Không vắt", assignee=agent_user)
    ticket = open_ticket(customer, actor=SYSTEM, at=NOON, opening=asked)
    assert TicketClock.objects.filter(ticket=ticket).exists()
    in_work = loads_of([agent_user.pk])

    wait_for(ticket, actor=SYSTEM, reason=WaitReason.PART, at=NOON)

    assert in_work == {agent_user.pk: 1}
    assert loads_of([agent_user.pk]) == {}


def test_what_an_escalation_took_from_somebody_goes_to_another(
    agent_user: User,
) -> None:
    ticket = opened()
    Assignment.objects.create(
        ticket=ticket, previous_agent=agent_user, reason="escalated", at=OPENED
    )

    route_waiting(NOON)

    assert decision_about(ticket).candidates[0]["code"] == "gave_back"


@pytest.mark.parametrize(("is_enabled", "rings"), [(True, 1), (False, 0)])
def test_news_wakes_the_workers_once_a_second_at_most(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    is_enabled: bool,
    rings: int,
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(routing_hint, "wake", woken.append)
    monkeypatch.setattr(routing_hint, "_hint", routing_hint._Hint())
    RoutingSettings.objects.update(is_enabled=is_enabled)

    with django_capture_on_commit_callbacks(execute=True):
        routing_hint.ask_for_routing()
        routing_hint.ask_for_routing()

    assert woken == ["tickets.route_waiting_tickets"] * rings


def test_a_new_ticket_is_news() -> None:
    heard = receivers_of("ticket.opened")

    assert "tickets.receivers.find_owners_soon" in heard


def test_loads_count_finished_work_no_more(agent_user: User) -> None:
    opened(assignee=agent_user)
    resolved(opened(assignee=agent_user), agent_user)

    assert loads_of([agent_user.pk]) == {agent_user.pk: 1}


def test_diamond_goes_ahead_of_silver(agent_user: User) -> None:
    WorkProfileFactory.create(user=agent_user, capacity=1)
    silver = opened(queue_weight=10, opened_at=NOON - timedelta(minutes=119))
    diamond = opened(queue_weight=30, opened_at=NOON)

    route_waiting(NOON)

    assert owner_of(diamond) == agent_user
    assert owner_of(silver) is None


def test_a_silver_older_than_the_limit_goes_ahead_of_diamond(agent_user: User) -> None:
    WorkProfileFactory.create(user=agent_user, capacity=1)
    silver = opened(queue_weight=10, opened_at=NOON - timedelta(minutes=120))
    diamond = opened(queue_weight=30, opened_at=NOON - timedelta(minutes=119))

    route_waiting(NOON)

    assert owner_of(silver) == agent_user
    assert owner_of(diamond) is None


def test_what_nobody_can_take_holds_up_nobody(agent_user: User) -> None:
    SkillFactory.create(code=TicketKind.COMPLAINT, dimension=SkillDimension.KIND)
    stuck = opened(kind=TicketKind.COMPLAINT, queue_weight=30)
    ticket = opened()

    assert route_waiting(NOON) == 1

    assert owner_of(ticket) == agent_user
    assert decision_about(stuck).reason == RouteReason.NOBODY


def test_however_much_nobody_can_take_the_rest_is_served(
    monkeypatch: pytest.MonkeyPatch, agent_user: User
) -> None:
    monkeypatch.setattr(routing, "READS", (2, 4, 8))
    SkillFactory.create(code=TicketKind.COMPLAINT, dimension=SkillDimension.KIND)
    TicketFactory.create_batch(5, kind=TicketKind.COMPLAINT, opened_at=OPENED)
    ticket = opened(opened_at=NOON)

    assert route_waiting(NOON) == 1

    assert owner_of(ticket) == agent_user
    assert RoutingDecision.objects.filter(reason=RouteReason.NOBODY).count() == 5


def test_the_same_answer_is_not_written_down_twice(agent_user: User) -> None:
    SkillFactory.create(code=TicketKind.QUESTION, dimension=SkillDimension.KIND)
    ticket = opened()

    route_waiting(NOON)
    opened(assignee=agent_user)
    route_waiting(NOON + timedelta(seconds=15))

    assert RoutingDecision.objects.filter(ticket=ticket).count() == 1


def test_another_answer_is_written_down(agent_user: User) -> None:
    skill = SkillFactory.create(code=TicketKind.QUESTION, dimension=SkillDimension.KIND)
    ticket = opened()
    route_waiting(NOON)

    StaffSkillFactory.create(user=agent_user, skill=skill)
    WorkProfileFactory.create(user=agent_user, is_taking=False)
    route_waiting(NOON + timedelta(seconds=15))

    codes = [one.candidates[0]["code"] for one in ticket.routings.order_by("id")]
    assert codes == ["missing_skill", "not_taking"]


def test_after_a_while_the_leads_have_to_find_somebody(
    agent_user: User, lead_user: User, manager_user: User, team: Team
) -> None:
    WorkProfileFactory.create(user=agent_user, is_taking=False)
    ticket = opened(team=team)

    route_waiting(OPENED + timedelta(minutes=15, seconds=-1))
    assert Ticket.objects.get(pk=ticket.pk).supervised_since is None
    late = OPENED + timedelta(minutes=15)
    route_waiting(late)
    route_waiting(late + timedelta(seconds=15))

    assert Ticket.objects.get(pk=ticket.pk).supervised_since == late
    assert happened(ticket) == ["ticket.supervised"]
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (lead_user, "ticket-supervised")


def test_where_no_lead_is_the_managers_are_told(manager_user: User) -> None:
    opened()

    route_waiting(OPENED + timedelta(minutes=15))

    assert Notice.objects.get().user == manager_user


def test_the_night_makes_nobody_impatient(manager_user: User) -> None:
    evening = NOON.replace(hour=15)
    ticket = opened(opened_at=evening)

    route_waiting(evening + timedelta(hours=6))

    assert Ticket.objects.get(pk=ticket.pk).supervised_since is None


def test_it_comes_out_of_the_leads_queue_when_somebody_takes_it(
    lead_user: User,
) -> None:
    ticket = opened(supervised_since=OPENED)

    take_ticket(ticket, actor=staff_actor(lead_user.pk), agent=lead_user, at=NOON)

    assert Ticket.objects.get(pk=ticket.pk).supervised_since is None


def test_it_comes_out_when_somebody_can_take_it_after_all(agent_user: User) -> None:
    ticket = opened(supervised_since=OPENED)

    route_waiting(NOON)

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.supervised_since) == (agent_user, None)


def test_who_gave_a_ticket_back_is_passed_over(
    agent_user: User, other_agent_user: User, team: Team
) -> None:
    opened(assignee=other_agent_user)
    ticket = opened()
    route_waiting(NOON)
    assert owner_of(ticket) == agent_user

    by = staff_actor(agent_user.pk)
    ticket.refresh_from_db()
    assign_ticket(ticket, actor=by, team=team, summary="Khách nói tiếng Nhật", at=NOON)
    route_waiting(NOON + timedelta(minutes=1))

    assert owner_of(ticket) is None
    assert decision_about(ticket).candidates[0]["code"] == "gave_back"


def test_a_ticket_at_its_limit_goes_only_to_whose_it_was(
    agent_user: User, other_agent_user: User
) -> None:
    ticket = opened(handoffs=1, complexity=Complexity.SIMPLE)
    Assignment.objects.create(
        ticket=ticket, previous_agent=other_agent_user, reason="leave", at=OPENED
    )

    route_waiting(NOON)

    assert owner_of(ticket) == other_agent_user
    assert decision_about(ticket).candidates[1]["code"] == "handoff_limit"


def test_one_ticket_can_be_routed_ahead_of_the_queue(agent_user: User) -> None:
    WorkProfileFactory.create(user=agent_user, capacity=1)
    opened(queue_weight=30)
    ticket = opened()

    choice = route_ticket(ticket, at=NOON)

    assert choice is not None
    assert choice.user_id == agent_user.pk
    assert owner_of(ticket) == agent_user


def test_a_run_ends_at_its_limit(agent_user: User) -> None:
    WorkProfileFactory.create(user=agent_user, capacity=200)
    TicketFactory.create_batch(30, opened_at=OPENED)

    assert route_waiting(NOON, limit=25) == 25
    assert route_waiting(NOON) == 5


def test_a_quiet_sweep_asks_little(
    agent_user: User, django_assert_max_num_queries: Any
) -> None:
    SkillFactory.create(code=TicketKind.QUESTION, dimension=SkillDimension.KIND)
    TicketFactory.create_batch(40, opened_at=OPENED, kind=TicketKind.QUESTION)
    route_waiting(NOON)

    with django_assert_max_num_queries(16):
        route_waiting(NOON)


TERMS = RoutingTerms(
    is_enabled=True,
    sticky_days=14,
    supervise_after_minutes=15,
    age_limit_minutes=120,
    consult_minutes=30,
)


def test_routing_is_set_up_by_whoever_manages(lead_user: User) -> None:
    RoutingSettings.objects.all().delete()

    row = change_routing(TERMS, actor=staff_actor(lead_user.pk), at=NOON)

    assert row.is_enabled
    event = Event.objects.get(verb="routing.changed")
    assert event.data == {"is_enabled": True}


def test_the_same_terms_again_are_no_event(lead_user: User) -> None:
    change_routing(TERMS, actor=staff_actor(lead_user.pk), at=NOON)

    assert not Event.objects.filter(verb="routing.changed").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sticky_days", 367),
        ("supervise_after_minutes", 0),
        ("age_limit_minutes", 1441),
        ("consult_minutes", 0),
    ],
)
def test_senseless_terms_are_refused(lead_user: User, name: str, value: int) -> None:
    terms = RoutingTerms(
        **{**{n: getattr(TERMS, n) for n in TERMS.__slots__}, name: value}
    )

    with pytest.raises(RoutingTermsError) as refused:
        change_routing(terms, actor=staff_actor(lead_user.pk), at=NOON)

    assert refused.value.field == name
