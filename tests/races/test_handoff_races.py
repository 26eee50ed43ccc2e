"""Hand-offs and consults at once, on real connections; and what the locks are for."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError

from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.races.test_tickets import at_once
from tests.sessions import PATIENCE_SECONDS, all_at_once
from tests.tickets.acting import actor_of, happened
from tickets.actions import assignment, consults, handoffs
from tickets.models import Assignment, Consult, HandoffRequest, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = "Đã thử tắt nguồn, hứa gọi lại chiều nay."


@pytest.fixture
def third_user(team: Team) -> User:
    return StaffFactory(name="Ngô Bảo Châu", team=team)


@pytest.fixture
def owned(ticket: Ticket, agent_user: User) -> Ticket:
    actor = actor_of(agent_user)
    return assignment.take_ticket(ticket, actor=actor, agent=agent_user, at=NOON)


@pytest.fixture
def pending(owned: Ticket, agent_user: User, other_agent_user: User) -> HandoffRequest:
    Ticket.objects.filter(pk=owned.pk).update(handoffs=1)
    return handoffs.request_handoff(
        owned,
        actor=actor_of(agent_user),
        asked_by=agent_user,
        to=other_agent_user,
        summary=TOLD,
        at=NOON,
    )


@pytest.fixture
def read_together(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """In place of a module's row lock: both read each row first, then both go on."""

    def put_into(module: object, lock: str = "held") -> None:
        both_have_read = Barrier(2)

        def read(row: Any) -> Any:
            fresh = type(row)._base_manager.get(pk=row.pk)
            both_have_read.wait(timeout=PATIENCE_SECONDS)
            return fresh

        monkeypatch.setattr(module, lock, read)

    return put_into


def passing(ticket: Ticket, by: User, to: User) -> Callable[[], object]:
    return lambda: assignment.assign_ticket(
        ticket, actor=actor_of(by), agent=to, summary=TOLD, at=NOON
    )


def approving(request: HandoffRequest, by: User) -> Callable[[], object]:
    return lambda: handoffs.approve_handoff(request, actor=actor_of(by), by=by, at=NOON)


def asking(ticket: Ticket, by: User, of: User) -> Callable[[], object]:
    return lambda: consults.ask_consult(
        ticket,
        actor=actor_of(by),
        asked_by=by,
        asked_of=of,
        question="Bo mạch ạ?",
        at=NOON,
    )


def answering(consult: Consult, by: User) -> Callable[[], object]:
    return lambda: consults.answer_consult(
        consult, actor=staff_actor(by.pk), author=by, answer="Đúng rồi", at=NOON
    )


def test_of_two_transfers_of_a_simple_ticket_one_is_refused(
    owned: Ticket, agent_user: User, other_agent_user: User, third_user: User
) -> None:
    outcomes = at_once(
        passing(owned, agent_user, other_agent_user),
        passing(owned, agent_user, third_user),
    )

    owned.refresh_from_db()
    assert outcomes == ["done", "handoff_limit"]
    assert owned.handoffs == 1


def test_without_the_lock_both_transfers_go_through_and_one_is_counted(
    owned: Ticket,
    agent_user: User,
    other_agent_user: User,
    third_user: User,
    read_together: Callable[..., None],
) -> None:
    read_together(assignment)

    outcomes = at_once(
        passing(owned, agent_user, other_agent_user),
        passing(owned, agent_user, third_user),
    )

    owned.refresh_from_db()
    assert outcomes == ["done", "done"]
    assert Assignment.objects.filter(is_counted=True).count() == 2
    assert owned.handoffs == 1


def test_one_transfer_sent_twice_at_once_counts_once(
    owned: Ticket, agent_user: User, other_agent_user: User
) -> None:
    send = passing(owned, agent_user, other_agent_user)

    assert at_once(send, send) == ["done", "done"]
    owned.refresh_from_db()
    assert owned.handoffs == 1


def test_of_two_approvals_one_counts(
    pending: HandoffRequest, owned: Ticket, lead_user: User, manager_user: User
) -> None:
    outcomes = at_once(approving(pending, lead_user), approving(pending, manager_user))

    owned.refresh_from_db()
    assert outcomes == ["done", "request_decided"]
    assert owned.handoffs == 2
    assert happened(owned).count("ticket.handoff_approved") == 1


def test_without_the_lock_both_approve(
    pending: HandoffRequest,
    owned: Ticket,
    lead_user: User,
    manager_user: User,
    read_together: Callable[..., None],
) -> None:
    read_together(handoffs, lock="_locked")

    outcomes = at_once(approving(pending, lead_user), approving(pending, manager_user))

    assert outcomes == ["done", "done"]
    assert happened(owned).count("ticket.handoff_approved") == 2


def test_an_approval_and_a_transfer_at_once_leave_one_owner(
    pending: HandoffRequest, owned: Ticket, lead_user: User, third_user: User
) -> None:
    outcomes = at_once(
        approving(pending, lead_user), passing(owned, lead_user, third_user)
    )

    owned.refresh_from_db()
    assert "done" in outcomes
    assert owned.handoffs == 1 + Assignment.objects.filter(is_counted=True).count()


def test_of_two_questions_to_one_colleague_one_is_asked(
    owned: Ticket, agent_user: User, manager_user: User, lead_user: User
) -> None:
    outcomes = at_once(
        asking(owned, agent_user, lead_user), asking(owned, manager_user, lead_user)
    )

    assert outcomes == ["consult_open", "done"]
    assert Consult.objects.count() == 1


def test_without_the_lock_the_database_refuses_the_second_question(
    owned: Ticket,
    agent_user: User,
    manager_user: User,
    lead_user: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody_has_asked = Barrier(2)
    note = consults._noted

    def note_together(*args: Any) -> Message:
        nobody_has_asked.wait(timeout=PATIENCE_SECONDS)
        return note(*args)

    monkeypatch.setattr(consults, "held", lambda ticket: ticket)
    monkeypatch.setattr(consults, "_noted", note_together)

    outcomes = all_at_once(
        asking(owned, agent_user, lead_user), asking(owned, manager_user, lead_user)
    )

    assert sum(isinstance(each, IntegrityError) for each in outcomes) == 1
    assert Consult.objects.count() == 1


def test_of_two_answers_one_is_kept(
    owned: Ticket, agent_user: User, lead_user: User
) -> None:
    asking(owned, agent_user, lead_user)()
    consult = Consult.objects.get()

    outcomes = at_once(answering(consult, lead_user), answering(consult, lead_user))

    assert outcomes == ["consult_ended", "done"]
    assert owned.messages.count() == 2


def test_two_sweeps_remind_once(
    owned: Ticket, agent_user: User, lead_user: User
) -> None:
    asking(owned, agent_user, lead_user)()

    def sweep() -> int:
        return consults.remind_consults(NOON + timedelta(hours=1))

    at_once(sweep, sweep)

    assert happened(owned).count("ticket.consult_overdue") == 1
    assert Notice.objects.filter(kind="consult-overdue").count() == 2
