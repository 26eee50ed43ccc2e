"""Macros on a ticket: what each would do, and doing it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from automation.actions.applying import Press
from automation.actions.bulk import order_of_run
from automation.actions.pressing import press_macro
from automation.models import BulkRun, Macro
from automation.ways_back import ways_back
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
    mine = Macro.objects.visible_to(request.user).offered_to(request.user)
    macro = get_object_or_404(mine, pk=pk)
    form = PressForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        found = press_macro(
            ticket,
            macro,
            by=request.user,
            actor=request.actor,
            at=request.at,
            press=Press(data["client_key"], data["seen"]),
        )
        _tell(request, macro, found)

    return act(request, number, "macro", run, done="", form=form)


def _tell(request: StaffRequest, macro: Macro, press: BulkRun) -> None:
    """What was done, with the undo beside it where there is a way back."""
    done = _("Đã chạy macro “%(name)s”.") % {"name": macro.name}
    found = ways_back(press, order_of_run(press))
    if any("pending" in before for before in found.values()):
        seconds = {"n": settings.UNDO_SECONDS}
        done += " " + _("Câu trả lời gửi sau %(n)s giây.") % seconds
    undo = reverse("automation:undo_bulk", args=[press.pk]) if found else ""
    messages.success(request, done, extra_tags=undo)
