"""One thing for many tickets: choosing it, seeing what it would do, having it done."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from automation.actions.bulk import AT_ONCE, MOST_TICKETS, Asking, ask_run, check_order
from automation.actions.bulk_work import work_run
from automation.enums import BulkKind
from desk.bulk_choice import numbers_listed, seen_counts
from desk.bulk_forms import FORMS, OrderForm, offered_kinds
from desk.bulk_pages import Preview, preview_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import safe_next_url
from tickets.models import Ticket
from tickets.numbers import parse_number


@require_POST
@requires(Capability.NOTE_TICKET)
def preview(request: StaffRequest) -> HttpResponse:
    """The chosen tickets, what can be done to them, and what that would do to each."""
    tickets = _chosen(request)
    kind = _kind(request)
    is_asked = bool(request.POST.get("asked"))
    form = _form(request, kind, tickets, is_bound=is_asked)
    if not is_asked or not form.is_valid():
        return _page(request, tickets, kind, form, status=422 if is_asked else 200)
    try:
        check_order(form.order, request.user)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, tickets, kind, form, status=error.status)
    found = preview_of(tickets, form.order, by=request.user, at=request.at)
    return _page(request, tickets, kind, form, found=found)


@require_POST
@requires(Capability.NOTE_TICKET)
def run(request: StaffRequest) -> HttpResponse:
    """Do it: a few at once, more by a worker; the page of the run tells what came of it."""
    tickets, kind = _chosen(request), _kind(request)
    form = _form(request, kind, tickets, is_bound=True)
    if not form.is_valid():
        return _page(request, tickets, kind, form, status=422)
    asking = Asking(
        request.POST.get("client_key", "")[:40],
        seen_counts(request.POST.getlist("seen"), tickets),
    )
    try:
        found = ask_run(
            form.order,
            tickets,
            by=request.user,
            actor=request.actor,
            at=request.at,
            form=asking,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, tickets, kind, form, status=error.status)
    if found.n_total <= AT_ONCE:
        work_run(found, request.at)
    else:
        messages.success(request, _("Đã nhận. Bạn rời trang này vẫn chạy tiếp."))
    return redirect("automation:bulk", found.pk)


def _chosen(request: StaffRequest) -> list[Ticket]:
    """The tickets that the form names, as far as they are in sight, in its order."""
    sent = request.POST.getlist("ticket")[: MOST_TICKETS + 1]
    if listed := request.POST.get("list", ""):
        sent = numbers_listed(request.user, listed, request.at, most=MOST_TICKETS + 1)
    numbers = list(dict.fromkeys(parse_number(text) or "" for text in sent))
    rows = Ticket.objects.visible_to(request.user).filter(number__in=numbers)
    found = {
        row.number: row
        for row in rows.select_related("customer", "assignee", "unit__product")
    }
    return [found[number] for number in numbers if number in found]


def _kind(request: StaffRequest) -> str:
    kind = request.POST.get("kind", "")
    return kind if kind in FORMS else str(BulkKind.ASSIGN)


def _form(
    request: StaffRequest, kind: str, tickets: Sequence[Ticket], *, is_bound: bool
) -> OrderForm:
    data = request.POST if is_bound else None
    return FORMS[kind](data, user=request.user, tickets=tickets, prefix=kind)


def _page(
    request: StaffRequest,
    tickets: Sequence[Ticket],
    kind: str,
    form: OrderForm,
    *,
    found: Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    page: dict[str, Any] = {
        "tickets": tickets,
        "n_missing": max(len(set(request.POST.getlist("ticket"))) - len(tickets), 0),
        "n_foreign": sum(t.assignee_id not in {None, request.user.pk} for t in tickets),
        "is_too_many": max(len(request.POST.getlist("ticket")), len(tickets))
        > MOST_TICKETS,
        "kind": kind,
        "kinds": offered_kinds(),
        "form": form,
        "found": found,
        "is_listed": bool(request.POST.get("list")),
        "client_key": request.POST.get("client_key", "")[:40] or new_client_key(),
        "next": safe_next_url(request, ""),
    }
    return render(request, "desk/bulk/preview.html", page, status=status)
