"""One payment at the desk: what it is, what can be done with it, and its receipt."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from customers.profiles import DEFAULT_LOCALE
from desk.dialogs import Dialog
from desk.payments import PaymentRow, payment_rows
from desk.timelines import EventRow, event_rows
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.refs import ref
from foundation.payments.models import Payment
from foundation.payments.spelling import in_words
from intake.drawings import Drawing, barcode_of

IN, OUT = Capability.TAKE_PAYMENT.value, Capability.PAY_OUT.value
PAY_OUT = Dialog(
    "settle",
    OUT,
    _("Xác nhận đã chi"),
    _("Đã chi tiền"),
    "check-check",
    _("Chỉ xác nhận khi tiền đã trao. Sau đó không sửa được nữa."),
)
TAKE_IN = Dialog(
    "settle",
    IN,
    _("Xác nhận đã thu"),
    _("Đã thu tiền"),
    "check-check",
    _("Chỉ xác nhận khi tiền đã vào. Sau đó không sửa được nữa."),
)
PAYEE = Dialog("payee", OUT, _("Người nhận tiền"), _("Lưu người nhận"), "user-check")
PAYER = Dialog("payee", IN, _("Người nộp tiền"), _("Lưu người nộp"), "user-check")
CANCEL = Dialog(
    "cancel",
    OUT,
    _("Hủy khoản này"),
    _("Hủy khoản"),
    "ban",
    _("Khoản đã hủy không mở lại được. Nếu vẫn còn nợ, hãy ghi khoản mới từ hồ sơ."),
)


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """What its page shows."""

    row: PaymentRow
    dialogs: list[Dialog]
    # The reader decided that this money goes out, so somebody else hands it over.
    is_own_decision: bool
    events: list[EventRow]


@dataclass(frozen=True, slots=True)
class MoneyPaper:
    """A receipt for money that came in, in the language of whoever paid."""

    number: str
    payer: str
    purpose: str
    case: str
    amount: int
    words: str
    method: str
    reference: str
    taken_by: str
    taken_at: datetime | None
    locale: str
    barcode: Drawing | None


def payment_page(payment: Payment, user: User) -> PaymentPage:
    """The payment with its case, its story, and what its reader may do."""
    (row,) = payment_rows(user, [payment])
    is_own = payment.is_out and payment.decided_by_id == user.pk
    return PaymentPage(
        row=row,
        dialogs=payment_dialogs(payment, user),
        is_own_decision=is_own and payment.is_owed and can(user, Capability.PAY_OUT),
        events=event_rows(ref(payment), user),
    )


def payment_dialogs(payment: Payment, user: User) -> list[Dialog]:
    """What can be done as it stands, by somebody who may."""
    if not payment.is_owed:
        return []
    is_out = payment.is_out
    settle, payee = (PAY_OUT, PAYEE) if is_out else (TAKE_IN, PAYER)
    offered = [settle, payee, CANCEL]
    if is_out and payment.decided_by_id == user.pk:
        offered.remove(settle)
    return [one for one in offered if can(user, Capability(one.capability))]


def paper_of(row: PaymentRow) -> MoneyPaper:
    """The receipt of a sum that was paid; drawn in its own language."""
    locale = row.customer.locale if row.customer else DEFAULT_LOCALE
    with translation.override(locale):
        return _paper_of(row, locale)


def _paper_of(row: PaymentRow, locale: str) -> MoneyPaper:
    payment, customer = row.payment, row.customer
    return MoneyPaper(
        number=payment.number,
        payer=payment.payee_name or (customer.name if customer else ""),
        purpose=str(payment.get_purpose_display()),
        case=row.about.label,
        amount=payment.amount,
        # Nobody writes sums out in English here.
        words=in_words(payment.amount) if locale == DEFAULT_LOCALE else "",
        method=str(payment.get_method_display()),
        reference=payment.reference,
        taken_by=payment.settled_by.name if payment.settled_by else "",
        taken_at=payment.settled_at,
        locale=locale,
        barcode=barcode_of(payment.number),
    )
