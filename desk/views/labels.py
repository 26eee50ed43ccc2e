"""Labels to print and stick on devices: of one unit, or of many at once."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.models import Unit
from catalog.serials import MAX_RAW_LENGTH, fold_serial
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from warranty.actions.codes import issue_codes
from warranty.labels import A_SHEET, MOST, code_label_of, label_of, sheets


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
    text = _asked(request.GET)
    rows = list(_units(request, text)[: MOST + 1])
    context = {
        "text": text,
        "sheets": sheets(label_of(unit) for unit in rows[:MOST]),
        "count": len(rows[:MOST]),
        "most": MOST,
        "has_more": len(rows) > MOST,
    }
    return render(request, "desk/labels/many.html", context)


@never_cache
@require_POST
@requires(Capability.DECIDE_COVER)
def codes(request: StaffRequest) -> HttpResponse:
    """Scratch codes for the same units, on sheets that can be seen this once.

    Sent twice, the second one finds nothing to do: what has a code keeps it, unless
    `replace` says that the sheets were lost.
    """
    text = _asked(request.POST)
    rows = list(_units(request, text)[:MOST])
    made = issue_codes(
        rows,
        may_replace=bool(request.POST.get("replace")),
        actor=request.actor,
        at=request.at,
    )
    fresh = [code_label_of(row, made[row.pk]) for row in rows if row.pk in made]
    context = {
        "text": text,
        "sheets": sheets(fresh),
        "count": len(fresh),
        "left_out": len(rows) - len(fresh),
        "page": settings.BASE_URL + reverse("portal:activate"),
    }
    return render(request, "desk/labels/codes.html", context)


def _asked(data: QueryDict) -> str:
    return data.get("q", "").strip()[:MAX_RAW_LENGTH]


def _units(request: StaffRequest, text: str) -> QuerySet[Unit]:
    """The units whose number has `text` in it, the newest first; none for no text."""
    if not text:
        return Unit.objects.none()
    found = Unit.objects.visible_to(request.user).with_serial_part(text)
    rows: QuerySet[Unit] = found.select_related("product").order_by("-pk")
    return rows


def _copies(raw: str) -> int:
    known = raw.isascii() and raw.isdecimal() and len(raw) < 3
    return min(max(int(raw), 1), A_SHEET) if known else 1
