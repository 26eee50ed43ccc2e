"""What counts as a hand-off, how many there may be, and who answers for more."""

import pytest

from foundation.accounts.models import Team, User
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.tickets.acting import LATER, answered, happened, last_event, resolved
from tickets.actions.assignment import assign_ticket, take_ticket
from tickets.actions.handoffs import (
    approve_handoff,
    decline_handoff,
    request_handoff,
    withdraw_handoff,
)
from tickets.enums import Complexity, RequestState
from tickets.errors import (
    AgentUnavailableError,
    ApprovalNotNeededError,
    ApprovalPendingError,
    HandoffLimitError,
    RequestDecidedError,
    SummaryRequiredError,
    TicketFinishedError,
)
from tickets.hands import handoffs_left
from tickets.models import Assignment, HandoffRequest, Ticket

TOLD = "Vấn đề: không vắt. Đã thử: tắt nguồn. Đã hứa: gọi lại. Tiếp: đặt lịch."


@pytest.fixture
def third_user(team: Team) -> User:
    return StaffFactory(name="Ngô Bảo Châu", team=team)


@pytest.fixture
def owned(ticket: Ticket, agent: Actor, agent_user: User) -> Ticket:
    """A simple ticket in its first human's hands."""
    return take_ticket(ticket, actor=agent, agent=agent_user, at=NOON)


@pytest.fixture
def spent(owned: Ticket, agent: Actor, other_agent_user: User) -> Ticket:
    """The same after the one hand-off it may have."""
    return given(owned, agent, other_agent_user)


@pytest.fixture
def request_of(
    spent: Ticket, other_agent_user: User, third_user: User
) -> HandoffRequest:
    """The second owner asks to pass it on."""
    return asked(spent, other_agent_user, third_user)


def given(ticket: Ticket, actor: Actor, to: User, summary: str = TOLD) -> Ticket:
    return assign_ticket(ticket, actor=actor, at=NOON, agent=to, summary=summary)


def asked(ticket: Ticket, by: User, to: User, summary: str = TOLD) -> HandoffRequest:
    actor = staff_actor(by.pk)
    return request_handoff(
        ticket, actor=actor, asked_by=by, to=to, summary=summary, at=NOON
    )


def approved(request: HandoffRequest, by: User) -> HandoffRequest:
    return approve_handoff(request, actor=staff_actor(by.pk), by=by, at=LATER)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


# --- What counts ---------------------------------------------------------------


