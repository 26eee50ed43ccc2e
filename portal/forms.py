"""What customers type: shape and wording."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from catalog.models import Unit
from customers.enums import Salutation
from foundation.core.fields import FilesField, LineField, WordsField
from tickets.enums import TicketKind


class RequestForm(forms.Form):
    """A request for help, of somebody signed in."""

    kind = forms.ChoiceField(
        label=_("Bạn cần giúp về việc gì"),
        choices=TicketKind.choices,
        widget=forms.RadioSelect,
        initial=TicketKind.TECHNICAL,
    )
    unit = forms.ModelChoiceField(
        label=_("Máy nào"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không phải máy đã mua, hoặc chưa rõ"),
    )
    subject = LineField(
        label=_("Tóm tắt"),
        max_length=200,
        help_text=_("Ví dụ: Máy giặt báo lỗi E3, không vắt."),
        error_messages={"required": _("Hãy ghi ngắn gọn bạn cần hỗ trợ điều gì.")},
    )
    body = WordsField(
        label=_("Kể rõ hơn"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Hãy kể rõ hơn để chúng tôi giúp đúng việc.")},
    )
    files = FilesField(label=_("Ảnh, video, hóa đơn"), required=False)
    client_key = forms.CharField(max_length=64, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if not units:
            del self.fields["unit"]


class GuestRequestForm(RequestForm):
    """The same of a guest, with an address to answer to."""

    field_order = ["name", "contact", "kind", "subject", "body", "files"]
    name = LineField(
        label=_("Tên của bạn"),
        max_length=160,
        error_messages={"required": _("Hãy cho biết tên để chúng tôi tiện xưng hô.")},
    )
    contact = LineField(
        label=_("Số điện thoại hoặc e-mail"),
        max_length=254,
        help_text=_("Chúng tôi trả lời vào đây."),
        error_messages={"required": _("Cần số điện thoại hoặc e-mail để trả lời bạn.")},
    )


class AnswerForm(forms.Form):
    """What a customer adds to their case."""

    body = WordsField(
        label=_("Trả lời"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    files = FilesField(label=_("Ảnh, video"), required=False)
    client_key = forms.CharField(max_length=64, required=False)

    def clean(self) -> dict[str, Any]:
        """Words or a file, one of them at least."""
        cleaned = super().clean() or {}
        if not cleaned.get("body") and not cleaned.get("files") and not self.errors:
            self.add_error("body", _("Hãy viết vài chữ hoặc đính kèm một ảnh."))
        return cleaned


class TrackForm(forms.Form):
    """One case by its number and the address it was opened with."""

    number = LineField(label=_("Số phiếu"), max_length=20)
    contact = LineField(label=_("Số điện thoại hoặc e-mail đã dùng"), max_length=254)


class ProfileForm(forms.Form):
    """How we address a customer."""

    name = LineField(
        label=_("Tên"),
        max_length=160,
        error_messages={"required": _("Hãy cho biết tên của bạn.")},
    )
    salutation = forms.ChoiceField(
        label=_("Xưng hô"), choices=Salutation.choices, required=False
    )
