"""Priority and kind from the ticket's bar: one click, everything else as it was."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.sorting_forms import KindForm, PriorityForm
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.actions.classification import Classification, classify_ticket
from tickets.enums import Priority, TicketKind
from tickets.models import Ticket


@require_POST
@requires(Capability.CLASSIFY_TICKET)
def priority(request: StaffRequest, number: str) -> HttpResponse:
    """How much it presses."""
    form = PriorityForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        to = replace(Classification.of(ticket), priority=Priority(data["priority"]))
        classify_ticket(ticket, actor=request.actor, at=request.at, to=to)

    return act(
        request, number, "priority", run, done=_("Đã đổi mức ưu tiên."), form=form
    )


@require_POST
@requires(Capability.CLASSIFY_TICKET)
def kind(request: StaffRequest, number: str) -> HttpResponse:
    """What it is about."""
    form = KindForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        to = replace(Classification.of(ticket), kind=TicketKind(data["kind"]))
        classify_ticket(ticket, actor=request.actor, at=request.at, to=to)

    return act(request, number, "kind", run, done=_("Đã đổi loại phiếu."), form=form)
