"""The ticket page, and the way every button on it works."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from desk.composer import Begun, composer_of
from desk.dialogs import dialog_context, dialogs_for, opened_form
from desk.inbox_neighbours import walk_of
from desk.offers import offered, takes_out
from desk.ticket_forms import Refusal, menus
from desk.workspace import workspace_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from tickets.actions.mentions import read_mentions
from tickets.models import Ticket

PAGE_RELATIONS = (
    "customer__merged_into",
    "unit__product",
    "unit__purchase_line__purchase",
    "team",
    "assignee",
    "category",
    "accountable",
    "merged_into",
)
LIVE_TARGET = "ticket-live"
# What the conversation may be narrowed to.
SHOWN = frozenset({"talk", "notes", "events", "calls"})
Run = Callable[[Ticket, dict[str, Any]], object]


@require_GET
@requires(Capability.USE_DESK)
def ticket(request: StaffRequest, number: str) -> HttpResponse:
    """The workspace of one ticket; what changed is fetched again by htmx, and so is the
    form of `?ask=`, a verb, whose dialog stands open on the page without it."""
    found, verb = visible_ticket(request, number), request.GET.get("ask", "")
    if verb and request.htmx:
        context = dialog_context(found, verb, request.user, request.at)
        if context is None:
            raise Http404
        context["next"] = safe_next_url(request, "")
        return varied(render(request, "desk/_dialog_form.html", context))
    return ticket_page(request, found, asked=verb)


def visible_ticket(request: StaffRequest, number: str) -> Ticket:
    """The ticket with all its page names; another's is not found."""
    tickets = Ticket.objects.visible_to(request.user)
    return get_object_or_404(with_names(tickets), number=number)


def with_names(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """The tickets with everything their page calls by name."""
    return tickets.select_related(*PAGE_RELATIONS)


def act(
    request: StaffRequest,
    number: str,
    verb: str,
    run: Run,
    *,
    done: str,
    form: forms.Form | None = None,
) -> HttpResponse:
    """Validate, act, go back; a refusal shows the page with everything that was typed.

    Without `done` it is `run` that tells what was done.
    """
    found = visible_ticket(request, number)
    error = None
    if form is None or form.is_valid():
        try:
            run(found, form.cleaned_data if form is not None else {})
        except DomainError as refused:
            error = refused
        else:
            if done:
                messages.success(request, done)
            return redirect(_back(request, found))
    refusal = Refusal(verb, form, error)
    return ticket_page(request, visible_ticket(request, number), refusal)


def ticket_context(
    request: StaffRequest,
    found: Ticket,
    *,
    refusal: Refusal | None = None,
    back: str = "",
    asked: str = "",
) -> dict[str, Any]:
    """What page and pane draw a ticket from; forms sent from it come back to `back`."""
    workspace = workspace_of(found, request.user, request.at)
    if workspace.day.is_calling:
        read_mentions(found, request.user, request.at)
    opened = refusal.verb if refusal else asked
    begun = Begun(refusal, back, _is_note(request))
    return {
        "ticket": found,
        "workspace": workspace,
        "dialogs": dialogs_for(offered(request.user, found)),
        "opened": opened,
        "dialog_form": opened_form(found, opened, refusal, workspace.day),
        "menus": menus(),
        "composer": composer_of(workspace, request.user, at=request.at, begun=begun),
        "refusal": refusal,
        "takes_out": takes_out(request.user, found),
        "may_unmerge": found.is_merged and can(request.user, Capability.REPLY_TICKET),
        "can": offered(request.user, found),
        "next": back,
        "show": _show(request),
    }


def _is_note(request: StaffRequest) -> bool:
    return request.GET.get("write") == "note"


def _show(request: StaffRequest) -> str:
    """Which lines of the conversation the address asks for; empty for all."""
    asked = request.GET.get("show", "")
    return asked if asked in SHOWN else ""


def target_of(request: StaffRequest) -> str:
    """The id of the element that htmx will fill; empty for a whole page."""
    if not request.htmx:
        return ""
    return request.headers.get("HX-Target", "").partition("#")[2]


def varied(response: HttpResponse) -> HttpResponse:
    """A page that is something else to htmx says so to caches."""
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def ticket_page(
    request: StaffRequest,
    found: Ticket,
    refusal: Refusal | None = None,
    asked: str = "",
) -> HttpResponse:
    """The whole page, or the parts of it that live news refreshes."""
    # A form sent from beside the list goes back there once it succeeds.
    back = safe_next_url(request, "") if refusal or asked else ""
    if refusal is None and "in" in request.GET:
        back = request.get_full_path()
    context = ticket_context(request, found, refusal=refusal, back=back, asked=asked)
    context["walk"] = walk_of(request.user, found, back, request.at)
    context["here"] = reverse("desk:ticket", args=[found.number])
    if context["walk"]:
        context["here"] = back
    if refusal is not None:
        return render(request, "desk/ticket.html", context, status=refusal.status)
    is_live = target_of(request) == LIVE_TARGET
    template = "desk/_ticket_fresh.html" if is_live else "desk/ticket.html"
    return varied(render(request, template, context))


def _back(request: StaffRequest, found: Ticket) -> str:
    """Where the form came from, or the ticket; the list when it has left our sight."""
    is_ours = Ticket.objects.visible_to(request.user).filter(pk=found.pk).exists()
    page = reverse("desk:ticket", args=[found.number])
    return safe_next_url(request, page if is_ours else reverse("desk:inbox"))
