"""What is asked before money is handed over, called off or sent elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.fields import LineField
from foundation.payments.actions import (
    MAX_ACCOUNT,
    MAX_BANK,
    MAX_NAME,
    MAX_NOTE,
    MAX_REFERENCE,
)
from foundation.payments.enums import Method
from foundation.payments.models import Payment

WAYS = [(each.value, each.label) for each in (Method.CASH, Method.BANK, Method.CARD)]


class PaymentForm(forms.Form):
    """About one payment."""

    def __init__(self, data: Any = None, *, payment: Payment, **options: Any) -> None:
        super().__init__(data, **options)
        self.payment = payment
        self.prepare()

    def prepare(self) -> None:
        """Fill in what is known of this payment."""


class SettleForm(PaymentForm):
    """How the money changed hands; `seen` says which account stood on the page."""

    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    method = forms.ChoiceField(
        label=_("Cách thanh toán"), choices=WAYS, widget=forms.RadioSelect
    )
    reference = LineField(
        label=_("Mã giao dịch"),
        max_length=MAX_REFERENCE,
        required=False,
        help_text=_("Chuyển khoản và thẻ phải có; tiền mặt thì không cần."),
    )

    def prepare(self) -> None:
        """Which account is seen now; a transfer is offered first where one can be made."""
        self.fields["seen"].initial = self.payment.payee_mark
        has_account = self.payment.is_out and self.payment.has_account
        self.fields["method"].initial = Method.BANK if has_account else Method.CASH


class CancelForm(PaymentForm):
    """Why nobody owes it any more."""

    note = LineField(
        label=_("Lý do"),
        max_length=MAX_NOTE,
        help_text=_("Lý do đứng cùng khoản này, không xóa được."),
    )


class PayeeForm(PaymentForm):
    """Whom the money goes to, or who pays it."""

    name = LineField(label=_("Họ tên"), max_length=MAX_NAME, required=False)
    bank = LineField(label=_("Ngân hàng"), max_length=MAX_BANK, required=False)
    account = LineField(
        label=_("Số tài khoản"),
        max_length=MAX_ACCOUNT + 10,  # as typed, with its spaces
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def prepare(self) -> None:
        """Who is known; whoever pays us needs no account."""
        self.fields["name"].initial = self.payment.payee_name
        self.fields["bank"].initial = self.payment.payee_bank
        self.fields["account"].initial = self.payment.payee_account
        if not self.payment.is_out:
            del self.fields["bank"], self.fields["account"]


FORMS: dict[str, type[PaymentForm]] = {
    "settle": SettleForm,
    "cancel": CancelForm,
    "payee": PayeeForm,
}
