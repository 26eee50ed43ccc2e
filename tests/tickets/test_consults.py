"""Asking a colleague: the owner stays, nothing is counted, and the answer has a time."""

from datetime import timedelta

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.tickets.acting import closed, happened, last_event, resolved
from tickets.actions.assignment import take_ticket
from tickets.actions.consults import (
    answer_consult,
    ask_consult,
    remind_consults,
    withdraw_consult,
)
from tickets.enums import MessageKind
from tickets.errors import (
    AgentUnavailableError,
    ConsultEndedError,
    ConsultOpenError,
    ConsultSelfError,
    EmptyMessageError,
    NotAskedError,
    TicketClosedError,
)
from tickets.models import Consult, RoutingSettings, Ticket

QUESTION = "E3 sau khi thay bơm là do bo mạch hay do dây nguồn ạ?"
OVERDUE = NOON + timedelta(hours=1)


@pytest.fixture
def owned(ticket: Ticket, agent: Actor, agent_user: User) -> Ticket:
    return take_ticket(ticket, actor=agent, agent=agent_user, at=NOON)


@pytest.fixture
def consult(owned: Ticket, agent_user: User, lead_user: User) -> Consult:
    return asked(owned, agent_user, lead_user)


def asked(ticket: Ticket, by: User, of: User, question: str = QUESTION) -> Consult:
    return ask_consult(
        ticket,
        actor=staff_actor(by.pk),
        asked_by=by,
        asked_of=of,
        question=question,
        at=NOON,
    )


def answered(consult: Consult, by: User, answer: str = "Bo mạch em nhé.") -> Consult:
    return answer_consult(
        consult, actor=staff_actor(by.pk), author=by, answer=answer, at=NOON
    )


def test_the_owner_stays_and_the_question_is_a_note(
    consult: Consult, owned: Ticket, agent_user: User
) -> None:
    owned.refresh_from_db()
    assert owned.assignee == agent_user
    assert consult.question.kind == MessageKind.NOTE
    assert consult.question.body == QUESTION
    assert consult.question.author_user == agent_user


def test_three_consults_leave_the_count_at_nought(
    owned: Ticket, agent_user: User, lead_user: User, manager_user: User
) -> None:
    answered(asked(owned, agent_user, lead_user), lead_user)
    answered(asked(owned, agent_user, manager_user), manager_user)
    answered(asked(owned, agent_user, lead_user), lead_user)

    owned.refresh_from_db()
    assert (owned.handoffs, owned.assignee) == (0, agent_user)
    assert happened(owned).count("ticket.consult_asked") == 3
    assert happened(owned).count("ticket.assigned") == 1


def test_the_answer_is_due_in_working_time(
    owned: Ticket, agent_user: User, lead_user: User
) -> None:
    RoutingSettings.objects.update_or_create(pk=1, defaults={"consult_minutes": 45})

    consult = asked(owned, agent_user, lead_user)

    assert consult.due_at == NOON + timedelta(minutes=45)


def test_without_settings_the_answer_is_due_in_half_an_hour(
    owned: Ticket, agent_user: User, lead_user: User
) -> None:
    RoutingSettings.objects.all().delete()

    consult = asked(owned, agent_user, lead_user)

    assert consult.due_at == NOON + timedelta(minutes=30)


def test_whoever_is_asked_is_told_where_to_answer(
    consult: Consult, lead_user: User
) -> None:
    notice = Notice.objects.get()

    assert (notice.user, notice.kind) == (lead_user, "consult-asked")
    assert notice.path == f"/desk/consults/{consult.pk}/"


def test_several_may_be_asked_at_a_time(
    consult: Consult, owned: Ticket, agent_user: User, manager_user: User
) -> None:
    asked(owned, agent_user, manager_user)

    assert Consult.objects.open().count() == 2


def test_the_same_person_is_asked_one_thing_at_a_time(
    consult: Consult, owned: Ticket, agent_user: User, lead_user: User
) -> None:
    with pytest.raises(ConsultOpenError):
        asked(owned, agent_user, lead_user)

    assert owned.messages.count() == 1


