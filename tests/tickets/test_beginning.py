import pytest

from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.tickets.acting import happened
from tickets.actions.beginning import begin_work
from tickets.actions.waiting import wait_for
from tickets.enums import Metric, TicketStatus, WaitReason
from tickets.models import Ticket
from tickets.replay import replay_clocks

pytestmark = pytest.mark.django_db


def test_work_on_a_new_ticket_opens_it(ticket: Ticket, agent: Actor) -> None:
    fresh = begin_work(ticket, actor=agent, at=NOON)

    assert fresh.status == TicketStatus.OPEN
    assert happened(ticket) == ["ticket.begun"]


def test_it_begins_once(ticket: Ticket, agent: Actor) -> None:
    begin_work(ticket, actor=agent, at=NOON)

    begin_work(ticket, actor=agent, at=NOON)

    assert happened(ticket) == ["ticket.begun"]


def test_nobody_was_answered_by_it(ticket: Ticket, agent: Actor) -> None:
    fresh = begin_work(ticket, actor=agent, at=NOON)

    assert fresh.first_response_at is None
    assert fresh.waiting_since == ticket.waiting_since
    answered = ticket.clocks.filter(
        metric=Metric.FIRST_RESPONSE, ended_at__isnull=False
    )
    assert not answered.exists()
    assert [one for batch in replay_clocks() for one in batch.differences] == []


def test_what_waits_goes_on_waiting(ticket: Ticket, agent: Actor) -> None:
    wait_for(ticket, actor=agent, reason=WaitReason.PART, at=NOON)

    fresh = begin_work(ticket, actor=agent, at=NOON)

    assert (fresh.status, fresh.wait_reason) == ("waiting", WaitReason.PART)
