"""Colleagues who can be named in a note."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.mentions import candidates
from tickets.models import Ticket


@require_GET
@requires(Capability.NOTE_TICKET)
def colleagues(request: StaffRequest, number: str) -> HttpResponse:
    """Whom `@` offers on this ticket, and whether they see it."""
    tickets = Ticket.objects.visible_to(request.user)
    ticket = get_object_or_404(tickets, number=number)
    found = candidates(ticket, request.GET.get("q", "")[:60], request.user)
    rows = [{"name": each.name, "team": each.team, "sees": each.sees} for each in found]
    return JsonResponse({"results": rows})
