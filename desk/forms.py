"""What people at the desk type: shape and wording. Rules are the actions' business."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import UserKind
from foundation.accounts.models import Team, User
from foundation.core.fields import FilesField, LineField, WordsField
from tickets.categories import category_choices
from tickets.enums import (
    Complexity,
    Outcome,
    Priority,
    Stage,
    TicketChannel,
    TicketKind,
    WaitReason,
)
from tickets.models import TicketCategory


class NoteForm(forms.Form):
    """Words among ourselves."""

    body = WordsField(label=_("Ghi chú"), required=False)
    files = FilesField(  # type: ignore[assignment]  # the field, not the uploads
        label=_("Tệp đính kèm"), required=False
    )
    client_key = forms.CharField(max_length=64, required=False)


class SummaryField(WordsField):
    """One of the answers that make a hand-over's summary."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, max_length=500, **options)


class AssignForm(forms.Form):
    """Whose ticket it becomes: a person's, or a team's queue."""

    agent = forms.ModelChoiceField(
        label=_("Người phụ trách"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa phân công"),
    )
    team = forms.ModelChoiceField(
        label=_("Nhóm"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Không thuộc nhóm nào"),
    )
    # What whoever takes over has to know, in four short answers; one note of ours.
    summary = SummaryField(label=_("Vấn đề"))
    tried = SummaryField(label=_("Đã thử"))
    promised = SummaryField(label=_("Đã hứa với khách"))
    next_step = SummaryField(label=_("Việc tiếp theo"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agent"].queryset = assignable_agents()  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The four answers as the one summary that the action takes."""
        cleaned = super().clean() or {}
        answers = [
            f"{field.label}: {words}"
            for name, field in self.fields.items()
            if isinstance(field, SummaryField) and (words := cleaned.pop(name, ""))
        ]
        return {**cleaned, "summary": "\n".join(answers)}


class ConsultForm(forms.Form):
    """Whom to ask about a ticket, and what."""

    agent = forms.ModelChoiceField(
        label=_("Hỏi ai"),
        queryset=User.objects.none(),
        empty_label=_("Chọn đồng nghiệp"),
        error_messages={"required": _("Hãy chọn người để hỏi.")},
    )
    question = WordsField(
        label=_("Câu hỏi"),
        max_length=4000,
        help_text=_("Phiếu vẫn là của bạn. Khách không thấy câu hỏi và câu trả lời."),
        error_messages={"required": _("Hãy ghi câu hỏi.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agent"].queryset = assignable_agents()  # type: ignore[attr-defined]


class ConsultAnswerForm(forms.Form):
    """What the colleague who was asked says."""

    answer = WordsField(
        label=_("Trả lời"),
        max_length=4000,
        error_messages={"required": _("Hãy ghi câu trả lời.")},
    )


class DeclineForm(forms.Form):
    """Why a ticket stays where it is."""

    reason = LineField(
        label=_("Lý do không duyệt"),
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do để người xin biết.")},
    )


class WaitForm(forms.Form):
    """Whom we wait for."""

    reason = forms.ChoiceField(label=_("Đang chờ"), choices=WaitReason.choices)


class StageForm(forms.Form):
    """Which part of the work begins; none: the one that runs is done."""

    stage = forms.ChoiceField(
        label=_("Công đoạn"), choices=Stage.choices, required=False
    )


class ResolveForm(forms.Form):
    """What came of it, in words the customer will read."""

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=Outcome.choices)
    note = WordsField(
        label=_("Đã làm gì"),
        max_length=4000,
        help_text=_("Khách sẽ đọc được nội dung này."),
        error_messages={"required": _("Hãy ghi đã làm gì, khách sẽ đọc được.")},
    )


class ReopenForm(forms.Form):
    """Why it starts again."""

    reason = WordsField(label=_("Vì sao mở lại"), max_length=2000, required=False)


class ClassifyForm(forms.Form):
    """What it is about and how urgent it is."""

    kind = forms.ChoiceField(label=_("Loại phiếu"), choices=TicketKind.choices)
    priority = forms.ChoiceField(label=_("Ưu tiên"), choices=Priority.choices)
    category = forms.ModelChoiceField(
        label=_("Nhóm nội dung"),
        queryset=TicketCategory.objects.none(),
        required=False,
        empty_label=_("Chưa phân nhóm"),
    )
    complexity = forms.ChoiceField(
        label=_("Độ khó"),
        choices=[("", _("Theo nhóm nội dung")), *Complexity.choices],
        required=False,
    )
    subject = LineField(label=_("Tiêu đề"), max_length=200)
    serial = LineField(label=_("Số máy"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["category"]
        field.queryset = TicketCategory.objects.all()
        current: Any = self.initial.get("category")
        # Asked when it is drawn: a page may have all its choices from one query.
        field.widget.choices = lambda: [
            ("", field.empty_label),
            *category_choices(current),
        ]


class NewTicketForm(forms.Form):
    """A ticket opened for somebody who called or came in."""

    CHANNELS: ClassVar = [
        (TicketChannel.PHONE.value, TicketChannel.PHONE.label),
        (TicketChannel.STORE.value, TicketChannel.STORE.label),
        (TicketChannel.SOCIAL.value, TicketChannel.SOCIAL.label),
    ]
    phone = LineField(label=_("Điện thoại khách"), max_length=40, required=False)
    email = LineField(label=_("E-mail khách"), max_length=254, required=False)
    name = LineField(label=_("Tên khách"), max_length=160)
    channel = forms.ChoiceField(label=_("Khách liên hệ qua"), choices=CHANNELS)
    kind = forms.ChoiceField(label=_("Loại phiếu"), choices=TicketKind.choices)
    priority = forms.ChoiceField(
        label=_("Ưu tiên"), choices=Priority.choices, initial=Priority.NORMAL
    )
    serial = LineField(label=_("Số máy"), max_length=60, required=False)
    subject = LineField(label=_("Tiêu đề"), max_length=200)
    body = WordsField(label=_("Khách nói gì"))
    files = FilesField(  # type: ignore[assignment]  # the field, not the uploads
        label=_("Tệp đính kèm"), required=False
    )
    client_key = forms.CharField(max_length=64, required=False)

    def clean(self) -> dict[str, Any]:
        """A caller without any address cannot be answered."""
        cleaned = super().clean() or {}
        if not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error(
                "phone", _("Cần số điện thoại hoặc e-mail để trả lời khách.")
            )
        return cleaned


def assignable_agents() -> QuerySet[User]:
    """Active members of staff, by name."""
    return User.objects.filter(kind=UserKind.STAFF, is_active=True).order_by("name")


class CallForm(forms.Form):
    """What a telephone call brought."""

    result = LineField(
        label=_("Kết quả cuộc gọi"),
        max_length=300,
        error_messages={"required": _("Hãy ghi kết quả cuộc gọi.")},
    )
