"""What a ticket is about, how urgent it is, and which thing it concerns."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from django.db import transaction

from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.text import clean_line
from tickets import verbs
from tickets.actions.clocks import retarget
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.actions.opening import MAX_SUBJECT
from tickets.enums import Complexity, Priority, TicketKind
from tickets.errors import CategoryUnavailableError, EmptySubjectError
from tickets.models import Ticket, TicketCategory


@dataclass(frozen=True, slots=True)
class Classification:
    """How a ticket is sorted. Start from `of(ticket)` and replace what changes."""

    kind: TicketKind
    priority: Priority
    unit: Unit | None
    subject: str
    category: TicketCategory | None
    complexity: Complexity

    @classmethod
    def of(cls, ticket: Ticket) -> Self:
        """The ticket as it is sorted now."""
        return cls(
            TicketKind(ticket.kind),
            Priority(ticket.priority),
            ticket.unit,
            ticket.subject,
            ticket.category,
            Complexity(ticket.complexity),
        )

    def under(
        self, category: TicketCategory | None, complexity: Complexity | None = None
    ) -> Self:
        """The same under a category, which says how hard it is unless `complexity` does."""
        if complexity is None and category is not None:
            complexity = Complexity(category.complexity)
        return replace(
            self, category=category, complexity=complexity or self.complexity
        )


@transaction.atomic
def classify_ticket(
    ticket: Ticket, *, actor: Actor, at: datetime, to: Classification
) -> Ticket:
    """Sort a ticket anew. Old and new values stay in the history; the used time does too.

    Allowed in any state, since reports are corrected afterwards. No change, no event.
    Refuses an empty subject, and a category that is no longer in use.
    """
    ticket = held(ticket)
    before = _plain(ticket)
    _check_category(ticket, to.category)
    ticket.kind, ticket.priority, ticket.unit = to.kind, to.priority, to.unit
    ticket.category, ticket.complexity = to.category, to.complexity
    ticket.subject = clean_line(to.subject)[:MAX_SUBJECT]
    if not ticket.subject:
        raise EmptySubjectError(field="subject")
    after = _plain(ticket)
    changed = [name for name, value in before.items() if after[name] != value]
    if not changed:
        return ticket
    retarget(ticket, at)
    ticket.save(update_fields=_FIELDS)
    record_on(
        ticket,
        verbs.TICKET_CLASSIFIED,
        actor=actor,
        at=at,
        sla_version_id=ticket.sla_version_id,
        **_data(before, after),
    )
    return ticket


def _check_category(ticket: Ticket, category: TicketCategory | None) -> None:
    if category is None or category.is_active or category.pk == ticket.category_id:
        return
    raise CategoryUnavailableError(field="category")


def _plain(ticket: Ticket) -> dict[str, Any]:
    return {
        "kind": str(ticket.kind),
        "priority": str(ticket.priority),
        "unit_id": ticket.unit_id,
        "category_id": ticket.category_id,
        "complexity": str(ticket.complexity),
        "subject": ticket.subject,
    }


def _data(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Old and new values; of the subject, which a person wrote, only that it changed."""
    data: dict[str, Any] = {"is_renamed": before["subject"] != after["subject"]}
    for name in ("kind", "priority", "unit_id", "category_id", "complexity"):
        if before[name] != after[name]:
            data |= {name: after[name], f"old_{name}": before[name]}
    return data


_FIELDS = [
    "kind",
    "priority",
    "unit",
    "subject",
    "category",
    "complexity",
    "sla_version",
]
