"""Sweeps beside sweeps, and a sweep beside an answer."""

from datetime import timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.events.models import Event
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.sla import publish, target
from tests.sessions import all_at_once
from tests.tickets.acting import ASKED, answered
from tickets import verbs
from tickets.actions.assignment import assign_ticket
from tickets.actions.clock_sweep import sweep_clocks
from tickets.actions.opening import open_ticket
from tickets.enums import Basis, Metric, Side
from tickets.models import ClockStep, Ticket, TicketClock
from tickets.replay import replay_clocks

pytestmark = pytest.mark.django_db(transaction=True)

N_TICKETS = 40
HOUR = timedelta(hours=1)


@pytest.fixture
def due(customer: Customer, agent: Actor, agent_user: User) -> list[Ticket]:
    """Tickets of the agent, each with an hour until its first response is due."""
    publish("Một giờ", target(Metric.FIRST_RESPONSE, Side.OURS, 1, basis=Basis.WALL))
    tickets = [
        open_ticket(customer, actor=agent, at=NOON, opening=ASKED)
        for _ in range(N_TICKETS)
    ]
    return [
        assign_ticket(ticket, actor=agent, at=NOON, agent=agent_user)
        for ticket in tickets
    ]


def test_four_sweeps_at_once_warn_of_each_clock_once(
    due: list[Ticket], agent_user: User
) -> None:
    at = NOON + 0.6 * HOUR

    counts = all_at_once(*[lambda: sweep_clocks(at)] * 4)

    assert sum(counts) == N_TICKETS  # type: ignore[arg-type] # none of them failed
    assert ClockStep.objects.count() == N_TICKETS
    assert Event.objects.filter(verb=verbs.SLA_WARNED).count() == N_TICKETS
    assert Notice.objects.filter(user=agent_user, kind="sla-warned").count() == (
        N_TICKETS
    )


def test_an_answer_and_a_sweep_at_the_same_time_agree(
    due: list[Ticket], agent_user: User
) -> None:
    late = NOON + 2 * HOUR
    answers = [
        lambda ticket=ticket: answered(ticket, agent_user, at=late)
        for ticket in due[:6]
    ]

    outcomes = all_at_once(*answers, lambda: sweep_clocks(late))

    clocks = TicketClock.objects.filter(ticket__in=due[:6])
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert set(clocks.values_list("verdict", "breached_at")) == {("late", NOON + HOUR)}
    assert [batch.differences for batch in replay_clocks()] == [[]]
