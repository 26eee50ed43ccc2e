"""A ticket opened for somebody who called or came in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Unit
from catalog.serials import fold_serial
from customers.models import Customer
from desk.call_log import number_shown
from desk.forms import NewTicketForm
from desk.serials import unit_named
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core import formats
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from intake.actions import Caller, open_from_call
from tickets.actions.attachments import keep_files
from tickets.actions.opening import Opening
from tickets.enums import Priority, TicketChannel, TicketKind
from tickets.models import Ticket

MAX_SERIAL = 60
MAX_DIGITS = 18  # of a key that fits the column


@require_http_methods(["GET", "POST"])
@requires(Capability.OPEN_TICKET)
def new_ticket(request: StaffRequest) -> HttpResponse:
    """Write down what a caller says; `?customer=` or `?serial=` fills in who and what."""
    form = NewTicketForm(
        request.POST or None, request.FILES or None, initial=_initial(request)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ticket = _open(request, form.cleaned_data)
            except DomainError as error:
                known = error.field if error.field in form.fields else None
                form.add_error(known, str(error))
                status = error.status
            else:
                messages.success(request, _("Đã mở phiếu cho khách."))
                return redirect("desk:ticket", ticket.number)
    return render(request, "desk/new_ticket.html", {"form": form}, status=status)


def _initial(request: StaffRequest) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "client_key": new_client_key(),
        "channel": TicketChannel.PHONE,
        "kind": TicketKind.TECHNICAL,
        "priority": Priority.NORMAL,
        "serial": request.GET.get("serial", "")[:MAX_SERIAL],
    }
    if rung := request.GET.get("phone"):
        initial["phone"] = number_shown(rung)
    found = _customer_meant(request, initial["serial"])
    if found is not None:
        phone = formats.phone(found.phone) if found.phone else ""
        initial |= {"name": found.name, "phone": phone, "email": found.email}
    return initial


def _customer_meant(request: StaffRequest, serial: str) -> Customer | None:
    """The customer of `?customer=`, or the owner of the unit of `?serial=`."""
    wanted = request.GET.get("customer", "")
    visible = Customer.objects.visible_to(request.user)
    customers = visible.prefetch_related("contact_points")
    if wanted.isdecimal() and len(wanted) <= MAX_DIGITS:
        return customers.filter(pk=int(wanted)).first()
    if not serial:
        return None
    units = Unit.objects.visible_to(request.user).filter(serial=fold_serial(serial))
    return customers.filter(units__in=units).first()


def _open(request: StaffRequest, data: dict[str, Any]) -> Ticket:
    opening = Opening(
        subject=data["subject"],
        body=data["body"],
        kind=TicketKind(data["kind"]),
        channel=TicketChannel(data["channel"]),
        priority=Priority(data["priority"]),
        unit=unit_named(request.user, data["serial"]),
        team=request.user.team,
        files=keep_files(data["files"]),
        client_key=data["client_key"] or None,
    )
    caller = Caller(name=data["name"], phone=data["phone"], email=data["email"])
    return open_from_call(
        caller,
        actor=request.actor,
        staff=request.user,
        at=request.at,
        opening=opening,
    )
