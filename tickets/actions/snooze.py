"""Putting a ticket out of sight for a while, and bringing it back.

Only the lists leave it out: its clocks run on, and it can be opened and answered.
"""

from datetime import datetime, timedelta

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.actions.telling import Word, tell
from tickets.day_errors import SnoozeFarError, SnoozePastError
from tickets.day_notices import SNOOZE_OVER
from tickets.enums import TicketStatus, WakeReason
from tickets.errors import TicketClosedError, TicketFinishedError
from tickets.models import Ticket

LONGEST = timedelta(days=366)
BATCH = 100  # one transaction's worth; a crash repeats at most this much


@transaction.atomic
def snooze_ticket(
    ticket: Ticket,
    *,
    until: datetime | None,
    actor: Actor,
    by: User | None,
    at: datetime,
) -> Ticket:
    """Leave the ticket out of the lists until a moment, or (None) until the customer
    writes, which wakes it in any case.

    Another moment replaces the first; the same again changes nothing. Refuses a moment
    that is over or more than a year away, and a finished ticket.
    """
    ticket = held(ticket)
    _check(ticket, until, at)
    if ticket.snoozed_at and ticket.snoozed_until == until:
        return ticket
    ticket.snoozed_at, ticket.snoozed_until, ticket.snoozed_by = at, until, by
    ticket.save(update_fields=FIELDS)
    record_on(
        ticket,
        verbs.TICKET_SNOOZED,
        actor=actor,
        at=at,
        until=until.isoformat() if until else None,
    )
    return ticket


@transaction.atomic
def wake_ticket(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """Bring a ticket back into the lists; nothing happens where it is in them."""
    ticket = held(ticket)
    wake_locked(ticket, actor=actor, at=at, reason=WakeReason.HAND)
    return ticket


def wake_locked(
    ticket: Ticket, *, actor: Actor, at: datetime, reason: WakeReason
) -> None:
    """The same for an action that already holds the lock and brings it back by itself."""
    if ticket.snoozed_at is None:
        return
    ticket.snoozed_at = ticket.snoozed_until = ticket.snoozed_by = None
    ticket.save(update_fields=FIELDS)
    record_on(ticket, verbs.TICKET_WOKEN, actor=actor, at=at, reason=reason.value)


def wake_due(at: datetime) -> int:
    """Bring back what was out of sight until now; its owner is told.

    May run twice at a time: each passes over what the other holds.
    """
    woken = 0
    while batch := _wake_batch(at):
        woken += batch
    return woken


@transaction.atomic
def _wake_batch(at: datetime) -> int:
    due = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        snoozed_at__isnull=False, snoozed_until__lte=at, merged_into=None
    )
    tickets = list(due.order_by("snoozed_until", "id")[:BATCH])
    for ticket in tickets:
        until, owner = ticket.snoozed_until, ticket.assignee_id or ticket.snoozed_by_id
        wake_locked(ticket, actor=SYSTEM, at=at, reason=WakeReason.TIME)
        word = Word(SNOOZE_OVER, f"{ticket.pk}:{until and until.isoformat()}")
        tell(ticket, word, [owner], by=SYSTEM, at=at)
    return len(tickets)


def _check(ticket: Ticket, until: datetime | None, at: datetime) -> None:
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError
    if ticket.status == TicketStatus.RESOLVED:
        raise TicketFinishedError
    if until is None:
        return
    if until <= at:
        raise SnoozePastError(field="until")
    if until > at + LONGEST:
        raise SnoozeFarError(field="until")


FIELDS = ["snoozed_at", "snoozed_until", "snoozed_by"]
