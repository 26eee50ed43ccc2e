"""Asking for help, as oneself or as a guest."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Unit
from catalog.serials import MAX_LENGTH as SERIAL_LENGTH, fold_serial
from customers.contacts import read_contact
from customers.queries import can_deliver
from foundation.accounts.http import CustomerRequest, PrincipalRequest
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import client_network
from intake.actions import Guest, open_as_guest, open_from_portal
from portal import limits
from portal.forms import GuestRequestForm, RequestForm
from portal.views.cases import customer_of
from portal.views.refusals import explain, render_form
from tickets.actions.attachments import keep_files
from tickets.actions.opening import Opening
from tickets.enums import TicketKind
from tickets.models import Ticket


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_ticket(request: PrincipalRequest) -> HttpResponse:
    """Take a request in. A customer picks one of their things, a guest says who they are."""
    is_customer = _is_customer(request)
    form = _form(request, is_customer=is_customer)
    error: DomainError | None = None
    if form.is_valid():
        try:
            ticket = _open(request, form, is_customer=is_customer)
        except DomainError as refusal:
            error = refusal
            explain(form, error)
        else:
            if is_customer:
                messages.success(request, _("Đã nhận yêu cầu của bạn."))
                return redirect("portal:ticket", ticket.number)
            return redirect(_confirmation(ticket, form))
    page = {"is_customer": is_customer}
    return render_form(request, "portal/new_ticket.html", page, form, error)


def _is_customer(request: PrincipalRequest) -> bool:
    user = request.user
    return user.is_authenticated and not user.is_staff_member


def _form(request: PrincipalRequest, *, is_customer: bool) -> RequestForm:
    units = Unit.objects.none()
    if is_customer:
        user = cast("CustomerRequest", request).user  # as just checked
        mine = Unit.objects.visible_to(user)
        units = mine.select_related("product").order_by("-id")
    initial: dict[str, Any] = {"client_key": new_client_key()}
    initial |= _about(request, units)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    kind = RequestForm if is_customer else GuestRequestForm
    return kind(*typed, units=units, initial=initial)


def _about(request: PrincipalRequest, units: QuerySet[Unit]) -> dict[str, Any]:
    """The thing that the way here names: one's own is chosen, a number is written down."""
    wanted = request.GET.get("unit", "")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        return {"unit": int(wanted)}
    serial = fold_serial(request.GET.get("serial", ""))[:SERIAL_LENGTH]
    if not serial:
        return {}
    own = units.filter(serial=serial).first()
    if own is not None:
        return {"unit": own.pk}
    return {"body": _("Số máy: %(serial)s") % {"serial": serial} + "\n"}


def _open(request: PrincipalRequest, form: RequestForm, *, is_customer: bool) -> Ticket:
    opening = _opening(request, form, is_customer=is_customer)
    if is_customer:
        customer = customer_of(cast("CustomerRequest", request))  # as just checked
        return open_from_portal(
            customer, actor=request.actor, at=request.at, opening=opening
        )
    data = form.cleaned_data
    guest = Guest(data["name"], data["contact"], client_network(request))
    return open_as_guest(guest, at=request.at, opening=opening)


def _opening(
    request: PrincipalRequest, form: RequestForm, *, is_customer: bool
) -> Opening:
    data = form.cleaned_data
    if data["files"]:
        limits.count_files(client_network(request), at=request.at)
    # Who guesses the key of somebody else's form must not be led to their case.
    writer = "portal" if is_customer else "guest"
    key = data["client_key"]
    return Opening(
        subject=data["subject"],
        body=data["body"],
        kind=TicketKind(data["kind"]),
        unit=data.get("unit"),
        files=keep_files(data["files"]),
        client_key=f"{writer}:{key}" if key else None,
    )


def _confirmation(ticket: Ticket, form: RequestForm) -> str:
    # Judged by what was typed alone: what we know of its owner is not for a guest.
    is_sent = can_deliver(read_contact(form.cleaned_data["contact"]))
    page = reverse("portal:tracked", args=[ticket.access_key])
    return f"{page}?new={'sent' if is_sent else 'keep'}"
