"""Serial-numbered things at the desk: finding one, knowing all about it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from catalog.models import Unit
from catalog.serials import MAX_RAW_LENGTH, fold_serial
from desk.unit_dialogs import unit_dialogs
from desk.unit_forms import FORMS, CoverForm
from desk.unit_pages import unit_page, units_page
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, capabilities_of


@dataclass(frozen=True, slots=True)
class Opened:
    """The dialog that stands open: sent back with errors, or asked for by address."""

    verb: str
    form: CoverForm | None = None
    status: int = 200


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
    """One unit: what it is, whose, bought when, covered until when and why; with
    `?ask=`, a verb, its dialog open, or for htmx that dialog's form alone."""
    found = visible_unit(request, serial)
    if found.serial != serial:
        return redirect("desk:unit", found.serial)
    return unit_answer(request, found, Opened(request.GET.get("ask", "")))


def visible_unit(request: StaffRequest, serial: str) -> Unit:
    """The unit with all its page names, or 404."""
    visible = Unit.objects.visible_to(request.user).select_related(
        "product",
        "owner__merged_into",
        "purchase_line__purchase",
        "replaces",
        "replaced_by",
    )
    return get_object_or_404(visible, serial=fold_serial(serial))


def unit_answer(request: StaffRequest, found: Unit, opened: Opened) -> HttpResponse:
    """The page of a unit, with the dialog that was asked for or refused."""
    page = unit_page(found, request.user, request.at)
    can = {each.value: True for each in capabilities_of(request.user)}
    dialogs = unit_dialogs(found, page.care, can)
    asked = next((each for each in dialogs if each.verb == opened.verb), None)
    form = opened.form
    if asked is not None and form is None:
        initial = {"on": localdate(request.at)}
        cover = page.care.cover
        form = FORMS[asked.verb](unit=found, cover=cover, initial=initial)
    context = {
        "page": page,
        "dialogs": dialogs,
        "opened": opened.verb,
        "dialog": asked,
        "form": form,
        "refusal": form if form is not None and asked is None else None,
    }
    if opened.verb and request.htmx:
        if asked is None:
            raise Http404
        return render(request, "desk/units/_dialog_form.html", context)
    return render(request, "desk/units/detail.html", context, status=opened.status)
