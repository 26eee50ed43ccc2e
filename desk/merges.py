"""Merging as the desk shows it: whom to choose from, and what belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from customers.models import Customer
from desk.clocks import FINISHED
from foundation.accounts.models import User
from foundation.core.text import fold
from tickets.enums import MessageKind
from tickets.models import Message, Ticket
from tickets.numbers import parse_number
from tickets.queries import Entry
from tickets.queries_words import came_through
from tickets.verbs import TICKET_MERGED

OFFERED = 20
PREVIEWED = 4
MAX_WORDS = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two tickets of a merge, with its last words."""

    ticket: Ticket
    said: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Merges:
    """What goes on where: this ticket in another, others in this one."""

    into: Ticket | None
    n_came: int
    held: Sequence[Ticket]


def merges_of(ticket: Ticket, entries: Sequence[Entry]) -> Merges:
    """What belongs to this page. One query, and only where something was merged."""
    if ticket.is_merged:
        into = ticket.merged_into
        return Merges(into, _n_came(ticket), ())
    held: Sequence[Ticket] = ()
    if any(entry.verb == TICKET_MERGED for entry in entries):
        held = list(ticket.merged_here.order_by("pk"))
    return Merges(None, 0, held)


def others_of(ticket: Ticket, user: User, words: str) -> list[Ticket]:
    """The customer's other tickets that this one could go on in; open ones first."""
    records = Customer.objects.of_person(ticket.customer)
    tickets = Ticket.objects.visible_to(user).filter(
        customer__in=records, merged_into=None
    )
    found: QuerySet[Ticket] = tickets.exclude(pk=ticket.pk)
    if words:
        number = parse_number(words) or ""
        found = found.filter(Q(subject_folded__contains=fold(words)) | Q(number=number))
    is_over = Case(When(status__in=FINISHED, then=Value(1)), default=Value(0))
    ordered = found.select_related("assignee", "unit__product").order_by(is_over, "-id")
    return list(ordered[:OFFERED])


def side_of(ticket: Ticket) -> Side:
    """A ticket with what was said last on it, oldest first. One query."""
    said = ticket.messages.filter(kind=MessageKind.PUBLIC).select_related("author_user")
    return Side(ticket, list(said.order_by("-id")[:PREVIEWED])[::-1])


def _n_came(ticket: Ticket) -> int:
    """How many messages came through a merged ticket since it was merged."""
    merge = ticket.merges.filter(undone_at=None).first()
    return came_through(merge).count() if merge else 0
