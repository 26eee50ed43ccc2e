"""One fault that hits many customers: what it is, whose tickets it hits, how it ended.

Answering all of them at once is a bulk run; it stands on a higher floor.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalog.models import Product
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line, clean_text
from foundation.events.actions import record
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.messages import add_note
from tickets.actions.words import Words, checked_body
from tickets.day_errors import (
    TrackerOpenError,
    TrackerResolvedError,
    TrackerUnnamedError,
)
from tickets.enums import TrackerStatus
from tickets.errors import TicketMergedError
from tickets.models import Ticket, TrackedTicket, Tracker

MAX_TITLE = 200
MAX_NOTE = 4000
MOST_NOTED = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as somebody describes it: what, of which product, of which lot."""

    title: str
    note: str = ""
    product: Product | None = None
    serial_prefix: str = ""


@transaction.atomic
def open_tracker(fault: Fault, *, actor: Actor, by: User, at: datetime) -> Tracker:
    """Begin to keep track of a fault; whoever does looks after it. Refuses no title."""
    tracker = Tracker(owner=by, opened_at=at)
    _describe(tracker, fault)
    tracker.save()
    record(
        tracker, verbs.TRACKER_OPENED, actor=actor, at=at, product_id=tracker.product_id
    )
    return tracker


@transaction.atomic
def change_tracker(
    tracker: Tracker, fault: Fault, *, actor: Actor, at: datetime
) -> Tracker:
    """Describe it anew; no change, no event."""
    tracker = locked(tracker)
    before = _told(tracker)
    _describe(tracker, fault)
    if _told(tracker) != before:
        tracker.save()
        record(
            tracker,
            verbs.TRACKER_CHANGED,
            actor=actor,
            at=at,
            product_id=tracker.product_id,
        )
    return tracker


@transaction.atomic
def attach_tickets(
    tracker: Tracker, tickets: Iterable[Ticket], *, actor: Actor, at: datetime
) -> list[Ticket]:
    """Say that these tickets are of the fault; those that were not before. Refused once
    the fault is settled. What was merged goes on elsewhere and is passed over."""
    tracker = locked(tracker)
    if tracker.status == TrackerStatus.RESOLVED:
        raise TrackerResolvedError
    asked = {ticket.pk: ticket for ticket in tickets if not ticket.is_merged}
    there = tracker.tracked.filter(ticket__in=asked).values_list("ticket_id", flat=True)
    fresh = [asked[pk] for pk in sorted(set(asked) - set(there))]
    TrackedTicket.objects.bulk_create(
        TrackedTicket(tracker=tracker, ticket=ticket, by_id=actor.user_id, at=at)
        for ticket in fresh
    )
    for ticket in fresh:
        _record(ticket, verbs.TICKET_TRACKED, tracker, actor, at)
    return fresh


@transaction.atomic
def detach_tickets(
    tracker: Tracker, tickets: Iterable[Ticket], *, actor: Actor, at: datetime
) -> list[Ticket]:
    """Say that these tickets are not of the fault after all; those that were."""
    tracker = locked(tracker)
    asked = {ticket.pk: ticket for ticket in tickets}
    rows = tracker.tracked.filter(ticket__in=asked)
    gone = [asked[pk] for pk in sorted(rows.values_list("ticket_id", flat=True))]
    rows.delete()
    for ticket in gone:
        _record(ticket, verbs.TICKET_UNTRACKED, tracker, actor, at)
    return gone


def note_tickets(
    tracker: Tracker,
    tickets: Sequence[Ticket],
    words: Words,
    *,
    actor: Actor,
    author: User,
    at: datetime,
) -> int:
    """Keep a note on each of the fault's tickets that are given, each by itself; how many
    have it. The same form twice notes once; merged ones are passed over."""
    checked_body(words)
    noted = 0
    for ticket in tickets[:MOST_NOTED]:
        with suppress(TicketMergedError):
            add_note(ticket, actor=actor, author=author, at=at, words=words)
            noted += 1
    record(tracker, verbs.TRACKER_NOTED, actor=actor, at=at, n=noted)
    return noted


@transaction.atomic
def resolve_tracker(tracker: Tracker, *, actor: Actor, at: datetime) -> Tracker:
    """The fault hits nobody any more; its tickets each end by themselves."""
    tracker = locked(tracker)
    if tracker.status == TrackerStatus.RESOLVED:
        raise TrackerResolvedError
    tracker.status, tracker.resolved_at = TrackerStatus.RESOLVED, at
    tracker.save(update_fields=["status", "resolved_at"])
    n_tickets = tracker.tracked.count()
    record(tracker, verbs.TRACKER_RESOLVED, actor=actor, at=at, n_tickets=n_tickets)
    return tracker


@transaction.atomic
def reopen_tracker(tracker: Tracker, *, actor: Actor, at: datetime) -> Tracker:
    """It hits people again."""
    tracker = locked(tracker)
    if tracker.status == TrackerStatus.OPEN:
        raise TrackerOpenError
    tracker.status, tracker.resolved_at = TrackerStatus.OPEN, None
    tracker.save(update_fields=["status", "resolved_at"])
    record(tracker, verbs.TRACKER_REOPENED, actor=actor, at=at)
    return tracker


def _describe(tracker: Tracker, fault: Fault) -> None:
    tracker.title = clean_line(fault.title)[:MAX_TITLE]
    tracker.note = clean_text(fault.note)[:MAX_NOTE]
    tracker.product = fault.product
    tracker.serial_prefix = clean_line(fault.serial_prefix).upper()[:40]
    if not tracker.title:
        raise TrackerUnnamedError(field="title")


def _told(tracker: Tracker) -> tuple[str, str, int | None, str]:
    return tracker.title, tracker.note, tracker.product_id, tracker.serial_prefix


def _record(
    ticket: Ticket, verb: str, tracker: Tracker, actor: Actor, at: datetime
) -> None:
    record_on(ticket, verb, actor=actor, at=at, tracker_id=tracker.pk)
