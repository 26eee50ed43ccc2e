"""Why a ticket is due when it is due: beside the clock, and as a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desk.explanations import clock_stories
from desk.views.tickets import target_of, varied, visible_ticket
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability

PANEL = "clock-why-"


@require_GET
@requires(Capability.USE_DESK)
def clocks(request: StaffRequest, number: str) -> HttpResponse:
    """Every clock of a ticket, or beside the ticket the one that was clicked."""
    ticket = visible_ticket(request, number)
    asked = target_of(request).removeprefix(PANEL)
    only = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    context = {
        "ticket": ticket,
        "stories": clock_stories(ticket, request.at, only),
    }
    template = "desk/clocks/panel.html" if only else "desk/clocks/page.html"
    return varied(render(request, template, context))
