"""Macros on a ticket: what each would do, and doing it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from automation.actions.applying import Press, apply_macro
from automation.models import Macro
from desk.bulk_forms import PressForm
from desk.macro_menu import macro_menu
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.fields import new_client_key
from foundation.core.http import safe_next_url
from tickets.models import Ticket


@require_GET
@requires(Capability.NOTE_TICKET)
def menu(request: StaffRequest, number: str) -> HttpResponse:
    """The macros for a ticket with what they would do: a menu, or a page of its own."""
    tickets = Ticket.objects.visible_to(request.user)
    ticket = get_object_or_404(tickets, number=number)
    context = {
        "ticket": ticket,
        "choices": macro_menu(request.user),
        "client_key": new_client_key(),
        "next": safe_next_url(request, ""),
    }
    template = "desk/macros/_menu.html" if request.htmx else "desk/macros/menu.html"
    return render(request, template, context)


@require_POST
@requires(Capability.NOTE_TICKET)
def apply(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Do all of it, or nothing."""
    macro = get_object_or_404(Macro.objects.visible_to(request.user), pk=pk)
    form = PressForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        press = Press(data["client_key"], data["seen"])
        apply_macro(
            ticket,
            macro,
            actor=request.actor,
            user=request.user,
            at=request.at,
            press=press,
        )

    done = _("Đã chạy macro “%(name)s”.") % {"name": macro.name}
    return act(request, number, "macro", run, done=done, form=form)
