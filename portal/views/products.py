"""A customer's things: all of them, one of them, one more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalog.models import Unit
from foundation.accounts.http import CustomerRequest, customer_required
from foundation.core.errors import DomainError
from foundation.core.http import client_network
from portal import limits
from portal.own import own_units
from portal.products_forms import SerialForm, TakeForm
from portal.products_pages import product_page
from portal.products_proofs import read_label, take_shown
from portal.views.activation import activate_own
from portal.views.cases import customer_of, place_in
from portal.views.refusals import explain, render_form


@require_safe
@customer_required
def products(request: CustomerRequest) -> HttpResponse:
    """Every thing the customer has."""
    page = own_units(request.user, place_in(request), request.at)
    return render(request, "portal/products.html", {"page": page})


@require_safe
@customer_required
def product(request: CustomerRequest, serial: str) -> HttpResponse:
    """One thing with its cover, its cases and what can be done with it."""
    page = product_page(own_unit(request, serial), request.user, request.at)
    return render(request, "portal/products/product.html", {"page": page})


@require_POST
@customer_required
def activate(request: CustomerRequest, serial: str) -> HttpResponse:
    """Its owner switches the cover on."""
    return activate_own(request, own_unit(request, serial), customer_of(request))


@require_safe
@customer_required
def add(request: CustomerRequest) -> HttpResponse:
    """The ways in which a thing comes into the list."""
    return render(request, "portal/products/add.html", {"form": SerialForm()})


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required
def take(request: CustomerRequest) -> HttpResponse:
    """Take a thing over with the code that its former owner got."""
    form = _take_form(request)
    error: DomainError | None = None
    if form.is_valid():
        try:
            serial = _take(request, form)
        except DomainError as refusal:
            error = refusal
            explain(form, error)
        else:
            messages.success(request, _("Máy này giờ là của bạn."))
            return redirect("portal:product", serial)
    return render_form(request, "portal/products/take.html", {}, form, error)


def own_unit(request: CustomerRequest, serial: str) -> Unit:
    """A thing of whoever is signed in."""
    known = Unit.objects.visible_to(request.user)
    return get_object_or_404(
        known.select_related("product", "owner", "purchase_line__purchase__customer"),
        serial=serial,
    )


def _take_form(request: CustomerRequest) -> TakeForm:
    if request.method == "POST":
        return TakeForm(request.POST)
    serial, _key = read_label(request.GET.get("serial", "")[:200])
    return TakeForm(
        initial={"serial": serial, "code": request.GET.get("code", "")[:40]}
    )


def _take(request: CustomerRequest, form: TakeForm) -> str:
    shown, network = form.shown, client_network(request)
    limits.count_proof(shown.serial, network=network, at=request.at)
    taker = customer_of(request)
    done = take_shown(shown, taker, actor=request.actor, at=request.at)
    limits.forgive_proof(shown.serial, network=network, at=request.at)
    return done.unit.serial
