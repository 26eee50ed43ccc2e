"""Opening a ticket, and believing who opened it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from tickets import verbs
from tickets.actions.assignment import check_agent, check_team
from tickets.actions.checklists import stand_lists
from tickets.actions.clocks import choose_promise, start_clocks
from tickets.actions.history import record_on
from tickets.actions.promises import owe_acknowledgement
from tickets.actions.telling import Word, tell
from tickets.actions.words import (
    LAST_WORD_FIELDS,
    Author,
    Words,
    said_before,
    say,
    scoped,
)
from tickets.enums import (
    AuthorKind,
    Complexity,
    MessageKind,
    Priority,
    TicketChannel,
    TicketKind,
)
from tickets.errors import EmptySubjectError
from tickets.files import KeptFile
from tickets.hand_notices import ASSIGNED
from tickets.models import Ticket, TicketCategory
from tickets.numbers import next_number

MAX_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """A request as it came in.

    `taken_by` is the member of staff who wrote it down for a caller or at a counter;
    `is_verified` is False while only a guest's word says who they are; `source` names
    where a guest's form came from, for the cap on acknowledgements.
    """

    subject: str
    body: str
    kind: TicketKind = TicketKind.QUESTION
    channel: TicketChannel = TicketChannel.PORTAL
    priority: Priority = Priority.NORMAL
    category: TicketCategory | None = None
    unit: Unit | None = None
    team: Team | None = None
    assignee: User | None = None
    files: tuple[KeptFile, ...] = ()
    taken_by: User | None = None
    is_verified: bool = True
    client_key: str | None = None
    source: str = ""
    # Of which it is a part that we opened ourselves: the words are a note, and the
    # customer, whom nobody asked, is promised and told nothing.
    parent: Ticket | None = None


@transaction.atomic
def open_ticket(
    customer: Customer, *, actor: Actor, at: datetime, opening: Opening
) -> Ticket:
    """Take up a customer's request and tell them that we have it, and whose it is if
    somebody else was chosen.

    The same form sent twice is one ticket. Refuses a request without a subject or
    words, and an owner or team that cannot take it. Whoever was found to be somebody
    else asks as the one they are.
    """
    customer = customer.living
    author = _author_of(opening)
    words = scoped(_words_of(opening), f"opening:{customer.pk}", author)
    if words.client_key:
        # There is no ticket to lock yet: twins of one form queue up at the customer.
        customer = locked(customer)
        if said := said_before(words):
            return said.ticket
    ticket = _new_ticket(customer, opening, at)
    is_ours = opening.parent is not None
    say(ticket, MessageKind.NOTE if is_ours else MessageKind.PUBLIC, words, author, at)
    ticket.save(update_fields=LAST_WORD_FIELDS)
    start_clocks(ticket)
    stand_lists(ticket, at)
    record_on(ticket, verbs.TICKET_OPENED, actor=actor, at=at, **_opened_data(ticket))
    tell(
        ticket,
        Word(ASSIGNED, f"new:{ticket.pk}"),
        [ticket.assignee_id],
        by=actor,
        at=at,
    )
    if not is_ours:
        owe_acknowledgement(ticket, source=opening.source, at=at)
    return ticket


@transaction.atomic
def verify_tickets_of(customer: Customer, *, actor: Actor, at: datetime) -> int:
    """Believe a customer's guest tickets once they have proved a contact point of theirs."""
    doubted = list(
        Ticket.objects.select_for_update()
        .filter(customer__in=Customer.objects.of_person(customer), is_verified=False)
        .order_by("pk")
    )
    for ticket in doubted:
        ticket.is_verified = True
        ticket.save(update_fields=["is_verified"])
        record_on(ticket, verbs.TICKET_VERIFIED, actor=actor, at=at)
    return len(doubted)


def _checked_subject(opening: Opening) -> str:
    """The subject made clean; refuses none, and an owner or team that cannot take it."""
    if opening.assignee:
        check_agent(opening.assignee)
    if opening.team:
        check_team(opening.team)
    subject = clean_line(opening.subject)[:MAX_SUBJECT]
    if not subject:
        raise EmptySubjectError(field="subject")
    return subject


def _new_ticket(customer: Customer, opening: Opening, at: datetime) -> Ticket:
    category = opening.category
    ticket = Ticket(
        subject=_checked_subject(opening),
        number=next_number(),
        kind=opening.kind,
        channel=opening.channel,
        priority=opening.priority,
        category=category,
        complexity=category.complexity if category else Complexity.SIMPLE,
        customer=customer,
        tier=customer.tier_at(at),
        queue_weight=customer.queue_weight_at(at),
        is_verified=opening.is_verified,
        unit=opening.unit,
        team=opening.team or (opening.assignee.team if opening.assignee else None),
        assignee=opening.assignee,
        parent=opening.parent,
        opened_at=at,
        waiting_since=None if opening.parent else at,
        last_message_at=at,
        last_message_from=_author_of(opening).kind,
    )
    if opening.parent is None:
        choose_promise(ticket)
    ticket.save(force_insert=True)
    return ticket


def _author_of(opening: Opening) -> Author:
    is_ours = opening.parent is not None
    return Author(
        AuthorKind.STAFF if is_ours else AuthorKind.CUSTOMER, opening.taken_by
    )


def _words_of(opening: Opening) -> Words:
    return Words(
        body=opening.body,
        files=opening.files,
        channel=opening.channel,
        client_key=opening.client_key,
    )


def _opened_data(ticket: Ticket) -> dict[str, str | int | bool | None]:
    return {
        "kind": ticket.kind,
        "channel": ticket.channel,
        "priority": ticket.priority,
        "tier": ticket.tier,
        "category_id": ticket.category_id,
        "complexity": str(ticket.complexity),
        "sla_version_id": ticket.sla_version_id,
        "unit_id": ticket.unit_id,
        "team_id": ticket.team_id,
        "agent_id": ticket.assignee_id,
        "is_verified": ticket.is_verified,
    }
