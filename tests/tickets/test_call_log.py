"""Calls are written down; whoever was not answered is called back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.core.errors import DomainError, PhoneError
from tests.conftest import NOON
from tests.factories.customers import CustomerFactory, PhoneFactory
from tests.tickets.acting import happened, last_event
from tickets.actions.call_log import Telephoned, log_call
from tickets.enums import CallDirection, CallOutcome
from tickets.errors import (
    CallFutureError,
    CallOutcomeError,
    CallWithNobodyError,
    NotTalkedError,
)
from tickets.models import Call, CallTask, Ticket
from tickets.queries import conversation_of

PHONE = "0903 442 218"
MISSED = Telephoned(
    CallDirection.IN, CallOutcome.MISSED, PHONE, queue_seconds=35, ring_seconds=20
)
ANSWERED = Telephoned(
    CallDirection.OUT, CallOutcome.ANSWERED, PHONE, talk_seconds=180, note="Hẹn mai"
)


def logged(telephoned: Telephoned, agent: User | None = None) -> Call:
    actor = Actor("user", str(agent.pk), agent.pk) if agent else SYSTEM  # type: ignore[arg-type]
    return log_call(telephoned, actor=actor, agent=agent, at=NOON)


def test_a_call_finds_its_customer_by_number(
    customer: Customer, agent_user: User
) -> None:
    call = logged(ANSWERED, agent_user)

    assert (call.customer, call.phone) == (customer, "+84903442218")
    assert (call.started_at, call.talk_seconds) == (NOON, 180)


def test_a_number_of_a_merged_record_is_of_the_living_one(customer: Customer) -> None:
    other = CustomerFactory(merged_into=customer)
    PhoneFactory(customer=other, value="+84911222333")

    assert logged(replace(MISSED, phone="0911222333")).customer == customer


def test_a_call_stands_in_the_conversation_of_its_ticket(
    ticket: Ticket, agent_user: User
) -> None:
    logged(replace(ANSWERED, ticket=ticket), agent_user)

    assert happened(ticket) == ["call.logged"]
    entry = conversation_of(ticket, for_customer=False)[0]
    assert entry.text == "Gọi đi: đã nói chuyện, 3 phút"
    assert conversation_of(ticket, for_customer=True) == []
    assert "mai" not in str(last_event("call.logged").data)


def test_a_missed_call_leaves_one_call_to_make(customer: Customer) -> None:
    call = logged(MISSED)

    task = CallTask.objects.get()
    assert (task.missed_call, task.customer) == (call, customer)
    assert task.reason == "missed_call"
    assert last_event("call.requested").data["call_id"] == call.pk


@pytest.mark.parametrize(
    "outcome", [CallOutcome.ABANDONED, CallOutcome.BUSY, CallOutcome.NO_ANSWER]
)
def test_whoever_hung_up_is_called_too(
    customer: Customer, outcome: CallOutcome
) -> None:
    logged(replace(MISSED, outcome=outcome))

    assert CallTask.objects.count() == 1


def test_who_tries_three_times_is_called_once(customer: Customer) -> None:
    logged(MISSED)
    logged(MISSED)
    logged(replace(MISSED, outcome=CallOutcome.ABANDONED))

    assert Call.objects.count() == 3
    assert CallTask.objects.count() == 1


def test_an_unknown_number_is_called_back_too(db: None) -> None:
    logged(replace(MISSED, phone="0977205113"))

    task = CallTask.objects.get()
    assert (task.customer, task.phone) == (None, "+84977205113")


def test_nobody_can_call_a_withheld_number(db: None) -> None:
    logged(replace(MISSED, phone=""))

    assert Call.objects.count() == 1
    assert not CallTask.objects.exists()


def test_calling_back_does_it(customer: Customer, agent_user: User) -> None:
    logged(MISSED)

    logged(ANSWERED, agent_user)

    task = CallTask.objects.get()
    assert (task.done_by, task.done_at, task.result) == (agent_user, NOON, "Hẹn mai")
    assert last_event("call.done").data["customer_id"] == customer.pk


def test_a_call_on_another_number_of_theirs_does_it(
    customer: Customer, agent_user: User
) -> None:
    PhoneFactory(customer=customer, value="+84911222333")
    logged(MISSED)

    logged(replace(ANSWERED, phone="0911 222 333"), agent_user)

    assert not CallTask.objects.open().exists()


def test_trying_in_vain_leaves_it(customer: Customer, agent_user: User) -> None:
    logged(MISSED)

    vain = replace(ANSWERED, outcome=CallOutcome.NO_ANSWER, talk_seconds=0)
    logged(vain, agent_user)

    assert CallTask.objects.open().count() == 1


def test_after_a_call_back_the_next_missed_call_asks_anew(
    customer: Customer, agent_user: User
) -> None:
    logged(MISSED)
    logged(ANSWERED, agent_user)

    logged(MISSED)

    assert CallTask.objects.open().count() == 1


def test_the_same_call_sent_twice_is_one(customer: Customer) -> None:
    sent = replace(MISSED, client_key="pbx-1")

    assert logged(sent) == logged(sent)
    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    ("telephoned", "refusal"),
    [
        (replace(MISSED, talk_seconds=3), NotTalkedError),
        (
            replace(ANSWERED, outcome=CallOutcome.MISSED, talk_seconds=0),
            CallOutcomeError,
        ),
        (replace(ANSWERED, phone=""), CallWithNobodyError),
        (replace(ANSWERED, started_at=NOON + timedelta(hours=1)), CallFutureError),
        (replace(ANSWERED, phone="12"), PhoneError),
    ],
)
def test_a_call_that_cannot_have_been_is_refused(
    customer: Customer, telephoned: Telephoned, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        logged(telephoned)

    assert not Call.objects.exists()


def test_calls_are_seen_with_their_tickets(
    ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    logged(replace(ANSWERED, ticket=ticket), agent_user)
    logged(replace(MISSED, phone="0977205113"))

    assert Call.objects.visible_to(agent_user).count() == 2
    assert Call.objects.visible_to(other_agent_user).count() == 1
