"""Telephone calls: the log, writing one down, and whoever is ringing now."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from customers.models import Customer
from desk.call_forms import CallLogForm
from desk.call_log import CallQuestion, callers, log_page, number_shown
from desk.counter import customer_meant
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import safe_next_url
from tickets.actions.call_log import Telephoned, log_call
from tickets.enums import CallDirection, CallOutcome
from tickets.models import Ticket
from tickets.numbers import parse_number


@require_safe
@requires(Capability.DO_CALLS)
def log(request: StaffRequest) -> HttpResponse:
    """Calls, latest first: `?direction= outcome= q= mine= since= until=`."""
    question = CallQuestion.of(request.GET.dict())
    context = {
        "question": question,
        "page": log_page(request.user, question, request.GET.dict()),
        "directions": CallDirection.choices,
        "outcomes": CallOutcome.choices,
    }
    return render(request, "desk/calls/log.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.DO_CALLS)
def new_call(request: StaffRequest) -> HttpResponse:
    """Write a call down; `?ticket= customer= phone= direction=` say with whom.

    htmx gets the form alone, for the dialogs of ticket and customer.
    """
    form = CallLogForm(request.POST or None, initial=_initial(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _log(request, form.cleaned_data)
            except DomainError as error:
                known = {"talk_seconds": "talk_minutes"}.get(error.field or "")
                field = known or error.field
                form.add_error(field if field in form.fields else None, str(error))
                status = error.status
            else:
                messages.success(request, _("Đã ghi cuộc gọi."))
                return redirect(safe_next_url(request, _home(form.cleaned_data)))
    template = "desk/calls/_form.html" if request.htmx else "desk/calls/new.html"
    context = {"form": form, "next": safe_next_url(request, "")}
    return render(request, template, context, status=status)


@require_safe
@requires(Capability.DO_CALLS)
def incoming(request: StaffRequest) -> HttpResponse:
    """`?phone=` rings: the customer's page, or what can be done with an unknown number."""
    raw = request.GET.get("phone", "")
    phone, found = callers(request.user, raw)
    if len(found) == 1 and phone:
        return redirect("desk:customer", found[0].pk)
    context = {"phone": phone, "raw": raw.strip()[:40], "found": found}
    return render(request, "desk/calls/incoming.html", context)


def _initial(request: StaffRequest) -> dict[str, Any]:
    ticket = _ticket(request, request.GET.get("ticket", ""))
    customer = ticket.customer if ticket else _customer(request, request.GET)
    phone = request.GET.get("phone", "") or (customer.phone if customer else "")
    direction = request.GET.get("direction", "")
    is_known = direction in CallDirection.values
    return {
        "client_key": new_client_key(),
        "ticket": ticket.number if ticket else "",
        "customer": customer.pk if customer else "",
        "phone": number_shown(phone),
        "direction": direction if is_known else CallDirection.OUT,
        "outcome": CallOutcome.ANSWERED,
    }


def _log(request: StaffRequest, data: dict[str, Any]) -> None:
    telephoned = Telephoned(
        direction=CallDirection(data["direction"]),
        outcome=CallOutcome(data["outcome"]),
        phone=data["phone"],
        customer=_customer(request, request.POST),
        ticket=_ticket(request, data["ticket"]),
        queue_seconds=data["queue_seconds"],
        ring_seconds=data["ring_seconds"],
        talk_seconds=data["talk_seconds"],
        note=data["note"],
        client_key=data["client_key"],
    )
    # Nobody took a call that came in vain; whoever writes it down did not either.
    took = None if telephoned.is_unheard else request.user
    log_call(telephoned, actor=request.actor, agent=took, at=request.at)


def _home(data: dict[str, Any]) -> str:
    """The page of what the call was about."""
    if number := parse_number(data["ticket"]):
        return reverse("desk:ticket", args=[number])
    if data["customer"].isdecimal():
        return reverse("desk:customer", args=[int(data["customer"])])
    return reverse("desk:call_log")


def _ticket(request: StaffRequest, raw: str) -> Ticket | None:
    """The ticket that is named; one out of sight is none."""
    number = parse_number(raw)
    tickets = Ticket.objects.visible_to(request.user).select_related("customer")
    return tickets.filter(number=number).first() if number else None


def _customer(request: StaffRequest, values: Any) -> Customer | None:
    return customer_meant(request.user, values.get("customer", ""))
