"""What can be done to a ticket from its row, without opening it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from desk.forms import assignable_agents
from desk.snoozes import presets
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.http import safe_next_url
from tickets.enums import Priority, TicketKind, WaitReason
from tickets.models import Ticket
from tickets.numbers import parse_number
from tickets.policy_book import hours_now


@require_GET
@requires(Capability.USE_DESK)
def quick(request: StaffRequest) -> HttpResponse:
    """The menu of one row, `?t=`; without script a page of its own."""
    if not request.GET.get("t"):
        return redirect("desk:inbox")
    number = parse_number(request.GET["t"]) or ""
    tickets = Ticket.objects.visible_to(request.user).select_related("assignee", "team")
    ticket = get_object_or_404(tickets, number=number)
    context = {
        "ticket": ticket,
        "agents": assignable_agents() if ticket.can_be_assigned else [],
        "waits": WaitReason.choices,
        "priorities": Priority.choices,
        "kinds": TicketKind.choices,
        "snoozes": presets(hours_now().default, request.at),
        "next": safe_next_url(request, reverse("desk:inbox")),
    }
    template = "desk/quick/_menu.html" if request.htmx else "desk/quick/page.html"
    return render(request, template, context)
