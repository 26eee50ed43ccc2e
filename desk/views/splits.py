"""Taking a message into a ticket of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.family_forms import SplitForm
from desk.views.tickets import visible_ticket
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.splitting import NewMatter, split_message
from tickets.enums import TicketKind
from tickets.models import Message, Ticket


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.OPEN_TICKET)
def split(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Say what the message is about by itself and who looks after it."""
    found = visible_ticket(request, number)
    said = found.messages.select_related("author_user").prefetch_related("attachments")
    message = get_object_or_404(said, pk=pk)
    form = SplitForm(request.POST or None, initial=_initial(found))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ticket = _split(request, message, form.cleaned_data)
            except DomainError as error:
                known = error.field if error.field in form.fields else None
                form.add_error(known, str(error))
                status = error.status
            else:
                messages.success(request, _("Đã tách. Tin gốc vẫn ở phiếu cũ."))
                return redirect("desk:ticket", ticket.number)
    page = {
        "ticket": found,
        "message": message,
        "n_files": len(message.attachments.all()),
        "form": form,
    }
    return render(request, "desk/family/split.html", page, status=status)


def _initial(found: Ticket) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "agent": found.assignee_id,
        "team": found.team_id,
        "is_same_unit": found.unit_id is not None,
    }


def _split(request: StaffRequest, message: Message, data: dict[str, Any]) -> Ticket:
    matter = NewMatter(
        subject=data["subject"],
        kind=TicketKind(data["kind"]),
        team=data["team"],
        assignee=data["agent"],
        is_same_unit=data["is_same_unit"],
    )
    return split_message(message, actor=request.actor, at=request.at, matter=matter)
