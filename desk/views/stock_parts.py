"""A part is entered and corrected, and with it who sells it and what it fits."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.stock_part_forms import NewPartForm, PartForm
from desk.views.customers import refuse
from desk.views.stock import visible_part
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from parts.actions.catalogue import (
    NAMES,
    change_part,
    create_part,
    drop_offer,
    set_offer,
)
from parts.actions.fitting import drop_fit, drop_substitute, set_fit, set_substitute
from parts.models import Part


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_STOCK)
def new_part(request: StaffRequest) -> HttpResponse:
    """Enter a part; who sells it and what it fits is said on its page."""
    form = NewPartForm(request.POST or None)
    if form.is_valid():
        sku = form.cleaned_data["sku"]
        try:
            made = create_part(sku, form.facts(), actor=request.actor, at=request.at)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("Đã thêm linh kiện. Hãy ghi ai bán và lắp cho máy nào.")
            )
            return redirect("desk:stock_part", made.sku)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_STOCK)
def edit_part(request: StaffRequest, sku: str) -> HttpResponse:
    """Correct what is said of a part."""
    found = visible_part(request, sku)
    initial = {name: getattr(found, name) for name in NAMES}
    form = PartForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            change_part(found, form.facts(), actor=request.actor, at=request.at)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã lưu linh kiện."))
            return redirect("desk:stock_part", found.sku)
    return _form_page(request, form, found)


def offer(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Who sells it, or no longer does."""
    supplier = form.cleaned_data["supplier"]
    if form.cleaned_data.get("drop"):
        return drop_offer(part, supplier, **by)
    return set_offer(part, supplier, form.facts(), **by)


def fit(part: Part, form: Any, by: dict[str, Any]) -> object:
    """What it fits, or does not."""
    said, known = form.cleaned_data, form.known()
    if said.get("drop"):
        return drop_fit(known, **by) if known else None
    where = {name: said[name] for name in ("revision", "position")}
    return set_fit(part, said["product"], **where, **by)


def stand(part: Part, form: Any, by: dict[str, Any]) -> object:
    """What does instead of it, or no longer does."""
    other = form.cleaned_data["by"]
    if form.cleaned_data.get("drop"):
        return drop_substitute(part, other, **by)
    return set_substitute(part, other, form.facts(), **by)


def _form_page(
    request: StaffRequest, form: PartForm, found: Part | None
) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "part": found}
    return render(request, "desk/stock/part_form.html", context, status=status)
