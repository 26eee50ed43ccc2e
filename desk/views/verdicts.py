"""What is paid of a repair of a thing, and why: beside a ticket, and as a page of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desk.counter import unit_meant
from desk.cover_panel import verdict_sheet
from desk.views.tickets import target_of, varied
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability

PANEL = "cover-why"


@require_GET
@requires(Capability.USE_DESK)
def verdict(request: StaffRequest, serial: str) -> HttpResponse:
    """The verdict table of a thing as of today."""
    unit = unit_meant(request.user, serial)
    if unit is None:
        raise Http404
    is_panel = target_of(request) == PANEL
    template = "desk/covers/_verdicts.html" if is_panel else "desk/covers/verdict.html"
    sheet = verdict_sheet(unit, request.at)
    return varied(render(request, template, {"sheet": sheet}))
