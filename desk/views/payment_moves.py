"""What is done with a payment: one view per dialog, POST only."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.payment_forms import FORMS
from desk.views.customers import refuse
from desk.views.payments import Opened, payment_answer, visible_payment
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.core.errors import DomainError
from foundation.payments import actions
from foundation.payments.actions import Payee
from foundation.payments.enums import Method
from foundation.payments.models import Payment

Answers = dict[str, Any]
Run = Callable[[Payment, Answers], object]


@require_POST
@requires(Capability.TAKE_PAYMENT)
def settle(request: StaffRequest, number: str) -> HttpResponse:
    """Confirm that the money has changed hands; paying out asks for PAY_OUT too."""

    def run(payment: Payment, said: Answers) -> object:
        return actions.settle(
            payment,
            method=Method(said["method"]),
            reference=said["reference"],
            seen=said["seen"],
            actor=request.actor,
            at=request.at,
        )

    found = _allowed(request, number)
    done = _("Đã ghi là đã chi.") if found.is_out else _("Đã ghi là đã thu.")
    return _do(request, found, "settle", run, done)


@require_POST
@requires(Capability.TAKE_PAYMENT)
def payee(request: StaffRequest, number: str) -> HttpResponse:
    """Write down who is at the other end."""

    def run(payment: Payment, said: Answers) -> object:
        account = {name: said.get(name, "") for name in ("bank", "account")}
        told = Payee(payment.customer_id, said["name"], **account)
        return actions.change_payee(payment, told, actor=request.actor, at=request.at)

    return _do(request, _allowed(request, number), "payee", run, _("Đã lưu."))


@require_POST
@requires(Capability.PAY_OUT)
def cancel(request: StaffRequest, number: str) -> HttpResponse:
    """Call off what is owed."""

    def run(payment: Payment, said: Answers) -> object:
        note = said["note"]
        return actions.cancel(payment, note=note, actor=request.actor, at=request.at)

    found = visible_payment(request, number)
    return _do(request, found, "cancel", run, _("Đã hủy khoản này."))


def _allowed(request: StaffRequest, number: str) -> Payment:
    """The payment; what goes out is for those who pay out."""
    found = visible_payment(request, number)
    if found.is_out and not can(request.user, Capability.PAY_OUT):
        raise PermissionDenied
    return found


def _do(
    request: StaffRequest, found: Payment, verb: str, run: Run, done: str
) -> HttpResponse:
    """Read the form, act, and go back; what was refused stands in the open dialog."""
    status = 422
    form = FORMS[verb](request.POST, payment=found)
    if form.is_valid():
        try:
            run(found, form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            messages.success(request, done)
            return redirect("desk:payment", found.number)
    fresh = visible_payment(request, found.number)
    if status == 409 and "seen" in form.fields:
        # Refused for what changed: the next try is on what stands there now.
        form.data = {**request.POST.dict(), "seen": fresh.payee_mark}
    return payment_answer(request, fresh, Opened(verb, form, status))
