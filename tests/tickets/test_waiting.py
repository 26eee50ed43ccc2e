import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from tests.conftest import NOON
from tests.tickets.acting import happened, last_event, resolved
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import TicketStatus, WaitReason
from tickets.models import Ticket


@pytest.mark.parametrize("reason", list(WaitReason))
def test_a_ticket_waits_for_a_reason(
    ticket: Ticket, agent: Actor, reason: WaitReason
) -> None:
    fresh = wait_for(ticket, actor=agent, reason=reason, at=NOON)

    assert (fresh.status, fresh.wait_reason) == (TicketStatus.WAITING, reason)
    assert last_event("ticket.waited").data["reason"] == reason.value


def test_waiting_for_the_customer_ends_their_wait(ticket: Ticket, agent: Actor) -> None:
    fresh = wait_for(ticket, actor=agent, reason=WaitReason.CUSTOMER, at=NOON)

    assert fresh.waiting_since is None


def test_waiting_for_a_part_does_not(ticket: Ticket, agent: Actor) -> None:
    fresh = wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    assert fresh.waiting_since == ticket.waiting_since


def test_another_reason_replaces_the_first(ticket: Ticket, agent: Actor) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    wait_for(ticket, actor=agent, reason=WaitReason.VISIT, at=NOON)

    data = last_event("ticket.waited").data
    assert (data["old_reason"], data["reason"]) == ("part", "visit")


def test_the_same_reason_again_is_no_event(ticket: Ticket, agent: Actor) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    assert happened(ticket) == ["ticket.waited"]


def test_what_is_resolved_waits_for_nobody(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    with pytest.raises(TransitionError):
        wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)


def test_resuming_goes_on_with_it(ticket: Ticket, agent: Actor) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    fresh = resume_ticket(ticket, actor=agent, at=NOON)

    assert (fresh.status, fresh.wait_reason) == (TicketStatus.OPEN, "")
    assert happened(ticket) == ["ticket.waited", "ticket.resumed"]


def test_what_does_not_wait_is_not_resumed(ticket: Ticket, agent: Actor) -> None:
    with pytest.raises(TransitionError):
        resume_ticket(ticket, actor=agent, at=NOON)


def test_a_resolved_ticket_is_reopened_not_resumed(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    with pytest.raises(TransitionError):
        resume_ticket(ticket, actor=agent, at=NOON)
