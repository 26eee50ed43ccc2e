"""Computations over many tickets: applying, watching, stopping."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.policies import run_row
from desk.views.policies import visible_version
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions import clock_runs
from tickets.models import ClockRun


@require_POST
@requires(Capability.MANAGE_SLA)
def apply(request: StaffRequest, pk: int) -> HttpResponse:
    """Judge open tickets by the version in force."""
    version = visible_version(request, pk)
    try:
        clock_runs.ask_apply(version, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đang áp dụng cho phiếu đang mở."))
    return redirect("sla:policy", version.policy_id)


@require_GET
@requires(Capability.USE_DESK)
def run(request: StaffRequest, pk: int) -> HttpResponse:
    """How far a run is: a fragment that asks again by itself, or its page."""
    found = visible_run(request, pk)
    context = {"run": run_row(found), "policy": found.version and found.version.policy}
    template = "desk/policies/_run.html" if request.htmx else "desk/policies/run.html"
    return render(request, template, context)


@require_POST
@requires(Capability.MANAGE_SLA)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop a run after the piece in hand."""
    found = visible_run(request, pk)
    try:
        clock_runs.cancel_run(found, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã dừng. Phiếu đã tính giữ hạn mới."))
    return redirect("sla:run", found.pk)


def visible_run(request: StaffRequest, pk: int) -> ClockRun:
    """The run of an address, or 404."""
    found = ClockRun.objects.visible_to(request.user)
    found = found.select_related("version__policy", "calendar", "asked_by")
    return get_object_or_404(found, pk=pk)
