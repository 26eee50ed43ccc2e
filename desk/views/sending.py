"""Answers on their way: undo, send now, another time, and the list of one's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.pending import scheduled_of
from desk.snoozes import moment_words
from desk.writing_forms import RescheduleForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from tickets.actions.delivering import send_now
from tickets.actions.sending import reschedule_reply, take_back
from tickets.enums import PendingState
from tickets.models import PendingReply, Ticket


@require_GET
@requires(Capability.REPLY_TICKET)
def scheduled(request: StaffRequest) -> HttpResponse:
    """What I have written that goes out later."""
    lines = scheduled_of(request.user, request.at)
    return render(request, "desk/writing/scheduled.html", {"lines": lines})


@require_POST
@requires(Capability.REPLY_TICKET)
def back(request: StaffRequest, pk: int) -> HttpResponse:
    """Undo: a draft again."""
    pending = _visible(request, pk)
    try:
        take_back(pending, by=request.user, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã thu hồi. Câu trả lời về lại thành bản nháp."))
    return redirect(_home(request, pending))


@require_POST
@requires(Capability.REPLY_TICKET)
def now(request: StaffRequest, pk: int) -> HttpResponse:
    """Without waiting any longer."""
    pending = _visible(request, pk)
    try:
        pending = send_now(pending, by=request.user, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if pending.state == PendingState.SENT:
            messages.success(request, _("Đã gửi cho khách."))
        else:
            messages.warning(
                request, _("Câu trả lời chưa gửi. Nó về lại thành bản nháp của bạn.")
            )
    return redirect(_home(request, pending))


@require_POST
@requires(Capability.REPLY_TICKET)
def reschedule(request: StaffRequest, pk: int) -> HttpResponse:
    """At another time."""
    pending = _visible(request, pk)
    form = RescheduleForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["send_at"][0]))
        return redirect(_home(request, pending))
    moment = form.cleaned_data["send_at"]
    try:
        reschedule_reply(
            pending,
            send_at=moment,
            by=request.user,
            actor=request.actor,
            at=request.at,
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        when = {"when": moment_words(moment, request.at)}
        messages.success(request, _("Sẽ gửi %(when)s.") % when)
    return redirect(_home(request, pending))


def _visible(request: StaffRequest, pk: int) -> PendingReply:
    rows = PendingReply.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("ticket", "author"), pk=pk)


def _home(request: StaffRequest, pending: PendingReply) -> str:
    """The ticket; the list where it has left our sight."""
    visible = Ticket.objects.visible_to(request.user)
    if not visible.filter(pk=pending.ticket_id).exists():
        return reverse("desk:inbox")
    page = reverse("desk:ticket", args=[pending.ticket.number])
    return safe_next_url(request, page)
