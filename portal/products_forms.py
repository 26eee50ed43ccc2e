"""What people type about a thing of theirs: its number, and what shows that they have it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError
from foundation.core.fields import LineField
from foundation.core.phones import parse_phone
from portal.products_proofs import Shown, read_label

# As it stands on a label: capitals, nothing that a phone would correct.
AS_PRINTED = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "autocorrect": "off",
    "spellcheck": "false",
}
PHONE = {"autocomplete": "tel", "inputmode": "tel"}


class SerialForm(forms.Form):
    """A number off a label, or what a scanner read there."""

    serial = LineField(
        label=_("Số máy"),
        max_length=200,
        widget=forms.TextInput(attrs=AS_PRINTED),
        help_text=_("Trên tem phía sau hoặc dưới đáy máy, sau chữ S/N."),
        error_messages={"required": _("Hãy ghi số máy hoặc quét mã trên máy.")},
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A whole label, typed by a scanner, is taken apart."""
        data = super().clean() or {}
        data["serial"], data["key"] = read_label(
            data.get("serial", ""), data.get("key", "")
        )
        return data

    @property
    def shown(self) -> Shown:
        """What was shown, once the form is valid."""
        data = self.cleaned_data
        code, order = data.get("code", ""), data.get("order", "")
        return Shown(data["serial"], data["key"], code, order)


class PhoneField(LineField):
    """A telephone number, kept as E.164."""

    def clean(self, value: Any) -> Any:
        """The number, or what is wrong with it."""
        typed = super().clean(value)
        try:
            return parse_phone(typed) if typed else ""
        except DomainError as error:
            raise ValidationError(str(error)) from error


class ActivationForm(SerialForm):
    """Switching a cover on, by somebody signed in."""

    code = LineField(
        label=_("Mã kích hoạt"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=AS_PRINTED),
        help_text=_("Mười ký tự dưới lớp cào, trên thẻ bảo hành trong hộp."),
    )
    order = LineField(
        label=_("Số đơn hàng hoặc hóa đơn"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=AS_PRINTED),
    )
    phone = PhoneField(
        label=_("Số điện thoại đã mua"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=PHONE),
    )

    def clean(self) -> dict[str, Any]:
        """One proof is enough, and one there must be."""
        data = super().clean()
        if not (data.get("key") or data.get("code") or data.get("order")):
            self.add_error(
                "code", _("Cần mã kích hoạt, mã QR trên máy hoặc số đơn hàng.")
            )
        return data


class GuestActivationForm(ActivationForm):
    """The same of a guest, who says who they are."""

    name = LineField(
        label=_("Tên của bạn"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Hãy cho biết tên để chúng tôi tiện xưng hô.")},
    )
    phone = PhoneField(
        label=_("Số điện thoại"),
        max_length=40,
        widget=forms.TextInput(attrs=PHONE),
        help_text=_("Dùng số này để đăng nhập và xem lại bảo hành."),
        error_messages={"required": _("Cần số điện thoại để giữ bảo hành cho bạn.")},
    )


class TakeForm(SerialForm):
    """Taking a thing over from its former owner."""

    code = LineField(
        label=_("Mã chuyển chủ"),
        max_length=40,
        widget=forms.TextInput(attrs=AS_PRINTED),
        help_text=_("Tám ký tự mà chủ cũ nhận được và chuyển cho bạn."),
        error_messages={"required": _("Hãy ghi mã mà chủ cũ đưa cho bạn.")},
    )
