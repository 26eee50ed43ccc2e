"""What is bought: requests to suppliers, what is low, and who waits."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from desk.stock_draft import QuantitiesForm
from desk.stock_lists import WAITING_SHOWS, low_rows, waiting_list
from desk.stock_supply import (
    SHOWS,
    request_list,
    request_page,
    stock_counts,
    supply_lines,
)
from desk.stock_supply_dialogs import Opened, askings
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.fields import new_client_key
from parts.models import PurchaseRequest


@require_safe
@requires(Capability.VIEW_STOCK)
def purchases(request: StaffRequest) -> HttpResponse:
    """Requests to suppliers: `?show=` draft, ordered or over."""
    context = {
        "shown": request_list(request.user, request.GET.dict(), request.at),
        "shows": [(key, label) for key, (label, _states) in SHOWS.items()],
        "counts": stock_counts(),
    }
    return render(request, "desk/stock/purchases.html", context)


@require_safe
@requires(Capability.VIEW_STOCK)
def purchase(request: StaffRequest, number: str) -> HttpResponse:
    """One request; `?ask=`, a verb, opens its dialog, about `?line=`."""
    opened = Opened(request.GET.get("ask", ""), request.GET.get("line", ""))
    return purchase_answer(request, visible_request(request, number), opened)


@require_safe
@requires(Capability.VIEW_STOCK)
def purchase_paper(request: StaffRequest, number: str) -> HttpResponse:
    """The order for its supplier on A4; `?now=1` prints it."""
    found = visible_request(request, number)
    lines = supply_lines(found, request.at)
    context = {
        "order": found,
        "lines": lines,
        "cost": sum(one.cost for one in lines),
        "prints_now": request.GET.get("now") == "1",
    }
    return render(request, "desk/stock/order.html", context)


@require_safe
@requires(Capability.VIEW_STOCK)
def low(request: StaffRequest) -> HttpResponse:
    """Of what little is left, and how many would fill it up."""
    return low_answer(request)


@require_safe
@requires(Capability.VIEW_STOCK)
def waiting(request: StaffRequest) -> HttpResponse:
    """Who waits for parts: `?show=` late or unknown."""
    context = {
        "shown": waiting_list(request.user, request.GET.dict(), request.at),
        "shows": WAITING_SHOWS.items(),
        "counts": stock_counts(),
    }
    return render(request, "desk/stock/waiting.html", context)


def visible_request(request: StaffRequest, number: str) -> PurchaseRequest:
    """The request with its supplier and place, or 404."""
    rows = PurchaseRequest.objects.visible_to(request.user)
    rows = rows.select_related("supplier", "location__service_point")
    found: PurchaseRequest = get_object_or_404(rows, number=number.upper())
    return found


def purchase_answer(
    request: StaffRequest,
    found: PurchaseRequest,
    opened: Opened,
    typed: QuantitiesForm | None = None,
) -> HttpResponse:
    """The page of a request, with what was asked for or refused."""
    page = request_page(found, request.user, request.at)
    numbers = typed.left(page.lines) if typed else QuantitiesForm(lines=page.lines)
    asked = askings(page, request.user, opened)
    is_offered = any(one.is_open for one in asked)
    context = {
        "page": page,
        "order": found,
        "askings": asked,
        "quantities": numbers,
        "refusal": None if is_offered else opened.form,
    }
    return render(request, "desk/stock/purchase.html", context, status=opened.status)


def low_answer(
    request: StaffRequest, refused: str = "", status: int = 200
) -> HttpResponse:
    """The list of what is low, with why adding was refused."""
    context = {
        "rows": [(row, new_client_key()) for row in low_rows()],
        "counts": stock_counts(),
        "refused": refused,
    }
    return render(request, "desk/stock/low.html", context, status=status)
