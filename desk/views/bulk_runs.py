"""Bulk runs: the list, how far one is, stopping it, taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from automation.actions.bulk import AT_ONCE, stop_run, undo_run
from automation.actions.bulk_work import work_run
from automation.enums import BulkKind, ItemState
from automation.models import BulkRun
from automation.reasons import sentence_of
from desk.bulk_pages import run_page, run_rows
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url


@require_GET
@requires(Capability.USE_DESK)
def runs(request: StaffRequest) -> HttpResponse:
    """What was done to many at once: one's own, or everybody's where one sees all."""
    return render(request, "desk/bulk/list.html", {"rows": run_rows(request.user)})


@require_GET
@requires(Capability.USE_DESK)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """What came of each ticket; a fragment that asks again by itself while it goes on."""
    state = request.GET.get("state", "")
    page = run_page(_visible(request, pk), request.user, state)
    context = {"page": page, "state": state, "states": ItemState.choices}
    template = "desk/bulk/_run.html" if request.htmx else "desk/bulk/run.html"
    return render(request, template, context)


@require_POST
@requires(Capability.NOTE_TICKET)
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop after the ticket in hand."""
    found = _visible(request, pk)
    try:
        stop_run(found, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã dừng. Phiếu đã làm được giữ nguyên."))
    return redirect("automation:bulk", found.pk)


@require_POST
@requires(Capability.NOTE_TICKET)
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what has a way back, as a run of its own."""
    found = _visible(request, pk)
    try:
        way_back = undo_run(found, by=request.user, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("automation:bulk", found.pk)
    if way_back.n_total <= AT_ONCE:
        work_run(way_back, request.at)
    if found.n_total == 1 and found.kind == BulkKind.MACRO:
        return _back_to_ticket(request, way_back)
    return redirect("automation:bulk", way_back.pk)


def _back_to_ticket(request: StaffRequest, way_back: BulkRun) -> HttpResponse:
    """A macro pressed on one ticket is taken back there."""
    item = way_back.items.select_related("ticket").get()
    if item.reason:
        messages.error(request, sentence_of(item.reason))
    else:
        messages.success(
            request, _("Đã hoàn tác macro. Ghi chú và việc đã thêm vẫn còn.")
        )
    page = reverse("desk:ticket", args=[item.ticket.number])
    return redirect(safe_next_url(request, page))


def _visible(request: StaffRequest, pk: int) -> BulkRun:
    found = BulkRun.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("asked_by", "undoes"), pk=pk)
