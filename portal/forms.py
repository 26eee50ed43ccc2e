"""What customers type: shape and wording."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Unit
from customers.enums import Salutation
from foundation.core.fields import FilesField, LineField, WordsField
from tickets.enums import TicketKind

if TYPE_CHECKING:
    UnitChoice = forms.ModelChoiceField[Unit]
else:
    UnitChoice = forms.ModelChoiceField  # generic to the type checker only

# What the kinds mean to somebody who needs help, most asked first.
KINDS: dict[TicketKind, Promise] = {
    TicketKind.WARRANTY: _("Máy hỏng, báo lỗi"),
    TicketKind.TECHNICAL: _("Cách dùng, cài đặt, kết nối"),
    TicketKind.RETURN: _("Đổi máy khác hoặc trả lại"),
    TicketKind.INSTALLATION: _("Lắp mới, dời chỗ"),
    TicketKind.MAINTENANCE: _("Vệ sinh, kiểm tra định kỳ"),
    TicketKind.COMPLAINT: _("Điều bạn chưa hài lòng"),
    TicketKind.QUESTION: _("Hàng hóa, đơn hàng, chính sách"),
}
CLIENT_KEY = re.compile("[0-9a-f]{32}")


class ClientKeyField(forms.CharField):
    """The key of the form itself; what is no key of ours counts as none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> str:
        """The key, or nothing."""
        key = str(value or "")
        return key if CLIENT_KEY.fullmatch(key) else ""


class UnitField(UnitChoice):
    """One of the customer's own things, by name and serial."""

    def label_from_instance(self, obj: Unit) -> str:
        """Máy giặt Nami WF-95 · NM95-2409-004172."""
        return f"{obj.product.name} · {obj.serial}"


class RequestForm(forms.Form):
    """A request for help, of somebody signed in."""

    kind = forms.ChoiceField(
        label=_("Bạn cần giúp về việc gì"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        initial=TicketKind.WARRANTY,
        error_messages={"required": _("Hãy chọn một việc gần đúng nhất.")},
    )
    unit = UnitField(
        label=_("Máy nào"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không phải máy đã mua, hoặc chưa rõ"),
        error_messages={"invalid_choice": _("Hãy chọn một máy của bạn.")},
    )
    subject = LineField(
        label=_("Tóm tắt"),
        max_length=200,
        help_text=_("Ví dụ: Máy giặt báo lỗi E3, không vắt."),
        error_messages={"required": _("Hãy ghi ngắn gọn bạn cần hỗ trợ điều gì.")},
    )
    body = WordsField(
        label=_("Kể rõ hơn"),
        widget=forms.Textarea(attrs={"rows": 6, "data-behaviour": "autosize"}),
        error_messages={"required": _("Hãy kể rõ hơn để chúng tôi giúp đúng việc.")},
    )
    files = FilesField(  # type: ignore[assignment] # a form takes its fields off the class
        label=_("Ảnh, video, hóa đơn"), required=False
    )
    client_key = ClientKeyField(required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if not units.exists():
            del self.fields["unit"]

    def kind_choices(self) -> Iterator[tuple[BoundWidget, Promise]]:
        """Each radio with what it means."""
        for option in self["kind"]:
            yield option, KINDS[TicketKind(option.data["value"])]


class GuestRequestForm(RequestForm):
    """The same of a guest, with an address to answer to."""

    field_order = ["name", "contact", "kind", "subject", "body", "files"]
    name = LineField(
        label=_("Tên của bạn"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Hãy cho biết tên để chúng tôi tiện xưng hô.")},
    )
    contact = LineField(
        label=_("Số điện thoại hoặc e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        help_text=_("Chúng tôi trả lời vào đây."),
        error_messages={"required": _("Cần số điện thoại hoặc e-mail để trả lời bạn.")},
    )


class AnswerForm(forms.Form):
    """What a customer adds to their case."""

    body = WordsField(
        label=_("Trả lời"),
        widget=forms.Textarea(attrs={"rows": 3, "data-behaviour": "autosize"}),
        required=False,
    )
    files = FilesField(  # type: ignore[assignment] # a form takes its fields off the class
        label=_("Ảnh, video"), required=False
    )
    client_key = ClientKeyField(required=False)

    def clean(self) -> dict[str, Any]:
        """Words or a file, one of them at least."""
        cleaned = super().clean() or {}
        if not cleaned.get("body") and not cleaned.get("files") and not self.errors:
            self.add_error("body", _("Hãy viết vài chữ hoặc đính kèm một ảnh."))
        return cleaned


class TrackForm(forms.Form):
    """One case by its number and the address it was opened with."""

    number = LineField(
        label=_("Số phiếu hoặc số bảo hành"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Trên biên nhận hoặc trong tin nhắn: TK-… hoặc BH-…"),
        error_messages={"required": _("Hãy ghi số phiếu, ví dụ TK-48213.")},
    )
    contact = LineField(
        label=_("Số điện thoại hoặc e-mail đã dùng"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"required": _("Cần số điện thoại hoặc e-mail bạn đã ghi.")},
    )


class ProfileForm(forms.Form):
    """How we address a customer."""

    name = LineField(
        label=_("Tên"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Hãy cho biết tên của bạn.")},
    )
    salutation = forms.ChoiceField(
        label=_("Xưng hô"),
        choices=Salutation.choices,
        required=False,
        widget=forms.RadioSelect,
    )
