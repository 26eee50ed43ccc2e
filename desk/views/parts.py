"""A case and its parts: opening one, tying tickets together, taking them apart."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.day_forms import PartForm
from desk.merges import MAX_WORDS, others_of
from desk.views.tickets import act, visible_ticket
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.parts import Part, leave_parent, open_child, set_parent
from tickets.enums import TicketKind
from tickets.models import Ticket
from tickets.numbers import parse_number


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.OPEN_TICKET)
def open_part(request: StaffRequest, number: str) -> HttpResponse:
    """Say what has to be done of the case, and who does it."""
    parent = visible_ticket(request, number)
    form = PartForm(request.POST or None, initial=_initial(parent))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                child = open_child(
                    parent,
                    _part(form.cleaned_data),
                    actor=request.actor,
                    by=request.user,
                    at=request.at,
                )
            except DomainError as error:
                known = error.field if error.field in form.fields else None
                form.add_error(known, str(error))
                status = error.status
            else:
                done = _("Đã mở phiếu con %s.") % child.short_number
                messages.success(request, done)
                return redirect("desk:ticket", parent.number)
    page = {"ticket": parent, "form": form}
    return render(request, "desk/parts/new.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.REPLY_TICKET)
def join(request: StaffRequest, number: str) -> HttpResponse:
    """Choose the case of which this ticket is a part."""
    found = visible_ticket(request, number)
    asked = request.POST if request.method == "POST" else request.GET
    error: DomainError | None = None
    if request.method == "POST":
        visible = Ticket.objects.visible_to(request.user)
        named = parse_number(request.POST.get("parent", "")) or ""
        parent = get_object_or_404(visible, number=named)
        try:
            set_parent(found, parent, actor=request.actor, at=request.at)
        except DomainError as refused:
            error = refused
        else:
            done = _("Đã nối làm phiếu con của %s.") % parent.short_number
            messages.success(request, done)
            return redirect("desk:ticket", found.number)
    words = asked.get("q", "").strip()[:MAX_WORDS]
    others = others_of(found, request.user, words)
    named_one = _named(request, words, but=found.pk)
    if named_one is not None and named_one not in others:
        others = [named_one, *others]
    page = {"ticket": found, "others": others, "words": words, "error": error}
    status = error.status if error else 200
    return render(request, "desk/parts/join.html", page, status=status)


@require_POST
@requires(Capability.REPLY_TICKET)
def leave(request: StaffRequest, number: str) -> HttpResponse:
    """Let a part stand for itself again."""

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        leave_parent(ticket, actor=request.actor, at=request.at)

    done = _("Đã tách khỏi phiếu chính.")
    return act(request, number, "leave_parent", run, done=done)


def _named(request: StaffRequest, words: str, *, but: int) -> Ticket | None:
    """The ticket of another customer that was named by its number."""
    visible = Ticket.objects.visible_to(request.user).exclude(pk=but)
    found = visible.filter(number=parse_number(words) or "", merged_into=None)
    return found.select_related("assignee", "unit__product").first()


def _initial(parent: Ticket) -> dict[str, Any]:
    return {
        "kind": parent.kind,
        "team": parent.team_id,
        "client_key": uuid4().hex,
    }


def _part(data: dict[str, Any]) -> Part:
    return Part(
        subject=data["subject"],
        words=data["words"],
        kind=TicketKind(data["kind"]),
        team=data["team"],
        assignee=data["agent"],
        client_key=data["client_key"] or None,
    )
