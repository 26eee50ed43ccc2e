"""Serial-numbered things at the desk: finding one, knowing all about it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalog.models import Unit
from catalog.serials import MAX_RAW_LENGTH, fold_serial
from desk.unit_pages import unit_page, units_page
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability


@require_safe
@requires(Capability.VIEW_CATALOG)
def units(request: StaffRequest) -> HttpResponse:
    """The newest units, or those a part of the number finds; a whole number opens it."""
    text = request.GET.get("q", "").strip()[:MAX_RAW_LENGTH]
    visible = Unit.objects.visible_to(request.user)
    if text and visible.filter(serial=fold_serial(text)).exists():
        return redirect("desk:unit", fold_serial(text))
    page = units_page(request.user, text, request.GET.dict())
    return render(request, "desk/units/list.html", {"page": page, "text": text})


@require_safe
@requires(Capability.VIEW_CATALOG)
def unit(request: StaffRequest, serial: str) -> HttpResponse:
    """One unit: what it is, whose, bought when, and what happened to it."""
    visible = Unit.objects.visible_to(request.user).select_related(
        "product",
        "owner__merged_into",
        "purchase_line__purchase",
        "replaces",
        "replaced_by",
    )
    found = get_object_or_404(visible, serial=fold_serial(serial))
    if found.serial != serial:
        return redirect("desk:unit", found.serial)
    page = unit_page(found, request.user, request.at)
    return render(request, "desk/units/detail.html", {"page": page})
