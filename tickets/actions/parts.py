"""A larger case and its parts: one level, and the whole does not end before them.

Whoever ends the whole or adds to it holds the whole; so no part is opened in the moment
in which the whole ends.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import Team, User
from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.holding import held, held_together, held_where_it_goes_on
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.telling import Word, tell
from tickets.actions.waiting import resume_locked
from tickets.day_errors import (
    HasPartsError,
    ParentFinishedError,
    PartIsOursError,
    PartOfItselfError,
    PartOfPartError,
)
from tickets.day_notices import PARTS_DONE
from tickets.enums import Priority, TicketKind, TicketStatus, WaitReason
from tickets.errors import TicketMergedError
from tickets.models import Ticket

FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Part:
    """What has to be done of a case, and who does it; the customer is not written to."""

    subject: str
    words: str
    kind: TicketKind
    team: Team | None = None
    assignee: User | None = None
    client_key: str | None = None


@transaction.atomic
def set_parent(ticket: Ticket, parent: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Make a ticket a part of another; the same again changes nothing.

    Refuses itself, merged ones, parts of parts, what has parts, and a finished whole.
    """
    if ticket.pk == parent.pk:
        raise PartOfItselfError(field="parent")
    found = held_together([ticket.pk, parent.pk])
    ticket, parent = found[ticket.pk], found[parent.pk]
    if ticket.parent_id == parent.pk:
        return ticket
    if ticket.is_merged:
        raise TicketMergedError
    _check_whole(parent)
    if ticket.children.exists():
        raise HasPartsError
    if ticket.parent is not None:
        # The case it was a part of has to hear that one less is to be done.
        _tell_both(ticket, ticket.parent, verbs.TICKET_ORPHANED, actor, at)
    ticket.parent = parent
    ticket.save(update_fields=["parent"])
    _tell_both(ticket, parent, verbs.TICKET_PARENTED, actor, at)
    return ticket


@transaction.atomic
def leave_parent(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Let a part stand for itself again; nothing happens where it does.

    Refused while its customer knows nothing of it: they would see what we opened for
    ourselves, and nobody promised them anything.
    """
    ticket = held(ticket)
    parent = ticket.parent
    if parent is None:
        return ticket
    if ticket.is_ours:
        raise PartIsOursError
    ticket.parent = None
    ticket.save(update_fields=["parent"])
    _tell_both(ticket, parent, verbs.TICKET_ORPHANED, actor, at)
    return ticket


@transaction.atomic
def open_child(
    parent: Ticket, part: Part, *, actor: Actor, by: User, at: datetime
) -> Ticket:
    """Open a part of a case, for the same thing and customer; the words are a note.

    The same form sent twice is one part. Refuses a part of a part and a finished whole.
    """
    parent = held(parent)
    _check_whole(parent)
    opening = Opening(
        subject=part.subject,
        body=part.words,
        kind=part.kind,
        priority=Priority(parent.priority),
        unit=parent.unit,
        team=part.team,
        assignee=part.assignee,
        taken_by=by,
        is_verified=parent.is_verified,
        client_key=part.client_key and f"part:{parent.pk}:{part.client_key}",
        parent=parent,
    )
    child = open_ticket(parent.customer, actor=actor, at=at, opening=opening)
    if child.opened_at == at:  # and not the answer to a form sent before
        _tell_both(child, parent, verbs.TICKET_PARENTED, actor, at)
    return child


@transaction.atomic
def finish_parts(parent: Ticket, at: datetime) -> bool:
    """Once the last part of an unfinished case has ended: tell its owner, or that of the
    ticket in which it goes on, and go on with it where it waited for colleagues. Whether
    that was so; told once for the same end."""
    parent, _merged = held_where_it_goes_on(parent)
    parts = list(Ticket.objects.parts_of(parent).order_by("-resolved_at"))
    is_over = all(part.status in FINISHED for part in parts)
    if not parts or not is_over or parent.status in FINISHED:
        return False
    mark = f"{parent.pk}:{len(parts)}:{parts[0].resolved_at}"
    if _was_told(parent, mark):
        return False
    facts = {"n_parts": len(parts), "mark": mark}
    record_on(parent, verbs.TICKET_PARTS_DONE, actor=SYSTEM, at=at, **facts)
    if parent.wait_reason == WaitReason.INTERNAL:
        resume_locked(parent, actor=SYSTEM, at=at)
    tell(parent, Word(PARTS_DONE, mark), [parent.assignee_id], by=SYSTEM, at=at)
    return True


def _was_told(parent: Ticket, mark: str) -> bool:
    said = Event.objects.filter(
        verb=verbs.TICKET_PARTS_DONE,
        links__type="tickets.ticket",
        links__thing_id=str(parent.pk),
    )
    return said.filter(data__mark=mark).exists()


def _check_whole(parent: Ticket) -> None:
    if parent.is_merged:
        raise TicketMergedError(field="parent")
    if parent.parent_id is not None:
        raise PartOfPartError(field="parent")
    if parent.status in FINISHED:
        raise ParentFinishedError(field="parent")


def _tell_both(
    child: Ticket, parent: Ticket, verb: str, actor: Actor, at: datetime
) -> None:
    facts = {"number": child.number, "parent_number": parent.number}
    about = {"parent_id": parent.pk, **facts}
    record_on(child, verb, actor=actor, at=at, also=[parent], **about)
