"""Switching a cover on: by the label on the thing, its code, or the receipt."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.http import CustomerRequest, PrincipalRequest
from foundation.core.errors import DomainError
from foundation.core.http import client_network
from portal import limits
from portal.products_forms import ActivationForm, GuestActivationForm
from portal.products_pages import covered_unit
from portal.products_proofs import (
    Shown,
    activate_shown,
    keep_name,
    labelled,
    read_label,
)
from portal.views.cases import customer_of
from portal.views.guests import SECRET_PAGE
from portal.views.refusals import explain, render_form
from warranty.keys import read_qr_path, unit_key


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: PrincipalRequest) -> HttpResponse:
    """Scan or type a number, show what proves it, and the cover counts from today."""
    customer = _customer(request)
    form = _form(request, customer)
    error: DomainError | None = None
    unit = None
    try:
        unit = _labelled(request, form)
        if form.is_valid():
            return redirect(_activate(request, form, customer))
    except DomainError as refusal:
        error = refusal
        if form.is_bound:
            explain(form, error)
    label = covered_unit(unit, request.at) if unit else None
    is_foreign = unit is None and bool(form.initial.get("key"))
    page = {
        "customer": customer,
        "label": label,
        "error": error,
        "is_foreign": is_foreign,
    }
    response = render_form(request, "portal/products/activate.html", page, form, error)
    return _kept_secret(response) if "key" in request.GET else response


@login_not_required
@require_safe
def activated(request: PrincipalRequest, token: str) -> HttpResponse:
    """The cover that was just switched on, for whoever holds the key of the label."""
    unit = labelled(*read_qr_path(token))
    if unit is None:
        raise Http404
    covered = covered_unit(unit, request.at)
    if covered.activated_on is None:
        label = urlencode({"serial": unit.serial, "key": unit_key(unit.serial)})
        return redirect(f"{reverse('portal:activate')}?{label}")
    customer, owner = _customer(request), unit.owner
    is_own = owner is not None and owner.living == customer
    page = {"covered": covered, "is_own": is_own, "is_guest": customer is None}
    return _kept_secret(render(request, "portal/products/activated.html", page))


def activate_own(
    request: CustomerRequest, unit: Unit, customer: Customer
) -> HttpResponse:
    """The owner's own receipt is with us: nothing has to be shown."""
    order = unit.purchase_line.purchase.source_id if unit.purchase_line else ""
    shown = Shown(unit.serial, order=order)
    try:
        activate_shown(
            shown, _who(request, customer), actor=request.actor, at=request.at
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã kích hoạt bảo hành."))
    return redirect("portal:product", unit.serial)


def _kept_secret(response: HttpResponse) -> HttpResponse:
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    return response


def _activate(
    request: PrincipalRequest, form: ActivationForm, customer: Customer | None
) -> str:
    data, shown = form.cleaned_data, form.shown
    network = client_network(request)
    who = {**_who(request, customer), "phone": data["phone"]}
    if customer is not None:
        who["phone"] = data["phone"] or customer.phone
    limits.count_proof(shown.serial, network=network, at=request.at)
    done = activate_shown(shown, who, actor=request.actor, at=request.at)
    limits.forgive_proof(shown.serial, network=network, at=request.at)
    if customer is None:
        keep_name(data["name"], data["phone"], at=request.at)
    serial = done.unit.serial
    return reverse("portal:activated", args=[f"{serial}.{unit_key(serial)}"])


def _who(request: PrincipalRequest, customer: Customer | None) -> dict[str, object]:
    phone = customer.phone if customer else ""
    return {"phone": phone, "customer": customer, "network": client_network(request)}


def _form(request: PrincipalRequest, customer: Customer | None) -> ActivationForm:
    kind = GuestActivationForm if customer is None else ActivationForm
    if request.method == "POST":
        return kind(request.POST)
    serial, key = read_label(
        request.GET.get("serial", "")[:200], request.GET.get("key", "")[:40]
    )
    return kind(initial={"serial": serial, "key": key})


def _labelled(request: PrincipalRequest, form: ActivationForm) -> Unit | None:
    """The thing whose label came with the address or the form; a wrong one counts,
    here where nothing is switched on."""
    given = request.POST if request.method == "POST" else request.GET
    serial, key = read_label(given.get("serial", "")[:200], given.get("key", "")[:40])
    unit = labelled(serial, key)
    if key and unit is None and not form.is_valid():
        limits.count_proof(serial, network=client_network(request), at=request.at)
    return unit


def _customer(request: PrincipalRequest) -> Customer | None:
    user = request.user
    if not user.is_authenticated or user.is_staff_member:
        return None
    return customer_of(cast("CustomerRequest", request))
