"""Warnings, breaches and escalations: what comes due is done, and done once."""

from datetime import UTC, datetime, timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.events.actions import sweep_events
from foundation.events.models import Event
from foundation.notifications.models import Notice
from tests.factories.sla import publish, target
from tests.tickets.acting import ASKED, answered
from tickets import verbs
from tickets.actions.assignment import assign_ticket
from tickets.actions.clock_sweep import sweep_clocks
from tickets.actions.opening import open_ticket
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import Audience, HandTo, Metric, Priority, Side, WaitReason
from tickets.models import ClockStep, Ticket, TicketClock

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def opened(customer: Customer, by: Actor) -> Ticket:
    return open_ticket(customer, actor=by, at=AT, opening=ASKED)


@pytest.fixture
def owned(customer: Customer, agent: Actor, agent_user: User) -> Ticket:
    """A ticket of the agent with two hours until its first response is due."""
    publish("Hai giờ", target(Metric.FIRST_RESPONSE, Side.OURS, 2))
    ticket = opened(customer, agent)
    return assign_ticket(ticket, actor=agent, at=AT, agent=agent_user)


def codes() -> list[int]:
    return list(ClockStep.objects.order_by("pk").values_list("code", flat=True))


def told(user: User) -> list[str]:
    notices = Notice.objects.filter(user=user, kind__startswith="sla-")
    return list(notices.order_by("pk").values_list("kind", flat=True))


def test_half_of_the_time_warns_the_owner_once(owned: Ticket, agent_user: User) -> None:
    sweep_clocks(AT + HOUR)
    none_yet = codes()
    sweep_clocks(AT + HOUR + timedelta(seconds=1))
    sweep_clocks(AT + HOUR + timedelta(seconds=2))

    assert none_yet == []
    assert codes() == [50]
    assert told(agent_user) == ["sla-warned"]
    assert Event.objects.filter(verb=verbs.SLA_WARNED).count() == 1


def test_each_step_moves_the_clock_on_to_the_next(owned: Ticket) -> None:
    sweep_clocks(AT + HOUR * 1.2)

    clock = TicketClock.objects.get()

    assert clock.passed == 50
    assert clock.next_event_at == AT + HOUR * 1.5


def test_a_breach_is_a_fact_of_the_moment_it_came_due(owned: Ticket) -> None:
    sweep_clocks(AT + HOUR * 5)

    clock = TicketClock.objects.get()

    assert codes() == [50, 75, 90, 100]
    assert clock.breached_at == AT + HOUR * 2
    assert clock.next_event_at is None


def test_of_several_steps_at_once_the_gravest_is_told(
    owned: Ticket, agent_user: User
) -> None:
    sweep_clocks(AT + HOUR * 5)

    assert told(agent_user) == ["sla-breached"]


def test_what_comes_after_an_outage_says_that_it_is_late(
    owned: Ticket, agent_user: User
) -> None:
    sweep_clocks(AT + HOUR * 5)

    assert Notice.objects.get(user=agent_user, kind="sla-breached").is_late


def test_a_paused_clock_warns_nobody_until_it_goes_on(
    owned: Ticket, agent: Actor
) -> None:
    wait_for(owned, actor=agent, reason=WaitReason.CUSTOMER, at=AT + HOUR / 2)
    sweep_clocks(AT + HOUR * 8)
    while_waiting = codes()
    resume_ticket(owned, actor=agent, at=AT + timedelta(days=3))
    sweep_clocks(AT + timedelta(days=3, hours=1))

    assert while_waiting == []
    assert codes() == [50]


def test_an_answer_in_time_leaves_nothing_to_warn_of(
    owned: Ticket, agent_user: User
) -> None:
    answered(owned, agent_user, at=AT + HOUR / 2)

    assert sweep_clocks(AT + timedelta(days=9)) == 0
    assert codes() == []


def test_a_ticket_that_nobody_owns_is_its_leads_business(
    customer: Customer, by_customer: Actor, lead_user: User
) -> None:
    publish("Hai giờ", target(Metric.FIRST_RESPONSE, Side.OURS, 2))
    ticket = opened(customer, by_customer)
    Ticket.objects.filter(pk=ticket.pk).update(team=lead_user.team)

    sweep_clocks(AT + HOUR * 1.1)

    assert told(lead_user) == ["sla-warned"]


def test_an_escalation_tells_raises_and_hands_to_the_lead(
    customer: Customer, agent: Actor, agent_user: User, lead_user: User
) -> None:
    level = {
        "level": 1,
        "after_seconds": 1800,
        "tell": [Audience.LEAD],
        "raise_to": Priority.URGENT,
        "hand_to": HandTo.LEAD,
    }
    publish(
        "Hai giờ",
        target(Metric.FIRST_RESPONSE, Side.OURS, 2),
        escalations=(level,),
    )
    ticket = opened(customer, agent)
    assign_ticket(ticket, actor=agent, at=AT, agent=agent_user)

    sweep_clocks(AT + timedelta(days=4))
    sweep_events()

    ticket.refresh_from_db()
    assert ticket.priority == Priority.URGENT
    assert ticket.assignee == lead_user
    assert "sla-escalated" in told(lead_user)


def test_an_escalation_of_what_was_answered_meanwhile_does_nothing(
    customer: Customer, agent: Actor, agent_user: User, lead_user: User
) -> None:
    level = {"level": 1, "after_seconds": 0, "hand_to": HandTo.LEAD}
    publish(
        "Hai giờ",
        target(Metric.FIRST_RESPONSE, Side.OURS, 2),
        escalations=(level,),
    )
    ticket = opened(customer, agent)
    assign_ticket(ticket, actor=agent, at=AT, agent=agent_user)
    late = AT + timedelta(days=4)
    sweep_clocks(late)
    answered(ticket, agent_user, at=late)

    sweep_events()

    ticket.refresh_from_db()
    assert ticket.assignee == agent_user
