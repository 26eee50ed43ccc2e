"""Ending the work on a ticket, and taking it up again."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.core.errors import TransitionError
from foundation.core.text import clean_text
from tickets import verbs
from tickets.actions.clocks import follow_reopening, follow_resolution
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.actions.promises import owe_resolution
from tickets.actions.snooze import wake_locked
from tickets.actions.words import LAST_WORD_FIELDS, Author, Words, keep_note, say
from tickets.day_errors import PartsUnfinishedError
from tickets.enums import (
    AuthorKind,
    MessageKind,
    Outcome,
    TicketStatus,
    WakeReason,
)
from tickets.errors import ReopenWindowClosedError
from tickets.models import Ticket
from tickets.workflow import CLOSE_AFTER, REOPEN_WINDOW

PARTS_NAMED = 10
CLOSE_BATCH = 200  # one transaction's worth; a crash repeats at most this much


@transaction.atomic
def resolve_ticket(
    ticket: Ticket,
    *,
    actor: Actor,
    agent: User | None,
    outcome: Outcome,
    note: str,
    at: datetime,
) -> Ticket:
    """End the work, freeze whose it was, and tell the customer what was done.

    The note joins the conversation, so that it outlives a reopening. Refused while a
    part of it is unfinished, with the numbers of these.
    """
    ticket = held(ticket)
    check_parts(ticket)
    old_status = ticket.status
    wake_locked(ticket, actor=actor, at=at, reason=WakeReason.FINISHED)
    ticket.move_to(TicketStatus.RESOLVED)
    ticket.wait_reason, ticket.waiting_since, ticket.resolved_at = "", None, at
    ticket.resolution, ticket.resolved_by = clean_text(note), agent
    ticket.outcome = outcome
    is_said = _say_resolution(ticket, agent, at)
    ticket.save(update_fields=[*_RESOLUTION_FIELDS, *LAST_WORD_FIELDS])
    follow_resolution(ticket, at, actor.user_id, is_said=is_said)
    facts = {"outcome": outcome.value, "is_said": is_said, "old_status": old_status}
    whose = {"agent_id": agent and agent.pk, "team_id": ticket.team_id}
    record_on(ticket, verbs.TICKET_RESOLVED, actor=actor, at=at, **facts, **whose)
    if not ticket.is_ours:
        owe_resolution(ticket)
    return ticket


def check_parts(ticket: Ticket) -> None:
    """Refuse to end a locked ticket before its parts, and those of what goes on in it."""
    parts = Ticket.objects.parts_of(ticket).unfinished().order_by("pk")
    numbers = list(parts.values_list("number", flat=True)[:PARTS_NAMED])
    if numbers:
        raise PartsUnfinishedError(numbers)


@transaction.atomic
def reopen_ticket(
    ticket: Ticket, *, actor: Actor, at: datetime, reason: str = ""
) -> Ticket:
    """Take a resolved or lately closed ticket up again, as a new episode.

    The reason stays as an internal note. A customer reopens by writing.
    """
    ticket = held(ticket)
    reopen_locked(ticket, actor=actor, at=at)
    keep_note(ticket, reason, actor=actor, at=at)
    return ticket


def reopen_locked(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """The same for an action that already holds the lock."""
    # The table would let a waiting ticket become open as well; that is resuming.
    if not ticket.can_be_reopened:
        raise TransitionError
    if ticket.closed_at and at - ticket.closed_at > REOPEN_WINDOW:
        raise ReopenWindowClosedError
    old_status, old_outcome = ticket.status, ticket.outcome
    ticket.move_to(TicketStatus.OPEN)
    ticket.outcome, ticket.resolved_by = "", None
    ticket.resolved_at = ticket.closed_at = None
    ticket.episode += 1
    ticket.save(update_fields=[*_RESOLUTION_FIELDS, "closed_at", "episode"])
    follow_reopening(ticket, at)
    record_on(
        ticket,
        verbs.TICKET_REOPENED,
        actor=actor,
        at=at,
        old_status=old_status,
        old_outcome=old_outcome,
    )


@transaction.atomic
def close_ticket(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Put a resolved ticket away: the customer is content, or time has passed."""
    ticket = held(ticket)
    _close_locked(ticket, actor, at)
    return ticket


def close_resolved_tickets(at: datetime) -> int:
    """Put away what has been resolved for a week without a word from the customer.

    May run twice at a time: each passes over what the other holds.
    """
    closed = 0
    while batch := _close_batch(at):
        closed += batch
    return closed


@transaction.atomic
def _close_batch(at: datetime) -> int:
    due = Ticket.objects.select_for_update(skip_locked=True).filter(
        status=TicketStatus.RESOLVED,
        resolved_at__lte=at - CLOSE_AFTER,
        merged_into=None,
    )
    tickets = list(due.order_by("resolved_at")[:CLOSE_BATCH])
    for ticket in tickets:
        _close_locked(ticket, SYSTEM, at)
    return len(tickets)


def _close_locked(ticket: Ticket, actor: Actor, at: datetime) -> None:
    ticket.move_to(TicketStatus.CLOSED)
    ticket.closed_at = at
    ticket.save(update_fields=["status", "closed_at"])
    record_on(ticket, verbs.TICKET_CLOSED, actor=actor, at=at, outcome=ticket.outcome)


def _say_resolution(ticket: Ticket, agent: User | None, at: datetime) -> bool:
    """Tell the customer what was done, if anything was noted; whether a human said it."""
    if not ticket.resolution:
        return False
    author = Author(AuthorKind.STAFF if agent else AuthorKind.SYSTEM, agent)
    if ticket.is_ours:
        say(ticket, MessageKind.NOTE, Words(ticket.resolution), author, at)
        return False
    say(ticket, MessageKind.PUBLIC, Words(ticket.resolution), author, at)
    if agent:
        ticket.first_response_at = ticket.first_response_at or at
    return agent is not None


_RESOLUTION_FIELDS = [
    "status",
    "wait_reason",
    "waiting_since",
    "outcome",
    "resolution",
    "resolved_at",
    "resolved_by",
    "first_response_at",
]
