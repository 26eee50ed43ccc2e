"""The parts store: the list of parts, and one part."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from desk.stock import SHOWS, StockQuestion, stock_list
from desk.stock_dialogs import Opened, askings
from desk.stock_page import part_page
from desk.stock_supply import stock_counts
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from parts.models import Part


@require_safe
@requires(Capability.VIEW_STOCK)
def stock(request: StaffRequest) -> HttpResponse:
    """What parts there are: `?q= place= show=`; a whole number opens its part."""
    query = request.GET.dict()
    question = StockQuestion.of(query)
    parts = Part.objects.visible_to(request.user)
    sku = question.words.upper()
    if sku and parts.filter(sku=sku).exists():
        return redirect("desk:stock_part", sku)
    context = {
        "question": question,
        "shown": stock_list(request.user, question, query, request.at),
        "shows": SHOWS.items(),
        "counts": stock_counts(),
    }
    return render(request, "desk/stock/list.html", context)


@require_safe
@requires(Capability.VIEW_STOCK)
def part(request: StaffRequest, sku: str) -> HttpResponse:
    """One part; `?ask=`, a verb, opens its dialog, about `?spot=`; `?before=` and
    `?after=` walk through its moves."""
    opened = Opened(request.GET.get("ask", ""), request.GET.get("spot", ""))
    return part_answer(request, visible_part(request, sku), opened)


def visible_part(request: StaffRequest, sku: str) -> Part:
    """The part of that number, or 404."""
    rows = Part.objects.visible_to(request.user).select_related("component")
    found: Part = get_object_or_404(rows, sku=sku)
    return found


def part_answer(request: StaffRequest, found: Part, opened: Opened) -> HttpResponse:
    """The page of a part, with the dialog that was asked for or refused."""
    page = part_page(found, request.GET.dict(), request.at)
    asked = askings(found, page, request.user, opened)
    is_offered = any(one.is_open for one in asked)
    context = {
        "part": found,
        "shown": page,
        "askings": asked,
        # What cannot be asked any more says why on top of the page.
        "refusal": None if is_offered else opened.form,
    }
    return render(request, "desk/stock/part.html", context, status=opened.status)
