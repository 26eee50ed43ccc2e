"""What a ticket is about, how urgent it is, and which thing it concerns."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import transaction

from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from tickets import verbs
from tickets.actions.clocks import retarget
from tickets.actions.history import record_on
from tickets.actions.opening import MAX_SUBJECT
from tickets.enums import Priority, TicketKind
from tickets.errors import EmptySubjectError
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Classification:
    """How a ticket is sorted. Start from `of(ticket)` and replace what changes."""

    kind: TicketKind
    priority: Priority
    unit: Unit | None
    subject: str

    @classmethod
    def of(cls, ticket: Ticket) -> Self:
        """The ticket as it is sorted now."""
        return cls(
            TicketKind(ticket.kind),
            Priority(ticket.priority),
            ticket.unit,
            ticket.subject,
        )


@transaction.atomic
def classify_ticket(
    ticket: Ticket, *, actor: Actor, at: datetime, to: Classification
) -> Ticket:
    """Sort a ticket anew. Old and new values stay in the history; the used time does too.

    Allowed in any state, since reports are corrected afterwards. No change, no event.
    """
    ticket = locked(ticket)
    before = _plain(ticket)
    ticket.kind, ticket.priority, ticket.unit = to.kind, to.priority, to.unit
    ticket.subject = clean_line(to.subject)[:MAX_SUBJECT]
    if not ticket.subject:
        raise EmptySubjectError(field="subject")
    after = _plain(ticket)
    changed = [name for name, value in before.items() if after[name] != value]
    if not changed:
        return ticket
    retarget(ticket, at)
    ticket.save(update_fields=["kind", "priority", "unit", "subject", "sla_version"])
    record_on(
        ticket,
        verbs.TICKET_CLASSIFIED,
        actor=actor,
        at=at,
        sla_version_id=ticket.sla_version_id,
        **_data(before, after),
    )
    return ticket


def _plain(ticket: Ticket) -> dict[str, Any]:
    return {
        "kind": str(ticket.kind),
        "priority": str(ticket.priority),
        "unit_id": ticket.unit_id,
        "subject": ticket.subject,
    }


def _data(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Old and new values; of the subject, which a person wrote, only that it changed."""
    data: dict[str, Any] = {"is_renamed": before["subject"] != after["subject"]}
    for name in ("kind", "priority", "unit_id"):
        if before[name] != after[name]:
            data |= {name: after[name], f"old_{name}": before[name]}
    return data
