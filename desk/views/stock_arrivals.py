"""A delivery comes in, line by line; and what is low goes on the draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from desk.stock_supply import supply_lines
from desk.stock_supply_dialogs import ArrivalForm
from desk.views.stock_supply import low_answer, visible_request
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from parts.actions import purchasing
from parts.enums import RequestState
from parts.models import Part, PurchaseRequest, StockLocation

MOST_DIGITS = 6


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_STOCK)
def receive(request: StaffRequest, number: str) -> HttpResponse:
    """Take in a delivery, line by line; what is refused stays to be mended."""
    found = visible_request(request, number)
    if found.state != RequestState.ORDERED and request.method != "POST":
        return redirect("desk:stock_purchase", found.number)
    lines = supply_lines(found, request.at)
    form = ArrivalForm(request.POST or None, lines=lines)
    if not form.is_valid():
        return _page(request, found, form)
    n_taken = _take_in(request, form)
    if n_taken:
        words = ngettext("Đã nhận %(n)s cái.", "Đã nhận %(n)s cái.", n_taken)
        messages.success(request, words % {"n": n_taken})
    if form.errors:
        return _page(request, found, _left(form, found, request))
    return redirect("desk:stock_purchase", found.number)


@require_POST
@requires(Capability.MANAGE_STOCK)
def add_low(request: StaffRequest) -> HttpResponse:
    """Put what is low on the draft of its supplier; one form adds once."""
    said = {name: str(value).replace("\0", "") for name, value in request.POST.items()}
    parts = Part.objects.visible_to(request.user)
    part = parts.filter(sku=said.get("part", "")).first()
    places = StockLocation.objects.visible_to(request.user)
    place = places.filter(code=said.get("place", "")).first()
    if part is None or place is None:
        return low_answer(request, _("Linh kiện hoặc nơi để này không còn."), 422)
    raw, key = said.get("quantity", ""), said.get("key", "")
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= MOST_DIGITS
    try:
        purchasing.add_to_request(
            part,
            location=place,
            quantity=int(raw) if is_number else 0,
            key=key and f"low:{key}",
            actor=request.actor,
            at=request.at,
        )
    except DomainError as error:
        return low_answer(request, f"{part.sku}: {error}", error.status)
    messages.success(request, _("Đã ghi vào đơn nháp."))
    return redirect("desk:stock_low")


def _take_in(request: StaffRequest, form: ArrivalForm) -> int:
    """Take in what the form says, each line by itself; how many came in all."""
    n_taken = 0
    for line, quantity, serials in form.came():
        try:
            purchasing.receive_line(
                line,
                quantity=quantity,
                key=f"form:{form.cleaned_data['key']}:{line.pk}",
                serials=serials,
                actor=request.actor,
                at=request.at,
            )
        except DomainError as error:
            form.add_error(f"q{line.pk}", str(error))
        else:
            n_taken += quantity
    return n_taken


def _left(
    form: ArrivalForm, found: PurchaseRequest, request: StaffRequest
) -> ArrivalForm:
    """What was refused, to be sent again under a key of its own."""
    data = {name: form.data.get(name, "") for name in form.errors}
    data["key"] = new_client_key()
    left = ArrivalForm(data, lines=supply_lines(found, request.at))
    for name, errors in form.errors.items():
        left.add_error(name if name in left.fields else None, list(errors))
    return left


def _page(
    request: StaffRequest, found: PurchaseRequest, form: ArrivalForm
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"order": found, "form": form}
    return render(request, "desk/stock/arrival.html", context, status=status)
