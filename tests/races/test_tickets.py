"""Two people at one ticket, at once, on real connections; and what the lock is for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import customer_actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.conftest import NOON
from tests.sessions import PATIENCE_SECONDS
from tests.tickets.acting import ASKED, actor_of, answered, happened, owed, resolved
from tickets.actions import assignment, calls, messages, opening, resolution
from tickets.actions.words import Words
from tickets.enums import TicketStatus
from tickets.models import CallTask, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[str]:
    """How each job ended when all start together: "done" or the code of its refusal."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            job()
        except DomainError as error:
            return error.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs))


@pytest.fixture
def read_together(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """In place of a module's row lock: all read first, then all go on."""

    def put_into(module: object, lock: str = "held") -> None:
        everybody_has_read = Barrier(2)

        def read(row: Ticket | CallTask) -> Ticket | CallTask:
            fresh = type(row)._base_manager.get(pk=row.pk)
            everybody_has_read.wait(timeout=PATIENCE_SECONDS)
            return fresh

        monkeypatch.setattr(module, lock, read)

    return put_into


def test_of_two_who_resolve_one_wins(ticket: Ticket, agent_user: User) -> None:
    outcomes = at_once(
        lambda: resolved(ticket, agent_user), lambda: resolved(ticket, agent_user)
    )

    assert outcomes == ["done", "transition_refused"]
    assert happened(ticket) == ["ticket.resolved"]
    assert len(owed("ticket-resolved")) == 1
    assert ticket.messages.count() == 1


def test_without_the_lock_both_resolve(
    ticket: Ticket, agent_user: User, read_together: Callable[..., None]
) -> None:
    read_together(resolution)

    outcomes = at_once(
        lambda: resolved(ticket, agent_user), lambda: resolved(ticket, agent_user)
    )

    assert outcomes == ["done", "done"]
    assert happened(ticket) == ["ticket.resolved", "ticket.resolved"]


def test_of_two_who_take_a_ticket_one_has_it(
    ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    outcomes = at_once(taking(ticket, agent_user), taking(ticket, other_agent_user))

    assert outcomes == ["already_taken", "done"]
    assert happened(ticket) == ["ticket.assigned"]


def test_without_the_lock_both_believe_they_have_it(
    ticket: Ticket,
    agent_user: User,
    other_agent_user: User,
    read_together: Callable[..., None],
) -> None:
    read_together(assignment)

    outcomes = at_once(taking(ticket, agent_user), taking(ticket, other_agent_user))

    assert outcomes == ["done", "done"]


def test_two_assignments_know_of_each_other(
    ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    at_once(giving(ticket, agent_user), giving(ticket, other_agent_user))

    first, second = Event.objects.filter(verb="ticket.assigned").order_by("id")
    assert first.data["old_agent_id"] is None
    assert second.data["old_agent_id"] == first.data["agent_id"]


def test_without_the_lock_both_assignments_come_from_nobody(
    ticket: Ticket,
    agent_user: User,
    other_agent_user: User,
    read_together: Callable[..., None],
) -> None:
    read_together(assignment)

    at_once(giving(ticket, agent_user), giving(ticket, other_agent_user))

    events = Event.objects.filter(verb="ticket.assigned")
    assert [event.data["old_agent_id"] for event in events] == [None, None]


def test_an_answer_and_a_resolution_both_count(
    ticket: Ticket, agent_user: User, lead_user: User
) -> None:
    outcomes = at_once(
        lambda: answered(ticket, agent_user), lambda: resolved(ticket, lead_user)
    )

    ticket.refresh_from_db()
    assert outcomes == ["done", "done"]
    assert (ticket.status, ticket.public_count) == (TicketStatus.RESOLVED, 2)


def test_without_the_lock_one_of_two_answers_is_not_counted(
    ticket: Ticket,
    agent_user: User,
    lead_user: User,
    read_together: Callable[..., None],
) -> None:
    read_together(messages)

    at_once(lambda: answered(ticket, agent_user), lambda: answered(ticket, lead_user))

    ticket.refresh_from_db()
    assert ticket.messages.count() == 2
    assert ticket.public_count == 1


def test_of_two_answers_the_second_must_read_the_first(
    ticket: Ticket, agent_user: User, lead_user: User
) -> None:
    outcomes = at_once(
        lambda: answered(ticket, agent_user, seen_public_count=0),
        lambda: answered(ticket, lead_user, seen_public_count=0),
    )

    assert outcomes == ["done", "stale_reply"]
    assert len(owed("ticket-reply")) == 1


def test_one_form_sent_twice_at_once_is_one_answer(
    ticket: Ticket, agent_user: User
) -> None:
    outcomes = at_once(
        lambda: answered(ticket, agent_user, client_key="k"),
        lambda: answered(ticket, agent_user, client_key="k"),
    )

    assert outcomes == ["done", "done"]
    assert ticket.messages.count() == 1


def test_one_request_sent_twice_at_once_is_one_ticket(customer: Customer) -> None:
    form = opening.Opening(ASKED.subject, ASKED.body, client_key="k")

    def send() -> Ticket:
        actor = customer_actor(customer.pk)
        return opening.open_ticket(customer, actor=actor, at=NOON, opening=form)

    assert at_once(send, send) == ["done", "done"]
    assert Ticket.objects.count() == 1


def test_of_two_who_close_one_wins(ticket: Ticket, agent_user: User) -> None:
    resolved(ticket, agent_user)

    outcomes = at_once(closing(ticket, agent_user), closing(ticket, agent_user))

    assert outcomes == ["done", "transition_refused"]
    assert happened(ticket).count("ticket.closed") == 1


def test_without_the_lock_both_close(
    ticket: Ticket, agent_user: User, read_together: Callable[..., None]
) -> None:
    resolved(ticket, agent_user)
    read_together(resolution)

    at_once(closing(ticket, agent_user), closing(ticket, agent_user))

    assert happened(ticket).count("ticket.closed") == 2


def test_two_sweeps_close_a_ticket_once(ticket: Ticket, agent_user: User) -> None:
    resolved(ticket, agent_user)

    def sweep() -> int:
        return resolution.close_resolved_tickets(NOON + timedelta(days=8))

    at_once(sweep, sweep)

    assert happened(ticket).count("ticket.closed") == 1


def test_the_customers_word_and_the_sweep_leave_no_closed_ticket_unheard(
    ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)
    later = NOON + timedelta(days=8)

    def sweep() -> int:
        return resolution.close_resolved_tickets(later)

    def write() -> object:
        actor = customer_actor(ticket.customer_id)
        return messages.reply_by_customer(
            ticket, actor=actor, at=later, words=Words("Vẫn hỏng")
        )

    at_once(sweep, write)

    ticket.refresh_from_db()
    assert ticket.status == TicketStatus.OPEN


def test_of_two_who_called_one_is_noted(ticket: Ticket, agent_user: User) -> None:
    task = CallTask.objects.create(
        customer=ticket.customer, message_ref="1", reason="x", created_at=NOON
    )

    outcomes = at_once(calling(task, agent_user), calling(task, agent_user))

    assert outcomes == ["call_done", "done"]
    assert Event.objects.filter(verb="call.done").count() == 1


def test_without_the_lock_both_calls_are_noted(
    ticket: Ticket, agent_user: User, read_together: Callable[..., None]
) -> None:
    task = CallTask.objects.create(
        customer=ticket.customer, message_ref="1", reason="x", created_at=NOON
    )
    read_together(calls, lock="locked")

    at_once(calling(task, agent_user), calling(task, agent_user))

    assert Event.objects.filter(verb="call.done").count() == 2


def taking(ticket: Ticket, user: User) -> Callable[[], object]:
    return lambda: assignment.take_ticket(
        ticket, actor=actor_of(user), agent=user, at=NOON
    )


def giving(ticket: Ticket, user: User) -> Callable[[], object]:
    return lambda: assignment.assign_ticket(
        ticket, actor=actor_of(user), agent=user, summary="Đã thử", at=NOON
    )


def closing(ticket: Ticket, user: User) -> Callable[[], object]:
    return lambda: resolution.close_ticket(ticket, actor=actor_of(user), at=NOON)


def calling(task: CallTask, user: User) -> Callable[[], object]:
    return lambda: calls.finish_call(
        task, actor=actor_of(user), by=user, result="", at=NOON
    )
