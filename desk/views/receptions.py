"""What was taken in at the counter: the day's list, and the paper of one."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from desk.receptions import day_asked, paper_of, receptions_on
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from intake.actions import note_print
from intake.enums import PaperSize
from intake.models import Reception


@require_safe
@requires(Capability.USE_DESK)
def receptions(request: StaffRequest) -> HttpResponse:
    """What was taken in today, or on `?day=`."""
    day = day_asked(request.GET.get("day", ""), request.at)
    rows = receptions_on(day, request.user)
    timed = [row.seconds_taken for row in rows if row.seconds_taken is not None]
    context = {
        "rows": rows,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "mean_seconds": round(sum(timed) / len(timed)) if timed else None,
    }
    return render(request, "desk/receptions/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.USE_DESK)
def print_reception(request: StaffRequest, number: str) -> HttpResponse:
    """The paper on A5 or an 80 mm roll; POST counts one more copy and prints it."""
    rows = Reception.objects.visible_to(request.user).select_related(
        "ticket__customer", "ticket__unit", "taken_by"
    )
    reception = get_object_or_404(rows, ticket__number=number)
    if request.method == "POST":
        size = _size(request.POST.get("paper", ""))
        note_print(reception, actor=request.actor, paper=size, at=request.at)
        address = reverse("desk:print_reception", args=[number])
        return redirect(f"{address}?{urlencode({'paper': size.value, 'now': 1})}")
    context = {
        "reception": reception,
        "paper": paper_of(reception),
        "size": _size(request.GET.get("paper", "")),
        "sizes": PaperSize.choices,
        "prints_now": request.GET.get("now") == "1",
    }
    return render(request, "desk/receptions/print.html", context)


def _size(raw: str) -> PaperSize:
    return PaperSize(raw) if raw in PaperSize.values else PaperSize.A5
