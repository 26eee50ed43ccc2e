"""What people at the desk type: shape and wording. Rules are the actions' business."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import UserKind
from foundation.accounts.models import Team, User
from foundation.core.fields import FilesField, LineField, WordsField
from tickets.enums import Outcome, Priority, TicketChannel, TicketKind, WaitReason


class ReplyForm(forms.Form):
    """Words to the customer, and what the ticket does next."""

    THEN: ClassVar = [("", _("Gửi")), ("wait", _("Gửi và chờ khách"))]
    # A file alone says something too; the action refuses what says nothing.
    body = WordsField(label=_("Nội dung"), required=False)
    files = FilesField(  # type: ignore[assignment]  # the field, not the uploads
        label=_("Tệp đính kèm"), required=False
    )
    then = forms.ChoiceField(choices=THEN, required=False)
    client_key = forms.CharField(max_length=64, required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class NoteForm(forms.Form):
    """Words among ourselves."""

    body = WordsField(label=_("Ghi chú"), required=False)
    files = FilesField(  # type: ignore[assignment]  # the field, not the uploads
        label=_("Tệp đính kèm"), required=False
    )
    client_key = forms.CharField(max_length=64, required=False)


class AssignForm(forms.Form):
    """Whose ticket it becomes: a person's, or a team's queue."""

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
    summary = WordsField(label=_("Tóm tắt bàn giao"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agent"].queryset = assignable_agents()  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]


class WaitForm(forms.Form):
    """Whom we wait for."""

    reason = forms.ChoiceField(label=_("Đang chờ"), choices=WaitReason.choices)


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
    subject = LineField(label=_("Tiêu đề"), max_length=200)
    serial = LineField(label=_("Số máy"), max_length=60, required=False)


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
