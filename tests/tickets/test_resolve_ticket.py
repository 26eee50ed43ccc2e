from datetime import timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.notifications.rendering import render
from tests.conftest import NOON
from tests.factories.customers import EmailFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import closed, happened, last_event, owed, resolved
from tickets.actions.resolution import (
    close_resolved_tickets,
    close_ticket,
    reopen_ticket,
)
from tickets.actions.waiting import wait_for
from tickets.enums import AuthorKind, MessageKind, Outcome, TicketStatus, WaitReason
from tickets.errors import ReopenWindowClosedError
from tickets.models import Ticket
from tickets.workflow import CLOSE_AFTER

WEEK_LATER = NOON + CLOSE_AFTER


def test_resolving_keeps_outcome_and_whose_work_it_was(
    ticket: Ticket, agent_user: User
) -> None:
    fresh = resolved(ticket, agent_user)

    assert fresh.status == TicketStatus.RESOLVED
    assert (fresh.outcome, fresh.resolved_by) == (Outcome.SOLVED, agent_user)
    assert (fresh.resolved_at, fresh.waiting_since) == (NOON, None)


def test_resolving_is_one_event_with_what_surveys_need(
    ticket: Ticket, agent_user: User, team: Team
) -> None:
    resolved(ticket, agent_user)

    data = last_event("ticket.resolved").data
    assert happened(ticket) == ["ticket.resolved"]
    assert data == {
        "customer_id": ticket.customer_id,
        "episode": 1,
        "outcome": "solved",
        "is_said": True,
        "old_status": "new",
        "agent_id": agent_user.pk,
        "team_id": team.pk,
    }


def test_the_customer_is_told_what_was_done(
    ticket: Ticket, agent_user: User, customer: Customer
) -> None:
    EmailFactory(customer=customer, value="ha@thu.example")

    resolved(ticket, agent_user)

    words = render(owed("ticket-resolved")[0])
    assert "Đã khắc phục" in words.text
    assert "Đã thay gioăng cửa" in words.text


def test_the_note_joins_the_conversation(ticket: Ticket, agent_user: User) -> None:
    resolved(ticket, agent_user)

    message = ticket.messages.get()
    assert (message.kind, message.author_kind) == (MessageKind.PUBLIC, AuthorKind.STAFF)
    assert message.body == "Đã thay gioăng cửa"


def test_resolving_without_a_note_says_nothing_more(
    ticket: Ticket, agent_user: User
) -> None:
    fresh = resolved(ticket, agent_user, note="")

    assert not fresh.messages.exists()
    assert fresh.first_response_at is None


def test_a_waiting_ticket_can_be_resolved(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    assert resolved(ticket, agent_user).wait_reason == ""


def test_a_resolved_ticket_cannot_be_resolved_again(
    ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    with pytest.raises(TransitionError):
        resolved(ticket, agent_user, note="Again")

    assert happened(ticket) == ["ticket.resolved"]
    assert len(owed("ticket-resolved")) == 1


def test_reopening_starts_a_new_episode(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    fresh = reopen_ticket(ticket, actor=agent, at=NOON, reason="Khách gọi lại")

    assert (fresh.status, fresh.episode) == (TicketStatus.OPEN, 2)
    assert (fresh.outcome, fresh.resolved_at, fresh.resolved_by) == ("", None, None)
    assert fresh.messages.get(kind=MessageKind.NOTE).body == "Khách gọi lại"
    assert last_event("ticket.reopened").data["old_outcome"] == "solved"


def test_each_episode_tells_the_customer_anew(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    resolved(ticket, agent_user)
    reopen_ticket(ticket, actor=agent, at=NOON)

    resolved(ticket, agent_user, outcome=Outcome.REPLACED)

    assert len(owed("ticket-resolved")) == 2


@pytest.mark.parametrize("status", [TicketStatus.NEW, TicketStatus.OPEN])
def test_what_is_being_worked_on_cannot_be_reopened(
    agent: Actor, status: TicketStatus
) -> None:
    ticket = TicketFactory(status=status)

    with pytest.raises(TransitionError):
        reopen_ticket(ticket, actor=agent, at=NOON)


def test_a_waiting_ticket_is_resumed_not_reopened(ticket: Ticket, agent: Actor) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    with pytest.raises(TransitionError):
        reopen_ticket(ticket, actor=agent, at=NOON)


def test_after_a_month_a_closed_ticket_stays_closed(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    closed(ticket, agent_user)

    with pytest.raises(ReopenWindowClosedError):
        reopen_ticket(ticket, actor=agent, at=NOON + timedelta(days=31))


def test_only_a_resolved_ticket_can_be_closed(ticket: Ticket, agent: Actor) -> None:
    with pytest.raises(TransitionError):
        close_ticket(ticket, actor=agent, at=NOON)


def test_closing_keeps_what_came_of_it(ticket: Ticket, agent_user: User) -> None:
    fresh = closed(ticket, agent_user)

    assert (fresh.status, fresh.closed_at) == (TicketStatus.CLOSED, NOON)
    assert fresh.outcome == Outcome.SOLVED
    assert happened(ticket)[-1] == "ticket.closed"


def test_a_week_of_silence_closes_a_resolved_ticket(
    ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    assert close_resolved_tickets(WEEK_LATER) == 1

    ticket.refresh_from_db()
    assert (ticket.status, ticket.closed_at) == (TicketStatus.CLOSED, WEEK_LATER)
    assert last_event("ticket.closed").actor_kind == "system"


def test_a_day_less_leaves_it_open_to_the_customer(
    ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    assert close_resolved_tickets(WEEK_LATER - timedelta(days=1)) == 0


def test_the_sweep_closes_more_than_one_batch(
    agent_user: User, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.actions.resolution.CLOSE_BATCH", 2)
    tickets = TicketFactory.create_batch(5, customer=customer)
    [resolved(ticket, agent_user, note="") for ticket in tickets]

    assert close_resolved_tickets(WEEK_LATER) == 5
    assert close_resolved_tickets(WEEK_LATER) == 0
