"""Answers that go out a little later, or at a time that somebody chose.

An answer on its way is a row and nothing else: no clock, no status and no owner move
until it goes out. Locks: the ticket before its answers, everywhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.actor import Actor, staff_actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.wake import wake
from tickets import verbs
from tickets.actions.drafts import check_load, drop_draft, kept_files, put_back, rows_of
from tickets.actions.history import record_on
from tickets.actions.holding import held, held_where_it_goes_on
from tickets.actions.messages import AfterReply, Resolution
from tickets.actions.resolution import check_parts
from tickets.actions.telling import Word, tell
from tickets.actions.words import Author, Words, checked_body, scoped
from tickets.enums import (
    AuthorKind,
    MessageKind,
    Outcome,
    PendingState,
    TicketStatus,
    WaitReason,
)
from tickets.errors import StaleReplyError, TicketClosedError
from tickets.mentions import sees
from tickets.models import Draft, PendingReply, Ticket
from tickets.writing_errors import (
    NotYourReplyError,
    PendingEndedError,
    ReplyInFlightError,
    SendFarError,
    SendPastError,
)
from tickets.writing_notices import REPLY_HELD

LONGEST = timedelta(days=90)
SOON = timedelta(minutes=2)  # what goes out by itself, while nobody thinks of it


@dataclass(frozen=True, slots=True)
class Leave:
    """When an answer goes out: at `at`, or after the seconds in which it is taken back.

    `seen_pending` is the newest answer on its way that stood on the writer's page. What
    nobody typed, as a macro's words, takes no draft with it.
    """

    at: datetime | None = None
    seen_pending: int = 0
    is_typed: bool = True


@transaction.atomic
def queue_reply(
    ticket: Ticket,
    *,
    author: User,
    words: Words,
    then: AfterReply | None,
    leave: Leave,
    at: datetime,
) -> PendingReply:
    """Put an answer on its way; its author's draft becomes it.

    Refused on a closed ticket, when something was said that the writer had not read,
    while a colleague's answer is on its way that did not stand on their page, and where
    the ticket cannot do now what it is to do next.
    """
    ticket = held(ticket)
    words = scoped(words, f"reply:{ticket.pk}", Author(AuthorKind.STAFF, author))
    if queued := _queued_before(words):
        return queued
    _check(ticket, words, leave, at)
    if leave.at is None:
        _check_next(ticket, then)
    before = _in_flight(ticket)
    if before and before.author_id != author.pk and before.pk > leave.seen_pending:
        raise ReplyInFlightError
    pending = _row(ticket, author, words, then, at)
    _settle_moment(pending, before, leave, at)
    pending.save()
    if leave.is_typed:
        drop_draft(ticket, writer=author, kind=MessageKind.PUBLIC)
    record_pending(pending, verbs.REPLY_QUEUED, staff_actor(author.pk), at)
    _ask_for_sending(pending, at)
    return pending


@transaction.atomic
def take_back(pending: PendingReply, *, by: User, actor: Actor, at: datetime) -> Draft:
    """Undo: the answer becomes its author's draft again, with its files.

    By its author, or by whoever hands out the work: then its author is told. Refused
    once it went out.
    """
    pending = _called_off(pending, by, actor, at)
    word = Word(REPLY_HELD, pending.pk)
    tell(pending.ticket, word, [pending.author_id], by=actor, at=at)
    return give_back(pending, at)


@transaction.atomic
def call_off(pending: PendingReply, *, by: User, actor: Actor, at: datetime) -> None:
    """Undo what nobody typed: no draft is left of it. Refused as `take_back` is."""
    _called_off(pending, by, actor, at)


@transaction.atomic
def reschedule_reply(
    pending: PendingReply, *, send_at: datetime, by: User, actor: Actor, at: datetime
) -> PendingReply:
    """Let an answer go out at another time; only its author chooses."""
    pending = held_waiting(pending)
    if by.pk != pending.author_id:
        raise NotYourReplyError
    check_moment(send_at, at)
    pending.is_scheduled, pending.send_at = True, send_at
    pending.save(update_fields=["is_scheduled", "send_at"])
    record_pending(pending, verbs.REPLY_QUEUED, actor, at)
    return pending


def give_back(pending: PendingReply, at: datetime) -> Draft:
    """The answer as its author's draft, on the ticket where the case goes on, if they
    see that one."""
    ticket, into = pending.ticket, pending.ticket.merged_into
    if into is not None and sees(pending.author, into):
        ticket = into
    seen, files = pending.seen_public_count, kept_files(pending.files)
    words = Words(pending.body, files, seen_public_count=seen)
    return put_back(ticket, writer=pending.author, words=words, at=at)


def then_of(pending: PendingReply) -> AfterReply | None:
    """What the ticket does once the answer is out."""
    if pending.then_wait:
        return WaitReason(pending.then_wait)
    if pending.then_outcome:
        return Resolution(Outcome(pending.then_outcome), pending.then_note)
    return None


def check_moment(send_at: datetime, at: datetime) -> None:
    """Refuse a moment that is over, and one so far ahead that it is forgotten."""
    if send_at <= at:
        raise SendPastError(field="send_at")
    if send_at > at + LONGEST:
        raise SendFarError(field="send_at")


def _check(ticket: Ticket, words: Words, leave: Leave, at: datetime) -> None:
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError
    checked_body(words)
    check_load(words.files)
    if leave.at is not None:
        check_moment(leave.at, at)
    seen = words.seen_public_count
    if seen is not None and seen < ticket.public_count:
        raise StaleReplyError


def _check_next(ticket: Ticket, then: AfterReply | None) -> None:
    """Refuse at once what in some seconds would hold the answer back."""
    if then is None:
        return
    target = TicketStatus.WAITING
    if isinstance(then, Resolution):
        target = TicketStatus.RESOLVED
        check_parts(ticket)
    if not ticket.can_become(target):
        raise TransitionError


def _queued_before(words: Words) -> PendingReply | None:
    """The answer that the same form already became."""
    if words.client_key is None:
        return None
    rows = PendingReply.objects.filter(client_key=words.client_key)
    return rows.select_related("ticket", "author").first()


def _in_flight(ticket: Ticket) -> PendingReply | None:
    rows = PendingReply.objects.waiting().filter(ticket=ticket, is_scheduled=False)
    return rows.order_by("-id").first()


def _row(
    ticket: Ticket, author: User, words: Words, then: AfterReply | None, at: datetime
) -> PendingReply:
    return PendingReply(
        ticket=ticket,
        author=author,
        body=checked_body(words),
        files=rows_of(words.files),
        then_wait=then.value if isinstance(then, WaitReason) else "",
        then_outcome=then.outcome if isinstance(then, Resolution) else "",
        then_note=then.note if isinstance(then, Resolution) else "",
        seen_public_count=ticket.public_count,
        client_key=words.client_key,
        created_at=at,
    )


def _settle_moment(
    pending: PendingReply, before: PendingReply | None, leave: Leave, at: datetime
) -> None:
    """When it goes out. Behind an answer that is on its way already it goes after that
    one; which its writer has read, so it counts as read once it is out."""
    undo = timedelta(seconds=settings.UNDO_SECONDS)
    pending.send_at = leave.at or at + undo
    pending.is_scheduled = leave.at is not None or before is not None
    if before is not None:
        pending.send_at = max(pending.send_at, before.send_at + undo)


def _called_off(
    pending: PendingReply, by: User, actor: Actor, at: datetime
) -> PendingReply:
    pending = held_waiting(pending)
    if by.pk != pending.author_id and not can(by, Capability.APPROVE_HANDOFF):
        raise NotYourReplyError
    end_pending(pending, PendingState.CANCELLED, at)
    record_pending(pending, verbs.REPLY_TAKEN_BACK, actor, at)
    return pending


def held_waiting(pending: PendingReply) -> PendingReply:
    """The answer re-read under its ticket's lock, and that of the ticket in which it
    goes on, where its words may become a draft; refused once it is over."""
    goes_on, merged = held_where_it_goes_on(Ticket(pk=pending.ticket_id))
    pending = locked(pending)
    pending.ticket = merged or goes_on
    if pending.state != PendingState.WAITING:
        raise PendingEndedError
    return pending


def end_pending(pending: PendingReply, state: PendingState, at: datetime) -> None:
    """Put it away; the key of its form is free for the next try."""
    pending.state, pending.ended_at, pending.client_key = state, at, None
    pending.save(update_fields=["state", "ended_at", "client_key", "reason"])


def record_pending(
    pending: PendingReply, verb: str, actor: Actor, at: datetime
) -> None:
    facts = {"pending_id": pending.pk, "agent_id": pending.author_id}
    record_on(pending.ticket, verb, actor=actor, at=at, **facts)


def _ask_for_sending(pending: PendingReply, at: datetime) -> None:
    """Let a worker come when the seconds are over; the sweep does what it misses."""
    if pending.is_scheduled and pending.send_at > at + SOON:
        return
    seconds = max((pending.send_at - at).total_seconds(), 0) + 0.2
    transaction.on_commit(
        lambda: wake("tickets.send_due_replies", after=seconds), robust=True
    )
