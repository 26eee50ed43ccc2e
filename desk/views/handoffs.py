"""Hand-offs past the limit: asking a lead, and the lead's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.forms import AssignForm, DeclineForm
from desk.hands import SHOWN, handoff_requests
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from tickets.actions.handoffs import (
    approve_handoff,
    decline_handoff,
    request_handoff,
    withdraw_handoff,
)
from tickets.errors import NoOwnerError
from tickets.models import HandoffRequest, Ticket


@require_POST
@requires(Capability.ASSIGN_TICKET)
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Ask a lead to let the ticket go to a colleague; sent from the assign dialog."""
    form = AssignForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        if data["agent"] is None:
            raise NoOwnerError(field="agent")
        request_handoff(
            ticket,
            actor=request.actor,
            asked_by=request.user,
            to=data["agent"],
            summary=data["summary"],
            at=request.at,
        )

    done = _("Đã xin trưởng nhóm duyệt.")
    return act(request, number, "assign", run, done=done, form=form)


@require_GET
@requires(Capability.APPROVE_HANDOFF)
def handoffs(request: StaffRequest) -> HttpResponse:
    """What waits for a decision, oldest first."""
    return _page(request)


@require_POST
@requires(Capability.APPROVE_HANDOFF)
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the ticket go, and answer for it."""
    found = _visible(request, pk)
    try:
        approve_handoff(found, actor=request.actor, by=request.user, at=request.at)
    except DomainError as error:
        return _page(request, status=error.status, refused=str(error))
    messages.success(request, _("Đã duyệt, phiếu đã được chuyển."))
    return redirect(_back(request))


@require_POST
@requires(Capability.APPROVE_HANDOFF)
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    """Leave the ticket where it is, and say why."""
    found = _visible(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, declined=(pk, form))
    reason = form.cleaned_data["reason"]
    try:
        decline_handoff(
            found, actor=request.actor, by=request.user, reason=reason, at=request.at
        )
    except DomainError as error:
        return _page(request, status=error.status, refused=str(error))
    messages.success(request, _("Đã trả lời, phiếu giữ nguyên người phụ trách."))
    return redirect(_back(request))


@require_POST
@requires(Capability.ASSIGN_TICKET)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    mine = HandoffRequest.objects.visible_to(request.user).filter(asked_by=request.user)
    found = get_object_or_404(mine, pk=pk)
    try:
        withdraw_handoff(found, actor=request.actor, by=request.user, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút yêu cầu."))
    page = reverse("desk:ticket", args=[found.ticket.number])
    return redirect(safe_next_url(request, page))


def _visible(request: StaffRequest, pk: int) -> HandoffRequest:
    return get_object_or_404(HandoffRequest.objects.visible_to(request.user), pk=pk)


def _back(request: StaffRequest) -> str:
    return safe_next_url(request, reverse("desk:handoffs"))


def _page(
    request: StaffRequest,
    *,
    status: int = 200,
    refused: str = "",
    declined: tuple[int, DeclineForm] | None = None,
) -> HttpResponse:
    requests = handoff_requests(request.user).select_related(
        "ticket", "asked_by", "to_agent"
    )
    declined_pk, form = declined or (0, None)
    context = {
        "requests": list(requests[:SHOWN]),
        "limit": SHOWN,
        "here": reverse("desk:handoffs"),
        "refused": refused,
        "declined_pk": declined_pk,
        "typed": form.data.get("reason", "") if form else "",
        "errors": form.errors.get("reason", []) if form else [],
    }
    return render(request, "desk/handoffs.html", context, status=status)