def test_nobody_asks_themselves(owned: Ticket, agent_user: User) -> None:
    with pytest.raises(ConsultSelfError):
        asked(owned, agent_user, agent_user)


def test_whoever_left_is_not_asked(owned: Ticket, agent_user: User) -> None:
    with pytest.raises(AgentUnavailableError):
        asked(owned, agent_user, StaffFactory(is_active=False))


def test_a_question_says_something(
    owned: Ticket, agent_user: User, lead_user: User
) -> None:
    with pytest.raises(EmptyMessageError):
        asked(owned, agent_user, lead_user, question="  ")


def test_on_a_closed_ticket_nobody_is_asked(
    owned: Ticket, agent_user: User, lead_user: User
) -> None:
    closed(owned, agent_user)

    with pytest.raises(TicketClosedError):
        asked(owned, agent_user, lead_user)


def test_the_answer_is_a_note_and_ends_it(
    consult: Consult, owned: Ticket, agent_user: User, lead_user: User
) -> None:
    answered(consult, lead_user)

    consult.refresh_from_db()
    note = owned.messages.latest("id")
    assert (consult.answer, consult.ended_at) == (note, NOON)
    assert (note.body, note.author_user) == ("Bo mạch em nhé.", lead_user)
    assert last_event("ticket.consult_answered").data["consult_id"] == consult.pk
    assert Notice.objects.get(kind="consult-answered").user == agent_user


def test_whoever_owns_the_ticket_now_is_told_as_well(
    consult: Consult, owned: Ticket, lead_user: User, other_agent_user: User
) -> None:
    Ticket.objects.filter(pk=owned.pk).update(assignee=other_agent_user)

    answered(consult, lead_user)

    told = Notice.objects.filter(kind="consult-answered")
    assert {notice.user for notice in told} == {consult.asked_by, other_agent_user}


def test_only_whoever_was_asked_answers(
    consult: Consult, other_agent_user: User
) -> None:
    with pytest.raises(NotAskedError):
        answered(consult, other_agent_user)


def test_an_answer_comes_also_after_the_ticket_was_closed(
    consult: Consult, owned: Ticket, agent_user: User, lead_user: User
) -> None:
    closed(owned, agent_user)

    assert answered(consult, lead_user).ended_at == NOON


def test_a_question_is_answered_once(consult: Consult, lead_user: User) -> None:
    answered(consult, lead_user)

    with pytest.raises(ConsultEndedError):
        answered(consult, lead_user)


def test_a_question_can_be_taken_back(
    consult: Consult, agent: Actor, lead_user: User
) -> None:
    withdraw_consult(consult, actor=agent, at=NOON)

    with pytest.raises(ConsultEndedError):
        answered(consult, lead_user)

    consult.refresh_from_db()
    assert (consult.ended_at, consult.answer) == (NOON, None)


def test_an_overdue_question_is_reminded_of_once(
    consult: Consult, agent_user: User, lead_user: User
) -> None:
    assert [remind_consults(OVERDUE), remind_consults(OVERDUE)] == [1, 0]

    told = Notice.objects.filter(kind="consult-overdue")
    assert {notice.user for notice in told} == {agent_user, lead_user}
    assert last_event("ticket.consult_overdue").actor_kind == "system"


def test_what_is_not_due_is_not_reminded_of(consult: Consult) -> None:
    assert remind_consults(consult.due_at - timedelta(seconds=1)) == 0


def test_what_was_answered_is_not_reminded_of(
    consult: Consult, lead_user: User
) -> None:
    answered(consult, lead_user)

    assert remind_consults(OVERDUE) == 0


def test_a_finished_ticket_hurries_nobody(
    consult: Consult, owned: Ticket, agent_user: User
) -> None:
    resolved(owned, agent_user)

    remind_consults(OVERDUE)

    assert not Notice.objects.filter(kind="consult-overdue").exists()