def test_the_first_human_is_no_handoff(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    given(ticket, agent, agent_user, summary="")

    row = Assignment.objects.get()
    assert (row.agent, row.previous_agent, row.reason) == (agent_user, None, "given")
    assert (row.is_counted, now(ticket).handoffs) == (False, 0)


def test_from_the_system_to_the_first_human_is_no_handoff(
    ticket: Ticket, agent_user: User
) -> None:
    given(ticket, SYSTEM, agent_user, summary="")

    assert now(ticket).handoffs == 0


def test_another_responsible_human_counts(
    owned: Ticket, agent: Actor, agent_user: User, other_agent_user: User
) -> None:
    given(owned, agent, other_agent_user)

    row = Assignment.objects.latest("id")
    assert (row.previous_agent, row.is_counted) == (agent_user, True)
    assert now(owned).handoffs == 1
    data = last_event("ticket.assigned").data
    assert (data["is_counted"], data["handoffs"]) == (True, 1)
    assert data["reason"] == "given"


def test_back_to_a_queue_counts_nothing(
    owned: Ticket, agent: Actor, other_team: Team
) -> None:
    assign_ticket(owned, actor=agent, at=NOON, team=other_team)

    assert Assignment.objects.latest("id").reason == "returned"
    assert now(owned).handoffs == 0


def test_through_a_queue_to_another_human_counts(
    owned: Ticket, agent: Actor, agent_user: User, other_agent_user: User, team: Team
) -> None:
    assign_ticket(owned, actor=agent, at=NOON, team=team)

    take_ticket(
        owned,
        actor=staff_actor(other_agent_user.pk),
        agent=other_agent_user,
        at=NOON,
    )

    row = Assignment.objects.latest("id")
    assert (row.previous_agent, row.reason) == (agent_user, "taken")
    assert now(owned).handoffs == 1


def test_through_two_queues_the_last_human_is_remembered(
    owned: Ticket, agent: Actor, agent_user: User, team: Team, other_team: Team
) -> None:
    assign_ticket(owned, actor=agent, at=NOON, team=team)
    assign_ticket(owned, actor=agent, at=NOON, team=other_team)

    take_ticket(owned, actor=agent, agent=agent_user, at=NOON)

    assert Assignment.objects.latest("id").previous_agent == agent_user
    assert now(owned).handoffs == 0


def test_answering_from_the_queue_after_another_human_counts(
    owned: Ticket, agent: Actor, other_agent_user: User, team: Team
) -> None:
    assign_ticket(owned, actor=agent, at=NOON, team=team)

    answered(owned, other_agent_user)

    assert Assignment.objects.latest("id").reason == "answered"
    assert now(owned).handoffs == 1


def test_past_the_limit_the_customer_is_answered_and_the_queue_keeps_the_ticket(
    spent: Ticket, agent: Actor, third_user: User, team: Team
) -> None:
    assign_ticket(spent, actor=agent, at=NOON, team=team)

    answered(spent, third_user)

    assert now(spent).assignee is None
    assert now(spent).public_count == 1


def test_an_owner_ends_the_search_of_the_leads(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(supervised_since=NOON)

    take_ticket(ticket, actor=agent, agent=agent_user, at=NOON)

    assert now(ticket).supervised_since is None


# --- What it needs -------------------------------------------------------------


@pytest.mark.parametrize("summary", ["", "  \n"])
def test_a_handoff_needs_a_summary(
    owned: Ticket, agent: Actor, other_agent_user: User, summary: str
) -> None:
    with pytest.raises(SummaryRequiredError) as refused:
        given(owned, agent, other_agent_user, summary=summary)

    assert refused.value.field == "summary"
    assert now(owned).handoffs == 0


def test_a_simple_ticket_is_not_handed_over_twice(
    spent: Ticket, other_agent_user: User, third_user: User
) -> None:
    with pytest.raises(HandoffLimitError):
        given(spent, staff_actor(other_agent_user.pk), third_user)

    assert (now(spent).assignee, now(spent).handoffs) == (other_agent_user, 1)


def test_taking_it_from_the_queue_is_within_the_same_limit(
    spent: Ticket, agent: Actor, third_user: User, team: Team
) -> None:
    assign_ticket(spent, actor=agent, at=NOON, team=team)

    with pytest.raises(HandoffLimitError):
        take_ticket(spent, actor=staff_actor(third_user.pk), agent=third_user, at=NOON)


def test_a_complex_ticket_is_handed_over_three_times_and_no_more(
    owned: Ticket,
    agent: Actor,
    agent_user: User,
    other_agent_user: User,
    third_user: User,
) -> None:
    Ticket.objects.filter(pk=owned.pk).update(complexity=Complexity.COMPLEX)
    given(owned, agent, other_agent_user)
    given(owned, agent, third_user)
    given(owned, agent, agent_user)

    with pytest.raises(HandoffLimitError):
        given(owned, agent, other_agent_user)

    assert now(owned).handoffs == 3
    assert handoffs_left(now(owned)) == 0


def test_whoever_leads_hands_it_over_and_answers_for_it(
    spent: Ticket, lead: Actor, lead_user: User, third_user: User
) -> None:
    given(spent, lead, third_user)

    fresh, row = now(spent), Assignment.objects.latest("id")
    assert (fresh.assignee, fresh.accountable) == (third_user, lead_user)
    assert (row.approved_by, fresh.handoffs) == (lead_user, 2)


def test_below_the_limit_nobody_becomes_accountable(
    owned: Ticket, lead: Actor, other_agent_user: User
) -> None:
    given(owned, lead, other_agent_user)

    assert now(owned).accountable is None


# --- Asking a lead -------------------------------------------------------------


def test_a_request_waits_for_the_lead_and_changes_nothing(
    lead_user: User,
    request_of: HandoffRequest,
    spent: Ticket,
    other_agent_user: User,
    third_user: User,
) -> None:
    assert (request_of.state, request_of.to_agent) == ("pending", third_user)
    assert now(spent).assignee == other_agent_user
    assert last_event("ticket.handoff_requested").data["agent_id"] == third_user.pk


def test_the_team_s_leads_are_asked(
    lead_user: User, spent: Ticket, other_agent_user: User, third_user: User
) -> None:
    Ticket.objects.filter(pk=spent.pk).update(team=lead_user.team)

    asked(spent, other_agent_user, third_user)

    notice = Notice.objects.get(kind="handoff-asked")
    assert notice.user == lead_user


def test_what_needs_no_approval_is_not_asked_for(
    owned: Ticket, agent_user: User, other_agent_user: User
) -> None:
    with pytest.raises(ApprovalNotNeededError):
        asked(owned, agent_user, other_agent_user)


def test_a_request_needs_a_summary(
    spent: Ticket, other_agent_user: User, third_user: User
) -> None:
    with pytest.raises(SummaryRequiredError):
        asked(spent, other_agent_user, third_user, summary=" ")


def test_one_request_waits_at_a_time(
    request_of: HandoffRequest, spent: Ticket, other_agent_user: User, third_user: User
) -> None:
    with pytest.raises(ApprovalPendingError):
        asked(spent, other_agent_user, third_user)


def test_a_finished_ticket_needs_no_request(
    spent: Ticket, other_agent_user: User, third_user: User
) -> None:
    resolved(spent, other_agent_user)

    with pytest.raises(TicketFinishedError):
        asked(spent, other_agent_user, third_user)


def test_a_lead_approves_and_is_accountable(
    request_of: HandoffRequest,
    spent: Ticket,
    lead_user: User,
    other_agent_user: User,
    third_user: User,
) -> None:
    approved(request_of, lead_user)

    fresh, row = now(spent), Assignment.objects.latest("id")
    assert (fresh.assignee, fresh.accountable) == (third_user, lead_user)
    assert (row.approved_by, row.is_counted) == (lead_user, True)
    assert fresh.messages.latest("id").author_user == other_agent_user
    request_of.refresh_from_db()
    assert (request_of.state, request_of.decided_by) == ("approved", lead_user)


def test_the_asker_and_the_new_owner_are_told(
    request_of: HandoffRequest,
    lead_user: User,
    other_agent_user: User,
    third_user: User,
) -> None:
    approved(request_of, lead_user)

    told = Notice.objects.values_list("kind", "user_id")
    assert ("handoff-approved", other_agent_user.pk) in told
    assert ("ticket-assigned", third_user.pk) in told


def test_a_lead_declines_with_a_reason(
    request_of: HandoffRequest, spent: Ticket, lead: Actor, lead_user: User
) -> None:
    decline_handoff(
        request_of, actor=lead, by=lead_user, reason="Em làm tiếp nhé", at=LATER
    )

    assert HandoffRequest.objects.get().state == RequestState.DECLINED
    assert now(spent).messages.latest("id").body == "Em làm tiếp nhé"
    assert Notice.objects.filter(kind="handoff-declined").count() == 1


def test_a_request_can_be_taken_back(
    request_of: HandoffRequest, spent: Ticket, other_agent_user: User, third_user: User
) -> None:
    actor = staff_actor(other_agent_user.pk)
    withdraw_handoff(request_of, actor=actor, by=other_agent_user, at=LATER)

    assert HandoffRequest.objects.get().state == RequestState.WITHDRAWN
    assert asked(spent, other_agent_user, third_user).state == "pending"


def test_what_is_decided_stays_decided(
    request_of: HandoffRequest, lead_user: User
) -> None:
    approved(request_of, lead_user)

    with pytest.raises(RequestDecidedError):
        approved(request_of, lead_user)


def test_a_request_lapses_when_the_ticket_changes_hands(
    request_of: HandoffRequest,
    spent: Ticket,
    lead: Actor,
    lead_user: User,
    agent_user: User,
) -> None:
    given(spent, lead, agent_user)

    with pytest.raises(RequestDecidedError):
        approved(request_of, lead_user)

    assert now(spent).assignee == agent_user
    assert "ticket.handoff_withdrawn" in happened(spent)


def test_nothing_is_approved_on_a_finished_ticket(
    request_of: HandoffRequest, spent: Ticket, lead_user: User, other_agent_user: User
) -> None:
    resolved(spent, other_agent_user)

    with pytest.raises(TicketFinishedError):
        approved(request_of, lead_user)


def test_nothing_is_approved_for_whoever_left(
    request_of: HandoffRequest, lead_user: User, third_user: User
) -> None:
    User.objects.filter(pk=third_user.pk).update(is_active=False)

    with pytest.raises(AgentUnavailableError):
        approved(request_of, lead_user)


def test_an_approver_without_the_right_approves_nothing(
    request_of: HandoffRequest, agent_user: User, spent: Ticket
) -> None:
    with pytest.raises(HandoffLimitError):
        approved(request_of, agent_user)

    assert HandoffRequest.objects.get().state == RequestState.PENDING


# --- Notices -------------------------------------------------------------------


def test_whoever_gets_a_ticket_from_another_is_told(
    ticket: Ticket, agent: Actor, other_agent_user: User
) -> None:
    given(ticket, agent, other_agent_user)

    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (other_agent_user, "ticket-assigned")
    assert notice.path == f"/desk/tickets/{ticket.number}/"


def test_nobody_is_told_of_their_own_doing(owned: Ticket) -> None:
    assert Notice.objects.count() == 0
