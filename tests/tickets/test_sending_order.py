"""Several answers on their way on one ticket: none is lost, none passes unread words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import answered, resolved
from tickets.actions import delivering
from tickets.actions.assignment import assign_ticket
from tickets.actions.delivering import send_due_replies
from tickets.actions.messages import Resolution, reply_by_customer
from tickets.actions.parts import Part, open_child
from tickets.actions.sending import Leave, queue_reply, take_back
from tickets.actions.words import Words
from tickets.day_errors import PartsUnfinishedError
from tickets.enums import Outcome, PendingState, TicketKind, WaitReason
from tickets.models import Draft, Message, PendingReply, Ticket

Queue = Callable[..., PendingReply]
MUCH_LATER = NOON + timedelta(minutes=5)
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def seconds(settings: Any) -> None:
    settings.UNDO_SECONDS = 15


@pytest.fixture
def queue(ticket: Ticket, agent_user: User) -> Queue:
    def put(body: str, *, after: int = 0, **more: Any) -> PendingReply:
        facts = {"author": agent_user, "leave": Leave(), "then": None, **more}
        at = NOON + timedelta(seconds=after)
        on = facts.pop("ticket", ticket)
        return queue_reply(on, words=Words(body), at=at, **facts)

    return put


def said() -> list[str]:
    return list(Message.objects.order_by("id").values_list("body", flat=True))


def test_three_answers_in_a_row_go_out_in_their_order(queue: Queue) -> None:
    queue("Một", after=0)
    queue("Hai", after=4)
    queue("Ba", after=8)

    send_due_replies(MUCH_LATER)

    assert said() == ["Một", "Hai", "Ba"]


def test_an_answer_follows_another_that_waits_behind_one_just_sent(
    queue: Queue,
) -> None:
    queue("Một", after=0)
    queue("Hai", after=10)
    send_due_replies(NOON + timedelta(seconds=15))
    queue("Ba", after=20)

    send_due_replies(MUCH_LATER)

    assert said() == ["Một", "Hai", "Ba"]


def test_ones_own_words_hold_back_nothing_of_ones_own(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    queue("Mai em nhắc chị nhé", leave=Leave(at=TOMORROW))
    answered(ticket, agent_user, at=MUCH_LATER)

    assert send_due_replies(TOMORROW) == 1


def test_an_answer_goes_out_after_its_writer_ended_the_work(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    queue("Em gửi chị hướng dẫn")
    resolved(ticket, agent_user, at=NOON + timedelta(seconds=5))

    assert send_due_replies(MUCH_LATER) == 1


def test_behind_one_that_was_taken_back_unread_words_still_hold(
    queue: Queue, ticket: Ticket, agent_user: User, agent: Actor, by_customer: Actor
) -> None:
    first = queue("Một")
    second = queue("Hai", after=4)
    take_back(first, by=agent_user, actor=agent, at=NOON)
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Máy chạy rồi"))

    send_due_replies(MUCH_LATER)

    second.refresh_from_db()
    assert (second.state, second.reason) == (PendingState.HELD, "stale_reply")


def test_whoever_answered_behind_a_colleague_is_held_by_what_they_did_not_see(
    queue: Queue, ticket: Ticket, lead_user: User, agent_user: User
) -> None:
    first = queue("Một")
    second = queue("Hai", author=lead_user, leave=Leave(seen_pending=first.pk))
    answered(ticket, StaffFactory())

    send_due_replies(MUCH_LATER)

    second.refresh_from_db()
    assert second.state == PendingState.HELD


def test_one_answer_that_cannot_be_sent_keeps_no_other_from_its_customer(
    queue: Queue, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = queue("Hỏng")
    other = queue("Vẫn đi", ticket=TicketFactory(team=ticket.team))
    send = delivering._deliver

    def fail_on_the_first(pending: PendingReply, *rest: Any) -> bool:
        assert pending.pk != broken.pk
        return send(pending, *rest)

    monkeypatch.setattr(delivering, "_deliver", fail_on_the_first)

    assert send_due_replies(MUCH_LATER) == 1

    broken.refresh_from_db()
    other.refresh_from_db()
    assert (broken.state, other.state) == (PendingState.WAITING, PendingState.SENT)


def test_whose_answer_a_lead_takes_back_is_told(
    queue: Queue, lead_user: User, lead: Actor, agent_user: User
) -> None:
    take_back(queue("Một"), by=lead_user, actor=lead, at=NOON)

    assert Notice.objects.get(user=agent_user).kind == "reply-held"


def test_whoever_takes_back_their_own_is_told_nothing(
    queue: Queue, agent_user: User, agent: Actor
) -> None:
    take_back(queue("Một"), by=agent_user, actor=agent, at=NOON)

    assert not Notice.objects.exists()


def test_of_a_ticket_that_went_on_out_of_sight_the_words_stay_with_their_writer(
    queue: Queue, ticket: Ticket, agent_user: User, other_team: Team
) -> None:
    queue("Chị thử rút điện nhé")
    hidden = TicketFactory(customer=ticket.customer, team=other_team)
    Ticket.objects.filter(pk=ticket.pk).update(merged_into=hidden)

    send_due_replies(MUCH_LATER)

    kept = Draft.objects.visible_to(agent_user).get()
    assert kept.body == "Chị thử rút điện nhé"


@pytest.mark.parametrize("after", [0, 5])  # a macro does both at once
def test_whoever_hands_the_ticket_on_right_after_answering_has_answered(
    queue: Queue,
    ticket: Ticket,
    agent: Actor,
    agent_user: User,
    other_team: Team,
    after: int,
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent_user, status="open")
    queue("Em chuyển kỹ thuật xem giúp chị")
    at = NOON + timedelta(seconds=after)
    assign_ticket(ticket, actor=agent, at=at, team=other_team, summary="Đã thử")

    assert send_due_replies(MUCH_LATER) == 1

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.team) == (None, other_team)


def test_an_answer_for_later_is_held_where_its_writer_sees_the_ticket_no_more(
    queue: Queue, ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    queue("Mai em nhắc chị nhé", leave=Leave(at=TOMORROW))
    Ticket.objects.filter(pk=ticket.pk).update(
        assignee=other_agent_user, team=other_agent_user.team, status="open"
    )

    assert send_due_replies(TOMORROW) == 0

    told = Notice.objects.filter(kind="reply-held").order_by("user")
    assert [notice.user for notice in told] == [agent_user, other_agent_user]


def test_what_cannot_be_done_next_is_refused_while_the_words_are_in_the_field(
    queue: Queue, ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    part = Part("Đặt bơm", "Mã DA92", TicketKind.WARRANTY)
    open_child(ticket, part, actor=agent, by=agent_user, at=NOON)

    with pytest.raises(PartsUnfinishedError):
        queue("Em đã xử lý xong", then=Resolution(Outcome.SOLVED))

    assert not PendingReply.objects.exists()


def test_nobody_waits_on_what_was_resolved(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    with pytest.raises(TransitionError):
        queue("Chị gửi em ảnh nhé", then=WaitReason.CUSTOMER)
