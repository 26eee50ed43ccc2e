"""How tickets find their owners: why one has this owner, who takes work, how it is set."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_POST

from desk.routing_board import board_of
from desk.routing_forms import RoutingForm
from desk.routing_why import why_of
from desk.views.tickets import target_of, varied, visible_ticket
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.routing import route_ticket, route_waiting
from tickets.actions.routing_hint import ask_for_routing
from tickets.actions.routing_terms import change_routing
from tickets.routing_facts import current_settings

PANEL = "why-owner"
# What a browser waits for; the workers go on with the rest.
AT_ONCE = 25


@require_GET
@requires(Capability.USE_DESK)
def why(request: StaffRequest, number: str) -> HttpResponse:
    """Who was considered for a ticket and why it went to whom it went."""
    ticket = visible_ticket(request, number)
    is_panel = target_of(request) == PANEL
    template = "desk/routing/why.html#panel" if is_panel else "desk/routing/why.html"
    context = {
        "ticket": ticket,
        "why": why_of(ticket, request.user),
        "is_panel": is_panel,
        "is_on": current_settings().is_enabled,
    }
    return varied(render(request, template, context))


@require_POST
@requires(Capability.MANAGE_ROUTING)
def find_owner(request: StaffRequest, number: str) -> HttpResponse:
    """Look for somebody for this ticket now."""
    ticket = visible_ticket(request, number)
    choice = route_ticket(ticket, at=request.at)
    if choice is not None and choice.user_id:
        messages.success(request, _("Đã giao phiếu cho người phù hợp."))
    else:
        messages.warning(request, _("Chưa ai nhận được phiếu này."))
    return redirect("desk:routing", number)


@require_GET
@requires(Capability.MANAGE_ROUTING)
def board(request: StaffRequest) -> HttpResponse:
    """Who takes work now, what the queue would bring, and how it is set."""
    return _board(request, RoutingForm.of(current_settings()))


@require_POST
@requires(Capability.MANAGE_ROUTING)
def change(request: StaffRequest) -> HttpResponse:
    """Set how owners are found."""
    form = RoutingForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            change_routing(form.terms, actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
            status = error.status
        else:
            messages.success(request, _("Đã lưu cách phân công."))
            return redirect("desk:routing_board")
    return _board(request, form, status=status)


@require_POST
@requires(Capability.MANAGE_ROUTING)
def run(request: StaffRequest) -> HttpResponse:
    """Give out what waits, now instead of with the next sweep."""
    n_given = route_waiting(request.at, limit=AT_ONCE)
    ask_for_routing()
    words = ngettext("Đã giao %(n)s phiếu.", "Đã giao %(n)s phiếu.", n_given)
    if n_given:
        messages.success(request, words % {"n": n_given})
    else:
        messages.info(request, _("Không có phiếu nào giao được lúc này."))
    return redirect("desk:routing_board")


def _board(
    request: StaffRequest, form: RoutingForm, *, status: int = 200
) -> HttpResponse:
    settings = current_settings()
    context = {
        "form": form,
        "settings": settings,
        "board": board_of(request.user, settings, request.at),
    }
    return render(request, "desk/routing/board.html", context, status=status)
