"""What becomes of somebody's open tickets when their leave starts."""

from datetime import timedelta
from typing import Any

import pytest

from foundation.accounts.enums import LeaveHandOver, LeaveKind, LeaveState, Role
from foundation.accounts.models import Leave, Team, User
from foundation.core.actor import Actor
from foundation.events.models import Event
from foundation.events.registry import receivers_of
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import happened, last_event, resolved
from tickets.actions.assignment import assign_ticket
from tickets.actions.leaves import hand_over_for
from tickets.models import Assignment, Ticket


@pytest.fixture
def mine(ticket: Ticket, agent: Actor, agent_user: User) -> Ticket:
    return assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user)


@pytest.fixture
def deputy(team: Team) -> User:
    return StaffFactory(name="Ngô Bảo Châu", team=team)


def leave_of(user: User, hand_over: LeaveHandOver, **fields: Any) -> Leave:
    values: dict[str, Any] = {
        "starts_at": NOON - timedelta(hours=1),
        "ends_at": NOON + timedelta(days=3),
        "kind": LeaveKind.HOLIDAY,
        "state": LeaveState.STARTED,
        "summary": "Khách hẹn gọi lại thứ Hai.",
        **fields,
    }
    return Leave.objects.create(user=user, hand_over=hand_over, **values)


def handed(leave: Leave) -> int:
    return hand_over_for(leave, at=NOON)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_the_deputy_gets_what_is_open(
    mine: Ticket, agent_user: User, deputy: User
) -> None:
    leave = leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy)

    assert handed(leave) == 1
    assert (now(mine).assignee, now(mine).handoffs) == (deputy, 1)
    assert Assignment.objects.latest("id").reason == "leave"
    note = mine.messages.latest("id")
    assert (note.body, note.author_user) == ("Khách hẹn gọi lại thứ Hai.", agent_user)


def test_what_is_finished_stays(mine: Ticket, agent_user: User, deputy: User) -> None:
    resolved(mine, agent_user)

    assert handed(leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy)) == 0
    assert now(mine).assignee == agent_user


def test_the_queue_gets_what_is_open(mine: Ticket, agent_user: User) -> None:
    handed(leave_of(agent_user, LeaveHandOver.QUEUE))

    fresh = now(mine)
    assert (fresh.assignee, fresh.team_id, fresh.handoffs) == (
        None,
        agent_user.team_id,
        0,
    )


def test_the_lead_gets_what_is_open(
    mine: Ticket, agent_user: User, lead_user: User
) -> None:
    handed(leave_of(agent_user, LeaveHandOver.LEAD))

    assert (now(mine).assignee, now(mine).accountable) == (lead_user, None)


def test_who_keeps_their_tickets_keeps_them(mine: Ticket, agent_user: User) -> None:
    assert handed(leave_of(agent_user, LeaveHandOver.KEEP)) == 0
    assert now(mine).assignee == agent_user


def test_past_the_limit_the_lead_gets_it_and_answers_for_it(
    mine: Ticket, agent_user: User, deputy: User, lead_user: User
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(handoffs=1)

    handed(leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy))

    fresh = now(mine)
    assert (fresh.assignee, fresh.accountable) == (lead_user, lead_user)
    assert last_event("ticket.assigned").data["approved_by_id"] == lead_user.pk


def test_past_the_limit_without_a_lead_it_waits_in_the_queue(
    mine: Ticket, agent_user: User, deputy: User
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(handoffs=1)

    handed(leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy))

    assert now(mine).assignee is None


def test_a_deputy_who_left_meanwhile_gets_nothing(
    mine: Ticket, agent_user: User, deputy: User, lead_user: User
) -> None:
    deputy.is_active = False
    deputy.save()

    handed(leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy))

    assert now(mine).assignee == lead_user


def test_a_lead_who_is_away_as_well_gets_nothing(
    mine: Ticket, agent_user: User, lead_user: User, team: Team
) -> None:
    second = StaffFactory(role=Role.LEAD, team=team)
    leave_of(lead_user, LeaveHandOver.KEEP)

    handed(leave_of(agent_user, LeaveHandOver.LEAD))

    assert now(mine).assignee == second


def test_a_leave_that_ended_meanwhile_moves_nothing(
    mine: Ticket, agent_user: User
) -> None:
    leave = leave_of(agent_user, LeaveHandOver.QUEUE, state=LeaveState.ENDED)

    assert handed(leave) == 0
    assert now(mine).assignee == agent_user


def test_many_go_in_batches(
    agent_user: User, team: Team, deputy: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.actions.leaves.BATCH", 2)
    TicketFactory.create_batch(5, assignee=agent_user, team=team)

    assert handed(leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy)) == 5
    assert Ticket.objects.filter(assignee=deputy).count() == 5


def test_hearing_twice_hands_over_once(
    mine: Ticket, agent_user: User, deputy: User
) -> None:
    leave = leave_of(agent_user, LeaveHandOver.DEPUTY, deputy=deputy)
    event = Event.objects.create(
        verb="leave.started",
        subject_type="accounts.leave",
        subject_id=str(leave.pk),
        actor_kind="system",
        at=NOON,
    )
    hear = receivers_of("leave.started")["tickets.receivers.hand_over_for_leave"]

    hear(event)
    hear(event)

    assert happened(mine) == ["ticket.assigned", "ticket.assigned"]
