"""What is done with a part: one address per dialog, POST only."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from desk.stock_dialogs import FORMS, Opened, shelf_of
from desk.stock_forms import StockForm
from desk.views import stock_parts
from desk.views.customers import refuse
from desk.views.stock import part_answer, visible_part
from foundation.accounts.http import Decorated, StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from parts.actions import purchasing, reordering, stock
from parts.actions.moving import Lot
from parts.models import Part

Run = Callable[[Part, Any, dict[str, Any]], object]


def receive(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Take in what was not ordered here."""
    said = form.cleaned_data
    serials = said.get("serials", [])
    return stock.receive_stock(
        part,
        location=said["location"],
        quantity=said.get("quantity") or len(serials),
        unit_cost=said["unit_cost"],
        key=said["key"],
        serials=serials,
        **by,
    )


def move(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Bring them elsewhere."""
    origin = form.cleaned_data["spot"]
    target = form.target_spot()
    return stock.move_stock(part, origin=origin, target=target, lot=_lot(form), **by)


def count(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Say how many lie there."""
    said = form.cleaned_data
    names = ("spot", "counted", "note", "seen", "key")
    return stock.count_stock(part, **{name: said[name] for name in names}, **by)


def scrap(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Throw them away, or hand them to the recycler."""
    said = form.cleaned_data
    run = stock.recycle if said["way"] == "recycle" else stock.scrap_stock
    return run(part, spot=said["spot"], lot=_lot(form), **by)


def buy(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Put them on the draft; one form adds once."""
    said = form.cleaned_data
    names = ("location", "quantity", "supplier", "key")
    return purchasing.add_to_request(part, **{name: said[name] for name in names}, **by)


def rule(part: Part, form: Any, by: dict[str, Any]) -> object:
    """Say how many a place should hold."""
    said = form.cleaned_data
    limits = said["minimum"], said["maximum"]
    level = said["service_level"]
    place = said["location"]
    return reordering.set_rule(part, place, limits=limits, service_level=level, **by)


RUNS: dict[str, tuple[Run, str | Promise]] = {
    "receive": (receive, _("Đã nhập kho.")),
    "move": (move, _("Đã chuyển.")),
    "count": (count, _("Đã ghi số đếm.")),
    "scrap": (scrap, _("Đã ghi là đã bỏ.")),
    "buy": (buy, _("Đã ghi vào đơn nháp.")),
    "rule": (rule, _("Đã lưu mức tồn.")),
    "offer": (stock_parts.offer, _("Đã lưu nguồn mua.")),
    "fit": (stock_parts.fit, _("Đã lưu máy lắp được.")),
    "stand": (stock_parts.stand, _("Đã lưu linh kiện thay thế.")),
}
AGREES = _("Số đếm khớp với sổ.")


def deed(verb: str) -> Decorated:
    """The address that a dialog is sent to."""

    @require_POST
    @requires(Capability.MANAGE_STOCK)
    def view(request: StaffRequest, sku: str) -> HttpResponse:
        return _do(request, visible_part(request, sku), verb)

    return view


def _do(request: StaffRequest, part: Part, verb: str) -> HttpResponse:
    """Read the form, act, and go back; what was refused stands in the open dialog."""
    run, done = RUNS[verb]
    status = 422
    form = FORMS[verb](request.POST, shelf=shelf_of(part))
    if form.is_valid():
        try:
            made = run(part, form, {"actor": request.actor, "at": request.at})
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            same = verb == "count" and made is None
            messages.success(request, str(AGREES if same else done))
            return redirect("desk:stock_part", part.sku)
    if status == 409:
        _renew(form, part)
    opened = Opened(verb, form.data.get("spot", ""), form, status)
    return part_answer(request, visible_part(request, part.sku), opened)


def _renew(form: StockForm, part: Part) -> None:
    """Refused for what changed: the next try is on what stands there now."""
    fresh = FORMS["count"](shelf=shelf_of(part), asked=form.data.get("spot", ""))
    now = {"key": new_client_key()}
    if "seen" in form.fields:
        now["seen"] = str(fresh.fields["seen"].initial)
    form.data = {**form.data.dict(), **now}  # type: ignore[attr-defined]


def _lot(form: Any) -> Lot:
    said = form.cleaned_data
    return Lot(said["quantity"], said["key"], said.get("serial", ""), said["note"])
