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


def menus() -> dict[str, Any]:
    """What the menus of the page offer."""
    sorts = {"kinds": TicketKind.choices, "priorities": Priority.choices}
    waits = WaitForm.base_fields["reason"].choices  # type: ignore[attr-defined]
    return {"waits": waits, "sorts": sorts}


def dialog_form(ticket: Ticket, verb: str, refusal: Refusal | None = None) -> Any:
    """What the dialog of `verb` asks; a refused one comes back as it was typed."""
    form = refusal.form if refusal and refusal.verb == verb else None
    if form is None:
        form = DIALOGS[verb](initial=_initial(ticket).get(verb))
    form.auto_id = f"{verb}_%s"
    fill_in(form)
    return form


def _initial(ticket: Ticket) -> dict[str, dict[str, Any]]:
    return {
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


def _said_complexity(ticket: Ticket) -> str:
    """How hard somebody said it is; empty where that is what its category says."""
    usual = ticket.category.complexity if ticket.category else Complexity.SIMPLE
    return "" if ticket.complexity == usual else ticket.complexity
