"""Letting a ticket go on in another of the same customer, and taking it out again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.family_forms import UnmergeForm
from desk.merges import MAX_WORDS, others_of, side_of
from desk.views.tickets import act, visible_ticket
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.merging import merge_tickets, unmerge_ticket
from tickets.errors import TicketMergedError
from tickets.models import Ticket
from tickets.numbers import parse_number


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.REPLY_TICKET)
def merge(request: StaffRequest, number: str) -> HttpResponse:
    """Choose where the ticket goes on, look at both, and merge."""
    source = visible_ticket(request, number)
    asked = request.POST if request.method == "POST" else request.GET
    into = _named(request, asked.get("into", ""))
    error: DomainError | None = None
    if request.method == "POST" and into is not None:
        try:
            merge_tickets(source, into, actor=request.actor, at=request.at)
        except DomainError as refused:
            error = refused
        else:
            return _merged(request, source, into)
    elif source.is_merged:
        error = TicketMergedError()
    words = asked.get("q", "").strip()[:MAX_WORDS]
    page = _page(request, source, into, words) | {"error": error}
    status = error.status if error and request.method == "POST" else 200
    return render(request, "desk/family/merge.html", page, status=status)


@require_POST
@requires(Capability.REPLY_TICKET)
def unmerge(request: StaffRequest, number: str) -> HttpResponse:
    """Take a merged ticket out again, with or without what came through it since."""
    form = UnmergeForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        unmerge_ticket(ticket, actor=request.actor, at=request.at, **data)

    return act(
        request,
        number,
        "unmerge",
        run,
        done=_("Đã bỏ gộp. Phiếu này lại đứng riêng như trước."),
        form=form,
    )


def _named(request: StaffRequest, number: str) -> Ticket | None:
    """The chosen ticket; nothing where it is none that the reader sees."""
    visible = Ticket.objects.visible_to(request.user)
    found = visible.filter(number=parse_number(number) or "")
    return found.select_related("customer", "assignee", "unit__product").first()


def _page(
    request: StaffRequest, source: Ticket, into: Ticket | None, words: str
) -> dict[str, Any]:
    chosen = into if into and into.pk != source.pk else None
    return {
        "ticket": source,
        "others": others_of(source, request.user, words),
        "words": words,
        "source": side_of(source),
        "target": side_of(chosen) if chosen else None,
    }


def _merged(request: StaffRequest, source: Ticket, into: Ticket) -> HttpResponse:
    said = _("Đã gộp %(number)s vào phiếu này. Bỏ gộp lúc nào cũng được.")
    messages.success(request, said % {"number": source.short_number})
    return redirect(reverse("desk:ticket", args=[into.number]))
