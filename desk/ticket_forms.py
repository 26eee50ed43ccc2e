"""The dialogs of a ticket page, and what a refused form brings back."""

from typing import Any

from django import forms

from desk.forms import (
    AssignForm,
    ClassifyForm,
    ConsultForm,
    ReopenForm,
    ResolveForm,
    WaitForm,
)
from desk.ticket_choices import fill_in
from foundation.core.errors import DomainError
from tickets.enums import Complexity, Priority, TicketKind
from tickets.errors import StaleReplyError
from tickets.models import Ticket

WRITING = ("reply", "note")


class Refusal:
    """A verb that was not done: its form as it was typed, and why."""

    def __init__(
        self, verb: str, form: forms.Form | None, error: DomainError | None = None
    ) -> None:
        self.verb = verb
        self.form = form
        self.error = error
        if error is not None and form is not None:
            known = error.field if error.field in form.fields else None
            form.add_error(known, str(error))

    @property
    def status(self) -> int:
        """The HTTP status that says so."""
        return self.error.status if self.error else 422

    @property
    def words(self) -> list[str]:
        """Every reason, as sentences."""
        if self.form is None:
            return [str(self.error)] if self.error else []
        return [str(error) for errors in self.form.errors.values() for error in errors]

    @property
    def is_stale(self) -> bool:
        """Refused because of words the writer had not read."""
        return isinstance(self.error, StaleReplyError)

    @property
    def on_top(self) -> list[str]:
        """What no form on the page shows beside its fields."""
        is_shown = self.verb in WRITING or self.verb in DIALOGS
        return [] if is_shown else self.words


DIALOGS = {
    "assign": AssignForm,
    "resolve": ResolveForm,
    "reopen": ReopenForm,
    "classify": ClassifyForm,
    "consult": ConsultForm,
}


def ticket_forms(ticket: Ticket, refusal: Refusal | None = None) -> dict[str, Any]:
    """The dialogs of the page by verb; the refused one comes back as it was typed."""
    initial = {
        "assign": {"agent": ticket.assignee_id, "team": ticket.team_id},
        "classify": {
            "kind": ticket.kind,
            "priority": ticket.priority,
            "subject": ticket.subject,
            "serial": ticket.unit.serial if ticket.unit else "",
            "category": ticket.category_id,
            "complexity": _said_complexity(ticket),
        },
    }
    found: dict[str, Any] = {
        verb: make(initial=initial.get(verb), auto_id=f"{verb}_%s")
        for verb, make in DIALOGS.items()
    }
    if refusal and refusal.verb in DIALOGS and refusal.form is not None:
        refusal.form.auto_id = f"{refusal.verb}_%s"
        found[refusal.verb] = refusal.form
    fill_in(found["assign"], found["consult"], found["classify"])
    sorts = {"kinds": TicketKind.choices, "priorities": Priority.choices}
    waits = WaitForm.base_fields["reason"].choices  # type: ignore[attr-defined]
    return {**found, "waits": waits, "sorts": sorts}


def _said_complexity(ticket: Ticket) -> str:
    """How hard somebody said it is; empty where that is what its category says."""
    usual = ticket.category.complexity if ticket.category else Complexity.SIMPLE
    return "" if ticket.complexity == usual else ticket.complexity
