"""Sending what is due: once, whoever sweeps, and never over words nobody has read."""

import logging
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.errors import DomainError
from foundation.core.wake import wake
from foundation.notifications.fail_points import reach
from tickets import verbs
from tickets.actions.drafts import kept_files
from tickets.actions.messages import reply_to_customer
from tickets.actions.sending import (
    SOON,
    end_pending,
    give_back,
    held_waiting,
    record_pending,
    then_of,
)
from tickets.actions.telling import Word, tell
from tickets.actions.words import Words
from tickets.enums import AuthorKind, MessageKind, PendingState
from tickets.mentions import sees
from tickets.models import Message, PendingReply, Ticket
from tickets.writing_errors import AuthorGoneError, NotYourReplyError
from tickets.writing_notices import REPLY_HELD

BATCH = 100  # looked at together; each is sent in a transaction of its own

logger = logging.getLogger(__name__)


def send_due_replies(at: datetime) -> int:
    """Send every answer whose moment has come; how many went out.

    May run twice at a time: each passes over tickets that the other, or a person, holds,
    and asks to come again for those. One that cannot be sent keeps back no other.
    """
    sent, after = 0, 0
    missed: set[int] = set()
    while keys := _due(at, after):
        for due in keys:
            # What follows an answer that had to wait waits with it.
            done = None if due.ticket_id in missed else _try_one(due, at)
            reach(f"replies.sent.{due.pk}")
            sent += bool(done)
            if done is None:
                missed.add(due.ticket_id)
        after = keys[-1].pk
    if missed:
        wake("tickets.send_due_replies", after=1)
    return sent


@transaction.atomic
def send_now(
    pending: PendingReply, *, by: User, actor: Actor, at: datetime
) -> PendingReply:
    """Let an answer go out before its time; only its author does.

    Held back all the same where words came that its author had not read.
    """
    pending = held_waiting(pending)
    if by.pk != pending.author_id:
        raise NotYourReplyError
    _deliver(pending, actor, at)
    return pending


class _Due(NamedTuple):
    """An answer whose moment has come, its ticket, and where that goes on."""

    pk: int
    ticket_id: int
    into_id: int | None


def _due(at: datetime, after: int) -> list[_Due]:
    rows = PendingReply.objects.due(at).filter(pk__gt=after).order_by("pk")
    found = rows.values_list("pk", "ticket_id", "ticket__merged_into_id")
    return [_Due(*row) for row in found[:BATCH]]


def _try_one(due: _Due, at: datetime) -> bool | None:
    try:
        return _send_one(due, at)
    except Exception:  # whatever is wrong with one answer, the others go on
        logger.exception("Answer %s was not sent", due.pk)
        return False


@transaction.atomic
def _send_one(due: _Due, at: datetime) -> bool | None:
    """Whether it went out; None where somebody else holds the ticket now."""
    keys = {due.ticket_id, due.into_id or due.ticket_id}
    free = Ticket.objects.select_for_update(skip_locked=True, of=("self",))
    found = {ticket.pk: ticket for ticket in free.filter(pk__in=keys)}
    ticket = found.get(due.ticket_id)
    if ticket is None or ticket.merged_into_id not in {None, *found}:
        return None
    rows = PendingReply.objects.select_for_update(of=("self",)).due(at)
    pending = rows.filter(pk=due.pk).select_related("author").first()
    if pending is None:
        return False
    pending.ticket = ticket
    return _deliver(pending, staff_actor(pending.author_id), at)


def _deliver(pending: PendingReply, actor: Actor, at: datetime) -> bool:
    """Send a locked answer, or hold it back with the reason."""
    try:
        with transaction.atomic():
            message = _said(pending, actor, at)
    except DomainError as refused:
        _hold(pending, refused.code, at)
        return False
    pending.state, pending.message, pending.ended_at = PendingState.SENT, message, at
    pending.save(update_fields=["state", "message", "ended_at"])
    _count_as_read(pending)
    reach(f"replies.said.{pending.pk}")
    return True


def _count_as_read(sent: PendingReply) -> None:
    """By its author, and by colleagues who answered behind it: it stood on their page."""
    knows = Q(author=sent.author_id)
    if not sent.is_scheduled:
        knows |= Q(pk__gt=sent.pk)
    waiting = PendingReply.objects.waiting().filter(knows, ticket=sent.ticket)
    waiting.update(seen_public_count=F("seen_public_count") + 1)


def _read_by_author(pending: PendingReply) -> int:
    """How many public messages its author knows of: what they said themselves since, by
    another way than this one, is unread by nobody."""
    own = pending.ticket.messages.filter(
        kind=MessageKind.PUBLIC,
        author_kind=AuthorKind.STAFF,
        author_user=pending.author_id,
        created_at__gt=pending.created_at,
        pending=None,
    )
    return pending.seen_public_count + own.count()


def _may_still_say(pending: PendingReply) -> bool:
    """Whoever answers may hand the ticket on in the next moment and see it no more."""
    if pending.send_at - pending.created_at <= SOON:
        return pending.author.is_active
    return sees(pending.author, pending.ticket)


def _said(pending: PendingReply, actor: Actor, at: datetime) -> Message:
    author, ticket = pending.author, pending.ticket
    # Rights may have gone since it was written.
    if not can(author, Capability.REPLY_TICKET) or not _may_still_say(pending):
        raise AuthorGoneError
    words = Words(
        body=pending.body,
        files=kept_files(pending.files),
        client_key=f"pending:{pending.pk}",
        seen_public_count=_read_by_author(pending),
        written_at=pending.created_at,
    )
    then = then_of(pending)
    return reply_to_customer(
        ticket, actor=actor, author=author, at=at, words=words, then=then
    )


def _hold(pending: PendingReply, reason: str, at: datetime) -> None:
    """Keep it from the customer: its author has it as a draft again, and is told."""
    pending.reason = reason
    end_pending(pending, PendingState.HELD, at)
    record_pending(pending, verbs.REPLY_HELD, SYSTEM, at)
    give_back(pending, at)
    people = [pending.author_id if pending.author.is_active else None]
    if reason == AuthorGoneError.code:
        people.append(pending.ticket.assignee_id)
    word = Word(REPLY_HELD, pending.pk)
    tell(pending.ticket, word, people, by=SYSTEM, at=at)
