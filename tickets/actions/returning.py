"""Giving a ticket back what its customer wrote while it went on in another."""

from collections.abc import Sequence
from datetime import datetime

from foundation.core.actor import Actor
from tickets import verbs
from tickets.actions.clocks import follow_customer, follow_words_taken
from tickets.actions.history import record_on
from tickets.actions.resolution import reopen_locked
from tickets.actions.snooze import wake_locked
from tickets.actions.waiting import resume_locked
from tickets.actions.words import LAST_WORD_FIELDS, excerpt, note_last_word
from tickets.enums import AuthorKind, MessageKind, WaitReason, WakeReason
from tickets.errors import ReopenWindowClosedError
from tickets.family_errors import TakeAlongClosedError
from tickets.models import Attachment, Message, Ticket, TicketMerge
from tickets.queries_words import came_through


def return_words(
    source: Ticket, into: Ticket, merge: TicketMerge, *, actor: Actor, at: datetime
) -> None:
    """Let what came through `source` meanwhile stand on it again; both are held.

    What nobody has answered yet is asked on `source` from now on, and on `into` no more.
    """
    came = list(came_through(merge).prefetch_related("attachments").order_by("id"))
    if not came:
        return
    waits_since = into.waiting_since
    unanswered = [
        each for each in came if waits_since and each.created_at >= waits_since
    ]
    _move(came, source)
    _leave(into, came, actor, at)
    for message in came:
        note_last_word(
            source, AuthorKind.CUSTOMER, _words_of(message), message.created_at
        )
    source.save(update_fields=LAST_WORD_FIELDS)
    if unanswered:
        _ask_again(source, unanswered[0], actor, at)


def _move(came: Sequence[Message], source: Ticket) -> None:
    keys = [message.pk for message in came]
    Message.objects.filter(pk__in=keys).update(ticket=source, via=None)
    Attachment.objects.filter(message__in=keys).update(ticket=source)


def _leave(into: Ticket, came: Sequence[Message], actor: Actor, at: datetime) -> None:
    """The ticket they stood on: who waits there now, and who spoke last.

    Its count of words stays: whoever has a page open there must not miss the next one.
    """
    said = into.messages.filter(kind=MessageKind.PUBLIC)
    rest = None
    if into.waiting_since:
        asked = said.filter(
            author_kind=AuthorKind.CUSTOMER, created_at__gte=into.waiting_since
        )
        rest = asked.order_by("id").first()
        into.waiting_since = rest.created_at if rest else None
    if last := said.prefetch_related("attachments").order_by("-id").first():
        into.last_message_at = last.created_at
        into.last_message_from = last.author_kind
        into.last_message_excerpt = excerpt(_words_of(last))
    into.save(update_fields=["waiting_since", *LAST_WORD_FIELDS])
    keys, next_key = [message.pk for message in came], rest.pk if rest else 0
    follow_words_taken(into, at, keys, next_key)
    record_on(
        into,
        verbs.TICKET_WORDS_RETURNED,
        actor=actor,
        at=at,
        message_ids=keys,
        rest=next_key,
    )


def _ask_again(source: Ticket, message: Message, actor: Actor, at: datetime) -> None:
    if source.can_be_reopened:
        try:
            reopen_locked(source, actor=actor, at=at)
        except ReopenWindowClosedError as error:
            raise TakeAlongClosedError from error
    elif source.wait_reason == WaitReason.CUSTOMER:
        resume_locked(source, actor=actor, at=at)
    wake_locked(source, actor=actor, at=at, reason=WakeReason.CUSTOMER)
    source.waiting_since = source.waiting_since or message.created_at
    source.save(update_fields=["waiting_since"])
    follow_customer(source, at, message.pk)
    record_on(
        source,
        verbs.TICKET_CUSTOMER_REPLIED,
        actor=actor,
        at=at,
        message_id=message.pk,
    )


def _words_of(message: Message) -> str:
    return message.body or next((file.name for file in message.attachments.all()), "")
