from typing import Any

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.core.refs import ref
from foundation.events.actions import dispatch_event, record
from foundation.notifications.actions import queue_message
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient
from foundation.notifications.verbs import MESSAGE_UNDELIVERABLE
from tests.conftest import NOON
from tests.factories.accounts import TeamFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import happened, last_event
from tickets.actions.calls import create_call_task, finish_call
from tickets.errors import CallDoneError
from tickets.models import CallTask, Ticket


def owe(ticket: Ticket, **changes: Any) -> OutgoingMessage:
    to = Recipient("Nguyễn Thu Hà", customer_ref=str(ticket.customer_id))
    facts: dict[str, Any] = {
        "to": to,
        "about": ref(ticket),
        "dedupe_key": "reply:1",
        "context": {},
    }
    return queue_message("ticket-reply", **{**facts, **changes})


def test_an_undeliverable_message_becomes_a_call(ticket: Ticket) -> None:
    message = owe(ticket)

    task = create_call_task(message, at=NOON)

    assert task is not None
    assert (task.customer, task.ticket) == (ticket.customer, ticket)
    assert task.reason == "ticket-reply"
    assert happened(ticket) == ["call.requested"]


def test_a_message_heard_of_twice_is_one_call(ticket: Ticket) -> None:
    message = owe(ticket)

    assert create_call_task(message, at=NOON) == create_call_task(message, at=NOON)
    assert happened(ticket) == ["call.requested"]


def test_nobody_is_called_about_a_code(ticket: Ticket) -> None:
    assert create_call_task(owe(ticket, is_secret=True), at=NOON) is None


def test_nobody_calls_a_colleague(ticket: Ticket) -> None:
    message = owe(ticket, to=Recipient("Trần Minh Quân"))

    assert create_call_task(message, at=NOON) is None


def test_the_news_that_nothing_carries_it_brings_the_call(ticket: Ticket) -> None:
    event = record(owe(ticket), MESSAGE_UNDELIVERABLE, actor=SYSTEM, at=NOON)

    dispatch_event(event.pk)
    dispatch_event(event.pk)

    assert CallTask.objects.get().ticket == ticket


def test_a_call_is_noted_with_what_it_brought(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    task = create_call_task(owe(ticket), at=NOON)
    assert task is not None

    fresh = finish_call(task, actor=agent, by=agent_user, result="Hẹn mai", at=NOON)

    assert (fresh.done_by, fresh.done_at, fresh.result) == (agent_user, NOON, "Hẹn mai")
    assert happened(ticket)[-1] == "call.done"
    assert "mai" not in str(last_event("call.done").data)


def test_a_call_is_made_once(ticket: Ticket, agent: Actor, agent_user: User) -> None:
    task = create_call_task(owe(ticket), at=NOON)
    assert task is not None
    finish_call(task, actor=agent, by=agent_user, result="", at=NOON)

    with pytest.raises(CallDoneError):
        finish_call(task, actor=agent, by=agent_user, result="", at=NOON)


def test_calls_are_seen_with_their_tickets(
    customer: Customer, agent_user: User, other_agent_user: User, lead_user: User
) -> None:
    ticket = TicketFactory(customer=customer, team=agent_user.team)
    create_call_task(owe(ticket), at=NOON)
    assert customer.login is not None

    assert CallTask.objects.visible_to(agent_user).open().count() == 1
    assert CallTask.objects.visible_to(lead_user).count() == 1
    assert not CallTask.objects.visible_to(other_agent_user).exists()
    assert not CallTask.objects.visible_to(customer.login).exists()


def test_a_call_goes_with_its_ticket_to_another_team(
    agent_user: User, ticket: Ticket
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(team=agent_user.team)
    call = create_call_task(owe(ticket), at=NOON)
    seen = CallTask.objects.visible_to(agent_user)
    assert list(seen) == [call]

    other_team = TeamFactory()
    Ticket.objects.filter(pk=ticket.pk).update(team=other_team)
    assert list(seen.all()) == []

    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent_user)
    assert list(seen.all()) == [call]
