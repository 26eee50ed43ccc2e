"""Money owed and paid: the list, as a file, one payment, and its receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk.actions.exports import note_payments_export
from desk.payment_forms import FORMS, PaymentForm
from desk.payment_page import paper_of, payment_page
from desk.payments import (
    PaymentQuestion,
    PaymentRow,
    named,
    payment_list,
    payment_rows,
    payments_asked,
)
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.csv_export import Cell, csv_lines
from foundation.payments.enums import Direction, PaymentState, Purpose
from foundation.payments.models import Payment
from foundation.payments.numbers import parse_number

MOST = 10_000
PIECE = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """The dialog that stands open: sent back with errors, or asked for by address."""

    verb: str
    form: PaymentForm | None = None
    status: int = 200


@require_safe
@requires(Capability.TAKE_PAYMENT)
def payments(request: StaffRequest) -> HttpResponse:
    """What is owed and paid: `?state= direction= purpose= q= since= until=`."""
    question = PaymentQuestion.of(request.GET.dict())
    number = parse_number(question.words)
    seen = Payment.objects.visible_to(request.user)
    if number and seen.filter(number=number).exists():
        return redirect("desk:payment", number)
    context = {
        "question": question,
        "asked": urlencode(question.asked),
        "shown": payment_list(request.user, question, request.GET.dict()),
        "states": PaymentState.choices,
        "directions": Direction.choices,
        "purposes": Purpose.choices,
    }
    return render(request, "desk/payments/list.html", context)


@require_safe
@requires(Capability.PAY_OUT)
def export(request: StaffRequest) -> StreamingHttpResponse:
    """The list as it is asked for, for a spreadsheet; 10,000 rows at most."""
    question = PaymentQuestion.of(request.GET.dict())
    found = payments_asked(request.user, question)
    note_payments_export(
        request.user,
        actor=request.actor,
        at=request.at,
        narrowed_by=sorted(question.asked),
        n=found[:MOST].count(),
    )
    name = f"thu-chi-{timezone.localdate(request.at)}.csv"
    return StreamingHttpResponse(
        csv_lines(_lines(request, question)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@requires(Capability.TAKE_PAYMENT)
def payment(request: StaffRequest, number: str) -> HttpResponse:
    """One payment; `?ask=`, a verb, opens its dialog."""
    found = visible_payment(request, number)
    if found.number != number:
        return redirect("desk:payment", found.number)
    return payment_answer(request, found, Opened(request.GET.get("ask", "")))


@require_safe
@requires(Capability.TAKE_PAYMENT)
def receipt(request: StaffRequest, number: str) -> HttpResponse:
    """The paper for money that came in, on A5; `?now=1` prints it."""
    came_in = {"direction": Direction.IN, "state": PaymentState.DONE}
    rows = named(Payment.objects.visible_to(request.user).filter(**came_in))
    found = get_object_or_404(rows, number=parse_number(number))
    (row,) = payment_rows(request.user, [found])
    context = {"paper": paper_of(row), "prints_now": request.GET.get("now") == "1"}
    return render(request, "desk/payments/receipt.html", context)


def visible_payment(request: StaffRequest, number: str) -> Payment:
    """The payment with who decided and settled, or 404."""
    rows = named(Payment.objects.visible_to(request.user))
    return get_object_or_404(rows, number=parse_number(number))


def payment_answer(
    request: StaffRequest, found: Payment, opened: Opened
) -> HttpResponse:
    """The page of a payment, with the dialog that was asked for or refused."""
    page = payment_page(found, request.user)
    forms = [
        (
            one,
            opened.form if is_open and opened.form else FORMS[one.verb](payment=found),
        )
        for one in page.dialogs
        for is_open in [one.verb == opened.verb]
    ]
    is_offered = any(one.verb == opened.verb for one in page.dialogs)
    context = {
        "page": page,
        "payment": found,
        "forms": forms,
        "opened": opened.verb,
        # What cannot be asked any more says why on top of the page.
        "refusal": opened.form if not is_offered else None,
    }
    return render(request, "desk/payments/detail.html", context, status=opened.status)


def _lines(request: StaffRequest, question: PaymentQuestion) -> Iterator[list[Cell]]:
    yield [
        _("Số"), _("Thu hay chi"), _("Khoản"), _("Số tiền"), _("Trạng thái"),
        _("Thuộc về"), _("Khách"), _("Người nhận, người nộp"), _("Ngân hàng"),
        _("Số tài khoản"), _("Quyết định lúc"), _("Người quyết định"), _("Xong lúc"),
        _("Người thu, chi"), _("Cách thanh toán"), _("Mã giao dịch"), _("Ghi chú"),
        _("Lý do hủy"),
    ]  # fmt: skip
    last: int | None = None
    for _piece in range(MOST // PIECE):
        rows = named(payments_asked(request.user, question)).order_by("-pk")
        found = list((rows.filter(pk__lt=last) if last else rows)[:PIECE])
        if not found:
            return
        last = found[-1].pk
        yield from map(_line, payment_rows(request.user, found))


def _line(row: PaymentRow) -> list[Cell]:
    one, customer = row.payment, row.customer
    decided, settled = one.decided_by, one.settled_by
    return [
        one.number, str(one.get_direction_display()), str(one.get_purpose_display()),
        one.amount, str(one.get_state_display()), row.about.label,
        customer.name if customer else "", one.payee_name, one.payee_bank,
        one.payee_account, one.decided_at, decided.name if decided else "",
        one.settled_at, settled.name if settled else "",
        str(one.get_method_display()) if one.settled_at else "", one.reference, one.note,
        one.cancel_reason,
    ]  # fmt: skip
