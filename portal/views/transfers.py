"""Giving a thing to a new owner."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.http import CustomerRequest, customer_required
from foundation.core.errors import DomainError
from portal import limits
from portal.products_pages import covered_unit, open_offer
from portal.views.products import own_unit
from portal.views.refusals import render_page
from warranty.actions.transfers import cancel_transfer, offer_transfer


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required
def transfer(request: CustomerRequest, serial: str) -> HttpResponse:
    """What goes along and what stays; then a code goes to the owner, to be passed on."""
    unit = own_unit(request, serial)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            limits.count_code(unit, at=request.at)
            offer_transfer(unit, actor=request.actor, at=request.at)
        except DomainError as refusal:
            error = refusal
        else:
            messages.success(request, _("Đã gửi mã chuyển chủ cho bạn."))
            return redirect("portal:product_transfer", serial)
    page = {
        "covered": covered_unit(unit, request.at),
        "offer": open_offer(unit, request.user, request.at),
        "error": error,
    }
    return render_page(request, "portal/products/transfer.html", page, error)


@require_POST
@customer_required
def cancel(request: CustomerRequest, serial: str) -> HttpResponse:
    """The code is good for nothing any more."""
    unit = own_unit(request, serial)
    offer = open_offer(unit, request.user, request.at)
    if offer is not None:
        try:
            cancel_transfer(offer, actor=request.actor, at=request.at)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã hủy mã. Máy vẫn là của bạn."))
    return redirect("portal:product", serial)
