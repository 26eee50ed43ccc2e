"""What is done with requests to suppliers: one address per dialog, POST only."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.stock_draft import Change, QuantitiesForm
from desk.stock_supply import request_page, supply_lines
from desk.stock_supply_dialogs import CancelForm, ConfirmForm, Opened, OrderForm
from desk.views.customers import refuse
from desk.views.stock_supply import purchase_answer, visible_request
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import ConflictError, DomainError
from parts.actions import purchasing
from parts.enums import RequestState
from parts.models import PurchaseRequest


@require_POST
@requires(Capability.MANAGE_STOCK)
def quantities(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for other numbers of what is on a draft; each line that is refused says why.

    What somebody changed since the page was shown stays; what was typed stands beside it.
    """
    found = visible_request(request, number)
    form = QuantitiesForm(request.POST, lines=supply_lines(found, request.at))
    if form.is_valid():
        for change in form.changes():
            _change(request, form, change)
    found = visible_request(request, number)
    form.explain(found, request.user)
    if form.errors:
        opened = Opened(form=form, status=409 if form.is_stale else 422)
        return purchase_answer(request, found, opened, form)
    messages.success(request, _("Đã lưu số lượng."))
    return redirect("desk:stock_purchase", found.number)


@require_POST
@requires(Capability.MANAGE_STOCK)
def order(request: StaffRequest, number: str) -> HttpResponse:
    """Mark a draft as ordered; refused where it is not what stood on the page."""

    def run(found: PurchaseRequest, said: dict[str, Any], by: dict[str, Any]) -> object:
        page = request_page(found, request.user, request.at)
        if found.state == RequestState.DRAFT and said["seen"] != page.mark:
            raise ConflictError(_("Đơn nháp vừa đổi. Hãy xem lại rồi đánh dấu đã đặt."))
        return purchasing.order_request(found, **by)

    return _do(request, number, OrderForm(request.POST), run, "order", _("Đã đặt."))


@require_POST
@requires(Capability.MANAGE_STOCK)
def cancel(request: StaffRequest, number: str) -> HttpResponse:
    """Expect no more of it."""

    def run(found: PurchaseRequest, said: dict[str, Any], by: dict[str, Any]) -> object:
        return purchasing.cancel_request(found, **by)

    done = _("Đã hủy yêu cầu mua.")
    return _do(request, number, CancelForm(request.POST), run, "cancel", done)


@require_POST
@requires(Capability.MANAGE_STOCK)
def confirm(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Note the day that the supplier gave for a line; those who wait hear of it."""

    def run(found: PurchaseRequest, said: dict[str, Any], by: dict[str, Any]) -> object:
        line = get_object_or_404(found.lines.all(), pk=pk)
        return purchasing.confirm_eta(line, expected_on=said["expected_on"], **by)

    form = ConfirmForm(request.POST)
    done = _("Đã chốt ngày về.")
    return _do(request, number, form, run, "confirm", done, line=str(pk))


def _do(  # noqa: PLR0913 - what was asked of which request, and how it is answered
    request: StaffRequest,
    number: str,
    form: forms.Form,
    run: Callable[[PurchaseRequest, dict[str, Any], dict[str, Any]], object],
    verb: str,
    done: str,
    line: str = "",
) -> HttpResponse:
    """Read the form, act, and go back; what was refused stands in the open dialog."""
    found = visible_request(request, number)
    status = 422
    if form.is_valid():
        try:
            run(found, form.cleaned_data, {"actor": request.actor, "at": request.at})
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            messages.success(request, done)
            return redirect("desk:stock_purchase", found.number)
    fresh = visible_request(request, number)
    if status == 409 and "seen" in form.fields:
        page = request_page(fresh, request.user, request.at)
        form.data = {"seen": page.mark}
    return purchase_answer(request, fresh, Opened(verb, line, form, status))


def _change(request: StaffRequest, form: QuantitiesForm, change: Change) -> None:
    try:
        if change.seen is None:
            raise ConflictError
        purchasing.change_quantity(
            change.line,
            quantity=change.wanted,
            seen=change.seen,
            actor=request.actor,
            at=request.at,
        )
    except DomainError as error:
        form.refuse(change, error)
    else:
        form.keep(change)
