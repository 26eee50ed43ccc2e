"""For whoever is not signed in: ask for help, follow one case by its link."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from catalog.models import Unit
from customers.contacts import read_contact
from foundation.accounts.http import CustomerRequest, PrincipalRequest
from foundation.core.actor import customer_actor
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import client_network
from intake.actions import Guest, open_as_guest, open_from_portal
from portal.cases import case_page
from portal.forms import AnswerForm, GuestRequestForm, RequestForm, TrackForm
from portal.views.cases import customer_of, words_of
from tickets.actions.attachments import keep_files
from tickets.actions.messages import reply_by_customer
from tickets.actions.opening import Opening
from tickets.actions.tracking import send_tracking_link
from tickets.enums import TicketKind
from tickets.models import Ticket
from tickets.numbers import parse_number

# Tracking links are secrets: no page that holds one tells another site about it.
SECRET_PAGE = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


@login_not_required
def new_ticket(request: PrincipalRequest) -> HttpResponse:
    """Ask for help, as oneself or as a guest."""
    user = request.user
    is_customer = user.is_authenticated and not user.is_staff_member
    form = _request_form(request, is_customer=is_customer)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ticket = _open(request, form, is_customer=is_customer)
            except DomainError as error:
                known = error.field if error.field in form.fields else None
                form.add_error(known, str(error))
                status = error.status
            else:
                messages.success(request, _("Đã nhận yêu cầu của bạn."))
                if is_customer:
                    return redirect("portal:ticket", ticket.number)
                return redirect("portal:tracked", ticket.access_key)
    return render(request, "portal/new_ticket.html", {"form": form}, status=status)


@login_not_required
def track(request: PrincipalRequest) -> HttpResponse:
    """Send the link of a case to the address it was opened with; never shows it."""
    form = TrackForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _send_link(request, form.cleaned_data)
            except DomainError as error:
                known = "contact" if error.status == 422 else None
                form.add_error(known, str(error))
                status = error.status
            else:
                return redirect(f"{reverse('portal:track')}?sent=1")
    context = {"form": form, "is_sent": request.GET.get("sent") == "1"}
    return render(request, "portal/track.html", context, status=status)


@require_GET
@never_cache
@login_not_required
def tracked(request: PrincipalRequest, access_key: str) -> HttpResponse:
    """One case for whoever holds its link."""
    return _page(request, _by_key(access_key))


@require_POST
@login_not_required
def answer(request: PrincipalRequest, access_key: str) -> HttpResponse:
    """Add words or pictures by the link."""
    ticket = _by_key(access_key)
    form = AnswerForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            actor = customer_actor(ticket.customer_id)
            reply_by_customer(ticket, actor=actor, at=request.at, words=words_of(form))
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Đã gửi tới người phụ trách."))
            return redirect("portal:tracked", access_key)
    return _page(request, _by_key(access_key), form=form, status=status)


def _request_form(request: PrincipalRequest, *, is_customer: bool) -> RequestForm:
    units = Unit.objects.none()
    if is_customer:
        units = Unit.objects.visible_to(request.user).select_related("product")
    initial: dict[str, Any] = {"client_key": new_client_key()}
    wanted = request.GET.get("unit", "")
    if wanted.isdecimal() and len(wanted) < 19:
        initial["unit"] = int(wanted)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    kind = RequestForm if is_customer else GuestRequestForm
    return kind(*data, units=units, initial=initial)


def _open(request: PrincipalRequest, form: RequestForm, *, is_customer: bool) -> Ticket:
    data = form.cleaned_data
    opening = Opening(
        subject=data["subject"],
        body=data["body"],
        kind=TicketKind(data["kind"]),
        unit=data.get("unit"),
        files=keep_files(data["files"]),
        client_key=data["client_key"] or None,
    )
    if is_customer:
        return open_from_portal(
            customer_of(cast("CustomerRequest", request)),
            actor=request.actor,
            at=request.at,
            opening=opening,
        )
    guest = Guest(data["name"], data["contact"], client_network(request))
    return open_as_guest(guest, at=request.at, opening=opening)


def _send_link(request: PrincipalRequest, data: dict[str, Any]) -> None:
    contact = read_contact(data["contact"])
    number = parse_number(data["number"])
    send_tracking_link(
        number or "", contact, network=client_network(request), at=request.at
    )


def _by_key(access_key: str) -> Ticket:
    known = Ticket.objects.by_access_key(access_key)
    return get_object_or_404(
        known.select_related("customer", "unit__product", "assignee")
    )


def _page(
    request: PrincipalRequest,
    ticket: Ticket,
    *,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": case_page(ticket, request.at, by_link=True),
        "ticket": ticket,
        "form": form or AnswerForm(initial={"client_key": new_client_key()}),
        "live_url": f"/live/t/{ticket.access_key}/",
        "answer_url": reverse("portal:tracked_answer", args=[ticket.access_key]),
        "confirm_url": "",
    }
    template = "portal/ticket.html"
    if request.htmx:
        template += "#case"
    response = render(request, template, context, status=status)
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    patch_vary_headers(response, ["HX-Request"])
    return response
