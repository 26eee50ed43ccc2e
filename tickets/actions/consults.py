"""Asking a senior colleague without handing the ticket over."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.calendars.queries import default_schedule
from foundation.calendars.working_time import add_working
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from tickets import verbs
from tickets.actions.assignment import check_agent
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.actions.telling import Word, tell
from tickets.actions.words import Author, Words, say
from tickets.enums import AuthorKind, MessageKind, TicketStatus
from tickets.errors import (
    ConsultEndedError,
    ConsultOpenError,
    ConsultSelfError,
    NotAskedError,
    TicketClosedError,
)
from tickets.hand_notices import CONSULT_ANSWERED, CONSULT_ASKED, CONSULT_OVERDUE
from tickets.links import consult_path
from tickets.models import Consult, Message, RoutingSettings, Ticket

MINUTE = 60
REMIND_BATCH = 100  # one transaction's worth


@transaction.atomic
def ask_consult(
    ticket: Ticket,
    *,
    actor: Actor,
    asked_by: User,
    asked_of: User,
    question: str,
    at: datetime,
) -> Consult:
    """Ask a colleague about a ticket; its owner stays, and no hand-off is counted.

    The question stays as an internal note. Refused on a closed ticket, to oneself, and
    while the same colleague still owes an answer.
    """
    ticket = held(ticket)
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError
    check_agent(asked_of)
    if asked_of.pk == asked_by.pk:
        raise ConsultSelfError(field="agent")
    if Consult.objects.open().filter(ticket=ticket, asked_of=asked_of).exists():
        raise ConsultOpenError(field="agent")
    consult = Consult.objects.create(
        ticket=ticket,
        asked_by=asked_by,
        asked_of=asked_of,
        question=_noted(ticket, question, asked_by, at),
        asked_at=at,
        due_at=add_working(at, _patience(), default_schedule()),
    )
    _record(consult, verbs.CONSULT_ASKED, actor, at)
    _tell(consult, CONSULT_ASKED, [asked_of.pk], actor, at)
    return consult


@transaction.atomic
def answer_consult(
    consult: Consult, *, actor: Actor, author: User, answer: str, at: datetime
) -> Consult:
    """Answer what one was asked; the answer stays as an internal note.

    Only whoever was asked answers, in any state of the ticket, and once.
    """
    consult = _locked(consult)
    if author.pk != consult.asked_of_id:
        raise NotAskedError
    consult.answer = _noted(consult.ticket, answer, author, at)
    consult.ended_at = at
    consult.save(update_fields=["answer", "ended_at"])
    _record(consult, verbs.CONSULT_ANSWERED, actor, at)
    people = [consult.asked_by_id, consult.ticket.assignee_id]
    _tell(consult, CONSULT_ANSWERED, people, actor, at)
    return consult


@transaction.atomic
def withdraw_consult(consult: Consult, *, actor: Actor, at: datetime) -> Consult:
    """Take a question back that nobody has answered."""
    consult = _locked(consult)
    consult.ended_at = at
    consult.save(update_fields=["ended_at"])
    _record(consult, verbs.CONSULT_WITHDRAWN, actor, at)
    return consult


def remind_consults(at: datetime) -> int:
    """Remind of every question that is overdue, once; how many it were.

    May run twice at a time: each passes over what the other holds.
    """
    reminded = 0
    while batch := _remind_batch(at):
        reminded += batch
    return reminded


@transaction.atomic
def _remind_batch(at: datetime) -> int:
    due = Consult.objects.open().filter(
        reminded_at=None, due_at__lte=at, ticket__merged_into=None
    )
    rows = due.select_related("ticket").order_by("due_at")
    consults = list(
        rows.select_for_update(skip_locked=True, of=("self",))[:REMIND_BATCH]
    )
    for consult in consults:
        consult.reminded_at = at
        consult.save(update_fields=["reminded_at"])
        # Of a finished ticket nobody has to hurry.
        if consult.ticket.can_be_assigned:
            _record(consult, verbs.CONSULT_OVERDUE, SYSTEM, at)
            people = [consult.asked_of_id, consult.asked_by_id]
            _tell(consult, CONSULT_OVERDUE, people, SYSTEM, at)
    return len(consults)


def _patience() -> int:
    """Working seconds in which an answer is due."""
    settings = RoutingSettings.objects.filter(pk=1).first() or RoutingSettings()
    return settings.consult_minutes * MINUTE


def _noted(ticket: Ticket, words: str, author: User, at: datetime) -> Message:
    writer = Author(AuthorKind.STAFF, author)
    return say(ticket, MessageKind.NOTE, Words(words), writer, at)


def _locked(consult: Consult) -> Consult:
    """The open consult under its ticket's lock, which comes first everywhere."""
    ticket = locked(Ticket(pk=consult.ticket_id))
    consult = locked(consult)
    consult.ticket = ticket
    if consult.ended_at is not None:
        raise ConsultEndedError
    return consult


def _record(consult: Consult, verb: str, actor: Actor, at: datetime) -> None:
    record_on(
        consult.ticket,
        verb,
        actor=actor,
        at=at,
        consult_id=consult.pk,
        agent_id=consult.asked_of_id,
    )


def _tell(
    consult: Consult,
    kind: str,
    people: Sequence[int | None],
    actor: Actor,
    at: datetime,
) -> None:
    word = Word(kind, consult.pk, path=consult_path(consult.pk))
    tell(consult.ticket, word, people, by=actor, at=at)
