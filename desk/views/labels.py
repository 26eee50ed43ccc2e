"""Labels to print and stick on devices: of one unit, or of many at once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.models import Unit
from catalog.serials import MAX_RAW_LENGTH, fold_serial
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from warranty.labels import A_SHEET, MOST, label_of, sheets


@require_safe
@requires(Capability.ACTIVATE_COVER)
def label(request: StaffRequest, serial: str) -> HttpResponse:
    """The label of one unit, `?copies=` of it."""
    visible = Unit.objects.visible_to(request.user).select_related("product")
    unit = get_object_or_404(visible, serial=fold_serial(serial))
    copies = _copies(request.GET.get("copies", ""))
    context = {
        "unit": unit,
        "copies": copies,
        "sheets": sheets([label_of(unit)] * copies),
        "most": A_SHEET,
    }
    return render(request, "desk/labels/one.html", context)


@require_safe
@requires(Capability.ACTIVATE_COVER)
def labels(request: StaffRequest) -> HttpResponse:
    """Sheets of labels for the newest units whose number has `?q=` in it."""
    text = request.GET.get("q", "").strip()[:MAX_RAW_LENGTH]
    units = Unit.objects.none()
    if text:
        found = Unit.objects.visible_to(request.user).with_serial_part(text)
        units = found.select_related("product").order_by("-pk")
    rows = list(units[: MOST + 1])
    context = {
        "text": text,
        "sheets": sheets(label_of(unit) for unit in rows[:MOST]),
        "count": len(rows[:MOST]),
        "most": MOST,
        "has_more": len(rows) > MOST,
    }
    return render(request, "desk/labels/many.html", context)


def _copies(raw: str) -> int:
    known = raw.isascii() and raw.isdecimal() and len(raw) < 3
    return min(max(int(raw), 1), A_SHEET) if known else 1
