"""What is said on a ticket: to the customer, by the customer, and among ourselves."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.actor import Actor
from tickets import verbs
from tickets.actions.clocks import follow_customer, follow_reply
from tickets.actions.handing import HandOver, give_ticket
from tickets.actions.history import record_on
from tickets.actions.holding import held, held_where_it_goes_on
from tickets.actions.mentions import call_by_name
from tickets.actions.promises import owe_reply
from tickets.actions.resolution import reopen_locked, resolve_ticket
from tickets.actions.snooze import wake_locked
from tickets.actions.waiting import resume_locked, wait_for
from tickets.actions.words import (
    LAST_WORD_FIELDS,
    Author,
    Words,
    said_before,
    say,
    scoped,
)
from tickets.enums import (
    AssignReason,
    AuthorKind,
    MessageKind,
    Outcome,
    TicketStatus,
    WaitReason,
    WakeReason,
)
from tickets.errors import HandoffLimitError, StaleReplyError, TicketClosedError
from tickets.models import Message, Ticket


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of a ticket, and what we did."""

    outcome: Outcome
    note: str = ""


# "Send and wait for the customer", "send and resolve": one press, one transaction.
AfterReply = WaitReason | Resolution


@transaction.atomic
def reply_to_customer(
    ticket: Ticket,
    *,
    actor: Actor,
    author: User,
    at: datetime,
    words: Words,
    then: AfterReply | None = None,
) -> Message:
    """Answer the customer in public; the answer is owed to them as a message too.

    A ticket that nobody owned becomes the writer's, unless it was handed on since the
    words were written. Refused on a closed ticket, and with StaleReplyError when
    something was said that the writer had not read.
    """
    ticket = held(ticket)
    writer = Author(AuthorKind.STAFF, author)
    words = scoped(words, f"reply:{ticket.pk}", writer)
    if said := said_before(words):
        return said
    _check_reply(ticket, words)
    message = say(ticket, MessageKind.PUBLIC, words, writer, at)
    is_first = ticket.first_response_at is None
    _answered(ticket, at)
    if ticket.assignee_id is None and not _was_handed_on(ticket, words):
        _take(ticket, author, actor, at)
    follow_reply(ticket, at)
    facts = {"message_id": message.pk, "is_first": is_first}
    record_on(ticket, verbs.TICKET_REPLIED, actor=actor, at=at, **facts)
    owe_reply(ticket, message)
    message.ticket = _then(ticket, actor, author, at, then)
    return message


@transaction.atomic
def reply_by_customer(
    ticket: Ticket, *, actor: Actor, at: datetime, words: Words
) -> Message:
    """Take down what the customer says; it is our turn again.

    What waited for the customer goes on; what was resolved, or closed a short while
    ago, is reopened; what was merged goes on in another ticket, and so do the words.
    Refused on a ticket closed for longer: a new one is due.
    """
    writer = Author(AuthorKind.CUSTOMER)
    words = scoped(words, f"reply:{ticket.pk}", writer)
    ticket, via = held_where_it_goes_on(ticket)
    if said := said_before(words):
        return said
    if ticket.status in {TicketStatus.RESOLVED, TicketStatus.CLOSED}:
        reopen_locked(ticket, actor=actor, at=at)
    elif ticket.wait_reason == WaitReason.CUSTOMER:
        resume_locked(ticket, actor=actor, at=at)
    wake_locked(ticket, actor=actor, at=at, reason=WakeReason.CUSTOMER)
    message = say(ticket, MessageKind.PUBLIC, words, writer, at, via=via)
    ticket.waiting_since = ticket.waiting_since or at
    ticket.save(update_fields=["waiting_since", *LAST_WORD_FIELDS])
    follow_customer(ticket, at, message.pk)
    record_on(
        ticket,
        verbs.TICKET_CUSTOMER_REPLIED,
        actor=actor,
        at=at,
        message_id=message.pk,
    )
    return message


@transaction.atomic
def add_note(
    ticket: Ticket, *, actor: Actor, author: User | None, at: datetime, words: Words
) -> Message:
    """Keep something for ourselves; the customer never sees it. Allowed in any state.

    Colleagues whom it names (@Minh Quân) are told, as far as they see the ticket.
    """
    ticket = held(ticket)
    writer = Author(AuthorKind.STAFF if author else AuthorKind.SYSTEM, author)
    words = scoped(words, f"note:{ticket.pk}", writer)
    if said := said_before(words):
        return said
    message = say(ticket, MessageKind.NOTE, words, writer, at)
    record_on(ticket, verbs.TICKET_NOTED, actor=actor, at=at, message_id=message.pk)
    call_by_name(ticket, message, actor=actor, at=at)
    return message


def _check_reply(ticket: Ticket, words: Words) -> None:
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError
    seen = words.seen_public_count
    if seen is not None and seen < ticket.public_count:
        raise StaleReplyError


def _answered(ticket: Ticket, at: datetime) -> None:
    ticket.first_response_at = ticket.first_response_at or at
    ticket.waiting_since = None
    if ticket.status == TicketStatus.NEW:
        ticket.move_to(TicketStatus.OPEN)
    ticket.save(
        update_fields=[
            "first_response_at",
            "waiting_since",
            "status",
            *LAST_WORD_FIELDS,
        ]
    )


def _was_handed_on(ticket: Ticket, words: Words) -> bool:
    """Whether somebody decided whose it is since the words were written; a macro does
    both at the same moment."""
    if words.written_at is None:
        return False
    return ticket.assignments.filter(at__gte=words.written_at).exists()


def _take(ticket: Ticket, author: User, actor: Actor, at: datetime) -> None:
    to = HandOver(author, AssignReason.ANSWERED)
    # Past the limit of hand-offs the customer is answered all the same; the ticket
    # then stays where it is.
    with suppress(HandoffLimitError):
        give_ticket(ticket, to=to, actor=actor, at=at)


def _then(
    ticket: Ticket, actor: Actor, author: User, at: datetime, then: AfterReply | None
) -> Ticket:
    if isinstance(then, Resolution):
        return resolve_ticket(
            ticket,
            actor=actor,
            agent=author,
            outcome=then.outcome,
            note=then.note,
            at=at,
        )
    if then is not None:
        return wait_for(ticket, actor=actor, reason=then, at=at)
    return ticket
