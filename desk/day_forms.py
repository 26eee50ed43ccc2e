"""What people type on tags, snoozes, checklists, parts and faults: shape, no rules."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from catalog.models import Product
from desk.forms import assignable_agents
from foundation.accounts.models import Team, User
from foundation.core.fields import LineField, WordsField
from tickets.actions.checklist_templates import MAX_NAME
from tickets.actions.checklists import MAX_TEXT
from tickets.actions.trackers import MAX_NOTE, MAX_TITLE
from tickets.enums import Outcome, TagTone, TicketKind

MAX_KEY = 2**63 - 1


def key_of(text: str) -> int:
    """The key that `text` names; nought, which nothing has, for anything else."""
    is_key = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_key else 0


class TagForm(forms.Form):
    """A word and its colour."""

    name = LineField(
        label=_("Tên nhãn"),
        max_length=40,
        error_messages={"required": _("Hãy đặt tên cho nhãn.")},
    )
    tone = forms.ChoiceField(
        label=_("Màu của nhãn"), choices=TagTone.choices, required=False
    )


class SnoozeForm(forms.Form):
    """One of the moments offered, or a day and an hour of one's own."""

    preset = forms.CharField(max_length=12, required=False)
    until = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": _("Hãy chọn ngày và giờ.")},
    )

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("preset") and not data.get("until") and not self.errors:
            self.add_error("until", _("Hãy chọn ngày và giờ."))
        until = data.get("until")
        if until is not None and timezone.is_naive(until):
            data["until"] = timezone.make_aware(until)
        return data


class TaskForm(forms.Form):
    """One thing to do."""

    text = LineField(
        label=_("Việc cần làm"),
        max_length=MAX_TEXT,
        error_messages={"required": _("Hãy ghi việc cần làm.")},
    )


class ListForm(forms.Form):
    """A list of the house, a line each."""

    name = LineField(label=_("Tên danh sách"), max_length=MAX_NAME)
    kind = forms.ChoiceField(
        label=_("Tự thêm vào phiếu mới loại"),
        choices=[("", _("Không tự thêm")), *TicketKind.choices],
        required=False,
    )
    words = WordsField(
        label=_("Các việc"),
        max_length=10_000,
        help_text=_("Mỗi việc một dòng."),
        error_messages={"required": _("Hãy ghi ít nhất một việc, mỗi việc một dòng.")},
    )


class PartForm(forms.Form):
    """A part of a case: what has to be done, and who does it."""

    subject = LineField(
        label=_("Việc của phiếu con"),
        max_length=200,
        error_messages={"required": _("Hãy ghi ngắn gọn việc của phiếu con.")},
    )
    words = WordsField(
        label=_("Nội dung cho người nhận"),
        max_length=4000,
        help_text=_("Ghi chú nội bộ, khách không thấy và không nhận tin."),
        error_messages={"required": _("Hãy ghi người nhận cần biết gì.")},
    )
    kind = forms.ChoiceField(label=_("Loại phiếu"), choices=TicketKind.choices)
    agent = forms.ModelChoiceField(
        label=_("Người phụ trách"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa giao ai"),
    )
    team = forms.ModelChoiceField(
        label=_("Nhóm"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Không thuộc nhóm nào"),
    )
    client_key = forms.CharField(max_length=64, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agent"].queryset = assignable_agents()  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]


class FaultForm(forms.Form):
    """A fault that hits many: what, of which product, of which lot."""

    title = LineField(
        label=_("Lỗi gì"),
        max_length=MAX_TITLE,
        error_messages={"required": _("Hãy ghi lỗi gì.")},
    )
    product = forms.ModelChoiceField(
        label=pgettext_lazy("one", "Sản phẩm"),
        queryset=Product.objects.none(),
        required=False,
        empty_label=_("Không riêng sản phẩm nào"),
    )
    serial_prefix = LineField(
        label=_("Lô (đầu số máy)"),
        max_length=40,
        required=False,
        help_text=_("Ví dụ MG-2409. Máy có số bắt đầu như vậy được gợi ý."),
    )
    note = WordsField(label=_("Mô tả cho nội bộ"), max_length=MAX_NOTE, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["product"].queryset = Product.objects.order_by("name")  # type: ignore[attr-defined]


class AnswerAllForm(forms.Form):
    """Words to every customer of a fault, and what their tickets do next."""

    body = WordsField(
        label=_("Trả lời khách"),
        max_length=20_000,
        error_messages={"required": _("Hãy viết nội dung trả lời.")},
    )
    then = forms.ChoiceField(
        label=_("Sau đó"),
        required=False,
        choices=[
            ("", _("Giữ nguyên trạng thái")),
            ("customer", _("Chờ khách")),
            ("part", _("Chờ linh kiện")),
            ("partner", _("Chờ đối tác")),
            ("resolve", _("Xử lý xong")),
        ],
    )
    outcome = forms.ChoiceField(
        label=_("Kết quả, nếu xử lý xong"), choices=Outcome.choices, required=False
    )
    is_settled = forms.BooleanField(
        label=_("Lỗi này đã khắc phục, đóng theo dõi"), required=False
    )
    client_key = forms.CharField(max_length=64, required=False)


class NoteAllForm(forms.Form):
    """An internal note for every ticket of a fault."""

    body = WordsField(
        label=_("Ghi chú nội bộ"),
        max_length=20_000,
        error_messages={"required": _("Hãy viết ghi chú.")},
    )
    client_key = forms.CharField(max_length=64, required=False)
