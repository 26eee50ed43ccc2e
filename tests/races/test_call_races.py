"""Calls logged at once, on real connections."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.sessions import (
    PATIENCE_SECONDS,
    all_at_once,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)
from tests.tickets.test_call_log import ANSWERED, MISSED
from tickets.actions.assignment import assign_ticket
from tickets.actions.call_log import Telephoned, log_call
from tickets.actions.calls import finish_call
from tickets.models import Call, CallTask, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def logging(telephoned: Telephoned, agent: User | None = None) -> Callable[[], Call]:
    actor = staff_actor(agent.pk) if agent else SYSTEM
    return lambda: log_call(telephoned, actor=actor, agent=agent, at=NOON)


def done_events() -> int:
    return Event.objects.filter(verb="call.done").count()


def test_four_missed_calls_at_once_are_one_call_to_make(customer: Customer) -> None:
    all_at_once(*[logging(MISSED)] * 4)

    assert Call.objects.count() == 4
    assert CallTask.objects.count() == 1


def test_two_who_call_back_at_once_do_it_once(
    customer: Customer, agent_user: User, other_agent_user: User
) -> None:
    logging(MISSED)()

    outcomes = all_at_once(
        logging(ANSWERED, agent_user), logging(ANSWERED, other_agent_user)
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert CallTask.objects.open().count() == 0
    assert done_events() == 1


def test_calling_back_while_a_colleague_notes_it_is_done_once(
    customer: Customer, agent_user: User, lead_user: User
) -> None:
    logging(MISSED)()
    task = CallTask.objects.get()
    by_hand = lambda: finish_call(  # noqa: E731 - a job for a thread
        task, actor=staff_actor(lead_user.pk), by=lead_user, result="Xong", at=NOON
    )

    all_at_once(logging(ANSWERED, agent_user), by_hand)

    assert done_events() == 1
    assert Call.objects.count() == 2


def test_a_talk_about_a_ticket_that_changes_hands_meanwhile_breaks_off_neither(
    ticket: Ticket, agent_user: User, lead_user: User
) -> None:
    missed = replace(MISSED, customer=ticket.customer, ticket=ticket)
    answered = replace(ANSWERED, customer=ticket.customer, ticket=ticket)
    logging(missed)()

    with another_session() as talking, another_session() as lead:
        talking.begin()
        talking.run(logging(answered, agent_user))
        by = staff_actor(lead_user.pk)
        giving = lead.start(
            lambda: assign_ticket(ticket, actor=by, at=NOON, agent=agent_user)
        )
        eventually(somebody_waits_for_a_row, bool)
        talking.commit()
        given = giving.result(timeout=PATIENCE_SECONDS)

    assert given.assignee == agent_user
    assert CallTask.objects.open().count() == 0
