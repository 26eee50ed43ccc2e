import pytest

from foundation.accounts.enums import Role, UserKind
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.tickets.acting import closed, happened, last_event
from tickets.actions.assignment import assign_ticket, take_ticket
from tickets.enums import MessageKind
from tickets.errors import (
    AgentUnavailableError,
    AlreadyTakenError,
    NoOwnerError,
    TeamUnavailableError,
    TicketClosedError,
)
from tickets.models import Ticket


def test_a_person_takes_the_ticket_to_their_team(
    ticket: Ticket, agent: Actor, other_agent_user: User, team: Team, other_team: Team
) -> None:
    fresh = assign_ticket(ticket, actor=agent, at=NOON, agent=other_agent_user)

    assert (fresh.assignee, fresh.team) == (other_agent_user, other_team)
    data = last_event("ticket.assigned").data
    assert (data["old_agent_id"], data["agent_id"]) == (None, other_agent_user.pk)
    assert (data["old_team_id"], data["team_id"]) == (team.pk, other_team.pk)


def test_somebody_without_a_team_leaves_it_where_it_was(
    ticket: Ticket, agent: Actor, team: Team
) -> None:
    manager = StaffFactory(role=Role.MANAGER, team=None)

    assert assign_ticket(ticket, actor=agent, at=NOON, agent=manager).team == team


def test_a_team_alone_gets_it_into_its_queue(
    ticket: Ticket, agent: Actor, agent_user: User, other_team: Team
) -> None:
    assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user)

    fresh = assign_ticket(ticket, actor=agent, at=NOON, team=other_team)

    assert (fresh.assignee, fresh.team) == (None, other_team)


def test_a_summary_stays_as_a_note(
    ticket: Ticket, agent: Actor, agent_user: User, other_agent_user: User
) -> None:
    assign_ticket(
        ticket,
        actor=agent,
        at=NOON,
        agent=other_agent_user,
        summary="Đã thử tắt nguồn",
    )

    note = ticket.messages.get()
    assert (note.kind, note.author_user) == (MessageKind.NOTE, agent_user)
    assert "nguồn" not in str(last_event("ticket.assigned").data)


def test_giving_it_to_whom_it_belongs_is_no_event(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user)

    assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user)

    assert happened(ticket) == ["ticket.assigned"]


def test_one_owner_or_one_queue_never_none(ticket: Ticket, agent: Actor) -> None:
    with pytest.raises(NoOwnerError):
        assign_ticket(ticket, actor=agent, at=NOON)


def test_whoever_left_gets_nothing(ticket: Ticket, agent: Actor) -> None:
    gone = StaffFactory(is_active=False)

    with pytest.raises(AgentUnavailableError):
        assign_ticket(ticket, actor=agent, at=NOON, agent=gone)


def test_a_customer_owns_no_ticket(ticket: Ticket, agent: Actor) -> None:
    login = User.objects.create_user(kind=UserKind.CUSTOMER, name="Khách")

    with pytest.raises(AgentUnavailableError):
        assign_ticket(ticket, actor=agent, at=NOON, agent=login)


def test_a_team_out_of_use_gets_nothing(
    ticket: Ticket, agent: Actor, other_team: Team
) -> None:
    other_team.is_active = False

    with pytest.raises(TeamUnavailableError):
        assign_ticket(ticket, actor=agent, at=NOON, team=other_team)


def test_a_closed_ticket_changes_no_hands(
    ticket: Ticket, agent: Actor, agent_user: User, other_agent_user: User
) -> None:
    closed(ticket, agent_user)

    with pytest.raises(TicketClosedError):
        assign_ticket(ticket, actor=agent, at=NOON, agent=other_agent_user)


def test_taking_is_for_what_nobody_has(
    ticket: Ticket, agent: Actor, agent_user: User, other_agent_user: User
) -> None:
    take_ticket(ticket, actor=agent, agent=agent_user, at=NOON)

    with pytest.raises(AlreadyTakenError):
        take_ticket(ticket, actor=agent, agent=other_agent_user, at=NOON)

    ticket.refresh_from_db()
    assert ticket.assignee == agent_user
    assert happened(ticket) == ["ticket.assigned"]
