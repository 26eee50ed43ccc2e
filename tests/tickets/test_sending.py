"""Answers that can be taken back, answers for later, and what holds them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.tickets.acting import answered, closed, happened, owed, resolved
from tickets.actions.delivering import send_due_replies, send_now
from tickets.actions.messages import AfterReply, Resolution, reply_by_customer
from tickets.actions.sending import Leave, queue_reply, reschedule_reply, take_back
from tickets.actions.words import Words
from tickets.enums import Outcome, PendingState, WaitReason
from tickets.errors import StaleReplyError, TicketClosedError
from tickets.files import KeptFile
from tickets.models import Draft, Message, PendingReply, Ticket
from tickets.writing_errors import (
    NotYourReplyError,
    PendingEndedError,
    ReplyInFlightError,
    SendFarError,
    SendPastError,
)

DUE = NOON + timedelta(seconds=15)
PHOTO = KeptFile("may.png", "image/png", 10, "a" * 64, "attachments/aa/may")
Queue = Callable[..., PendingReply]


@pytest.fixture(autouse=True)
def seconds(settings: Any) -> None:
    settings.UNDO_SECONDS = 15


@pytest.fixture
def queue(ticket: Ticket, agent_user: User) -> Queue:
    def put(
        *,
        author: User = agent_user,
        then: AfterReply | None = None,
        leave: Leave = Leave(),  # noqa: B008
        **words: Any,
    ) -> PendingReply:
        return queue_reply(
            ticket,
            author=author,
            words=Words(**{"body": "Chị thử rút điện nhé.", **words}),
            then=then,
            leave=leave,
            at=NOON,
        )

    return put


def test_nothing_of_the_ticket_changes_before_it_is_sent(
    queue: Queue, ticket: Ticket
) -> None:
    pending = queue(then=WaitReason.CUSTOMER)

    ticket.refresh_from_db()
    assert pending.send_at == DUE
    assert (ticket.status, ticket.public_count) == ("new", 0)
    assert Message.objects.count() == 0
    assert owed("ticket-reply") == []
    assert happened(ticket) == ["ticket.reply_queued"]


def test_at_its_moment_it_goes_out_with_what_the_ticket_does_next(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    pending = queue(then=WaitReason.PART, files=(PHOTO,))

    n_sent = send_due_replies(DUE)

    ticket.refresh_from_db()
    pending.refresh_from_db()
    assert n_sent == 1
    assert (ticket.status, ticket.wait_reason) == ("waiting", "part")
    assert ticket.assignee == agent_user
    assert pending.state == PendingState.SENT
    assert pending.message is not None
    assert pending.message.attachments.get().name == "may.png"
    assert len(owed("ticket-reply")) == 1


def test_send_and_resolve_ends_the_work(queue: Queue, ticket: Ticket) -> None:
    queue(then=Resolution(Outcome.ANSWERED))

    send_due_replies(DUE)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == ("resolved", "answered")


def test_it_is_not_sent_before_its_moment(queue: Queue) -> None:
    queue()

    assert send_due_replies(DUE - timedelta(seconds=1)) == 0


def test_two_sweeps_send_it_once(queue: Queue) -> None:
    queue()

    assert [send_due_replies(DUE), send_due_replies(DUE)] == [1, 0]
    assert Message.objects.count() == 1


def test_taken_back_it_is_a_draft_again_with_its_files(
    queue: Queue, agent_user: User, agent: Actor
) -> None:
    pending = queue(files=(PHOTO,))

    draft = take_back(pending, by=agent_user, actor=agent, at=NOON)

    assert (draft.body, draft.files[0]["name"]) == ("Chị thử rút điện nhé.", "may.png")
    assert send_due_replies(DUE) == 0


def test_what_was_begun_meanwhile_stays_below_what_is_taken_back(
    queue: Queue, ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    pending = queue()
    Draft.objects.create(
        ticket=ticket,
        writer=agent_user,
        kind="public",
        body="Còn một điều nữa",
        updated_at=NOON,
    )

    draft = take_back(pending, by=agent_user, actor=agent, at=NOON)

    assert draft.body == "Chị thử rút điện nhé.\n\nCòn một điều nữa"


def test_a_colleague_takes_nothing_back(queue: Queue, other_agent_user: User) -> None:
    pending = queue()

    with pytest.raises(NotYourReplyError):
        take_back(
            pending,
            by=other_agent_user,
            actor=staff_actor(other_agent_user.pk),
            at=NOON,
        )


def test_a_lead_takes_it_back_for_its_author(
    queue: Queue, lead_user: User, lead: Actor, agent_user: User
) -> None:
    draft = take_back(queue(), by=lead_user, actor=lead, at=NOON)

    assert draft.writer == agent_user


def test_what_is_out_cannot_be_taken_back(
    queue: Queue, agent_user: User, agent: Actor
) -> None:
    pending = queue()
    send_due_replies(DUE)

    with pytest.raises(PendingEndedError):
        take_back(pending, by=agent_user, actor=agent, at=DUE)


def test_words_of_the_customer_hold_it_back(
    queue: Queue, ticket: Ticket, by_customer: Actor, agent_user: User
) -> None:
    pending = queue()
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Máy chạy rồi"))

    n_sent = send_due_replies(DUE)

    pending.refresh_from_db()
    assert n_sent == 0
    assert (pending.state, pending.reason) == (PendingState.HELD, "stale_reply")
    assert Draft.objects.get(writer=agent_user).body == "Chị thử rút điện nhé."
    assert Notice.objects.get(user=agent_user).kind == "reply-held"
    assert happened(ticket)[-1] == "ticket.reply_held"


def test_words_of_a_colleague_hold_it_back(
    queue: Queue, ticket: Ticket, lead_user: User
) -> None:
    queue()
    answered(ticket, lead_user)

    assert send_due_replies(DUE) == 0


def test_a_ticket_closed_meanwhile_holds_it_back(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    pending = queue()
    closed(ticket, agent_user)

    send_due_replies(DUE)

    pending.refresh_from_db()
    assert pending.reason == "ticket_closed"


def test_on_a_merged_ticket_it_becomes_a_draft_where_the_case_goes_on(
    queue: Queue, ticket: Ticket, agent_user: User, lead: Actor
) -> None:
    from tests.factories.tickets import TicketFactory

    pending = queue()
    into = TicketFactory(customer=ticket.customer, team=ticket.team)
    Ticket.objects.filter(pk=ticket.pk).update(merged_into=into)

    send_due_replies(DUE)

    pending.refresh_from_db()
    assert pending.reason == "ticket_merged"
    assert Draft.objects.get().ticket == into


def test_whoever_left_sends_nothing_and_the_owner_is_told(
    queue: Queue, ticket: Ticket, agent_user: User, lead_user: User
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=lead_user, status="open")
    pending = queue()
    User.objects.filter(pk=agent_user.pk).update(is_active=False)

    send_due_replies(DUE)

    pending.refresh_from_db()
    assert pending.reason == "author_gone"
    assert Notice.objects.get().user == lead_user


def test_a_colleague_who_did_not_see_it_is_shown_it_first(
    queue: Queue, lead_user: User
) -> None:
    queue()

    with pytest.raises(ReplyInFlightError):
        queue(author=lead_user, body="Em cũng trả lời")


def test_a_colleague_who_saw_it_may_answer_behind_it(
    queue: Queue, lead_user: User, ticket: Ticket
) -> None:
    first = queue()

    second = queue(
        author=lead_user, body="Em bổ sung", leave=Leave(seen_pending=first.pk)
    )

    assert second.send_at == DUE + timedelta(seconds=15)
    assert send_due_replies(second.send_at) == 2
    bodies = Message.objects.order_by("id").values_list("body", flat=True)
    assert list(bodies) == ["Chị thử rút điện nhé.", "Em bổ sung"]


def test_one_more_thing_of_the_same_author_follows_the_first(queue: Queue) -> None:
    queue()

    second = queue(body="Còn nữa")

    assert send_due_replies(second.send_at) == 2


def test_unread_words_refuse_it_at_once(
    queue: Queue, ticket: Ticket, by_customer: Actor
) -> None:
    reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Chị ơi"))

    with pytest.raises(StaleReplyError):
        queue(seen_public_count=0)


def test_a_closed_ticket_takes_no_answer(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    closed(ticket, agent_user)

    with pytest.raises(TicketClosedError):
        queue()


def test_the_same_form_sent_twice_is_one_answer(queue: Queue) -> None:
    first = queue(client_key="k1")

    assert queue(client_key="k1") == first


def test_after_an_undo_the_same_form_is_sent_anew(
    queue: Queue, agent_user: User, agent: Actor
) -> None:
    first = queue(client_key="k1")
    take_back(first, by=agent_user, actor=agent, at=NOON)

    assert queue(client_key="k1") != first


def test_an_answer_for_tomorrow_waits_for_tomorrow(queue: Queue) -> None:
    tomorrow = NOON + timedelta(days=1)

    pending = queue(leave=Leave(at=tomorrow))

    assert pending.is_scheduled
    assert send_due_replies(DUE) == 0
    assert send_due_replies(tomorrow) == 1


@pytest.mark.parametrize(
    ("moment", "error"),
    [(NOON, SendPastError), (NOON + timedelta(days=91), SendFarError)],
)
def test_a_moment_nobody_means_is_refused(
    queue: Queue, moment: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        queue(leave=Leave(at=moment))


def test_its_author_chooses_another_moment(
    queue: Queue, agent_user: User, agent: Actor
) -> None:
    pending = queue(leave=Leave(at=NOON + timedelta(days=1)))

    later = NOON + timedelta(days=2)
    reschedule_reply(pending, send_at=later, by=agent_user, actor=agent, at=NOON)

    pending.refresh_from_db()
    assert pending.send_at == later


def test_its_author_sends_it_now(queue: Queue, agent_user: User, agent: Actor) -> None:
    pending = queue(leave=Leave(at=NOON + timedelta(days=1)))

    send_now(pending, by=agent_user, actor=agent, at=NOON)

    assert Message.objects.get().body == "Chị thử rút điện nhé."


def test_nobody_sends_anothers_answer(queue: Queue) -> None:
    pending, colleague = queue(), StaffFactory()

    with pytest.raises(NotYourReplyError):
        send_now(pending, by=colleague, actor=staff_actor(colleague.pk), at=NOON)


def test_what_it_would_have_done_next_holds_it_when_it_cannot_be_done(
    queue: Queue, ticket: Ticket, agent_user: User
) -> None:
    pending = queue(then=Resolution(Outcome.SOLVED))
    resolved(ticket, agent_user, note="")

    send_due_replies(DUE)

    pending.refresh_from_db()
    assert pending.state == PendingState.HELD
