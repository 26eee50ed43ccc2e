"""Words to the customer and among ourselves, as they are typed."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.snoozes import LABELS, moment_of
from foundation.calendars.schedule import Schedule
from foundation.core.fields import FilesField, WordsField
from tickets.actions.messages import AfterReply, Resolution
from tickets.enums import MessageKind, Outcome, WaitReason

CHOSEN = "chosen"
RESOLVE = "resolve"


class ReplyForm(forms.Form):
    """Words to the customer, what the ticket does next, and when they go out."""

    THEN: ClassVar = [
        ("", _("Giữ trạng thái")),
        # As it has always been called; programs and old pages know it.
        ("wait", WaitReason.CUSTOMER.label),
        *WaitReason.choices,
        (RESOLVE, _("Xử lý xong")),
    ]
    # A file alone says something too; the action refuses what says nothing.
    body = WordsField(label=_("Nội dung"), required=False)
    files = FilesField(  # type: ignore[assignment]  # the field, not the uploads
        label=_("Tệp đính kèm"), required=False
    )
    then = forms.ChoiceField(choices=THEN, required=False)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)
    when = forms.ChoiceField(
        choices=[("", ""), *LABELS.items(), (CHOSEN, CHOSEN)], required=False
    )
    send_at = forms.DateTimeField(
        label=_("Gửi lúc"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        error_messages={"invalid": _("Hãy chọn ngày và giờ.")},
    )
    client_key = forms.CharField(max_length=64, required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    seen_pending = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def clean(self) -> dict[str, Any]:
        """A moment of one's own choice needs to be chosen, an end needs an outcome."""
        data = super().clean() or {}
        data["canned"] = self._canned()
        if data.get("when") == CHOSEN and not data.get("send_at"):
            self.add_error("send_at", _("Hãy chọn ngày và giờ."))
        if data.get("then") == RESOLVE and not data.get("outcome"):
            self.add_error("outcome", _("Hãy chọn kết quả xử lý."))
        return data

    def _canned(self) -> list[int]:
        """The canned replies that it was put together from; what is no key is left out."""
        given = self.data.getlist("canned") if hasattr(self.data, "getlist") else []
        return [
            int(one)
            for one in given
            if one.isascii() and one.isdigit() and len(one) < 10
        ]

    @property
    def next_step(self) -> AfterReply | None:
        """What the ticket does once the words are out."""
        then = self.cleaned_data["then"]
        if then == RESOLVE:
            return Resolution(Outcome(self.cleaned_data["outcome"]))
        if then == "wait":
            return WaitReason.CUSTOMER
        return WaitReason(then) if then else None

    def moment(self, hours: Schedule, at: datetime) -> datetime | None:
        """When they shall go out; None as soon as nobody takes them back."""
        when = self.cleaned_data["when"]
        if when in LABELS:
            return moment_of(when, hours, at)
        found: datetime | None = self.cleaned_data["send_at"]
        return found if when == CHOSEN else None


class RescheduleForm(forms.Form):
    """Another moment."""

    send_at = forms.DateTimeField(
        label=_("Gửi lúc"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        error_messages={
            "required": _("Hãy chọn ngày và giờ."),
            "invalid": _("Hãy chọn ngày và giờ."),
        },
    )


class DraftForm(forms.Form):
    """What is being written, and of which kind."""

    kind = forms.ChoiceField(choices=MessageKind.choices)
    body = WordsField(required=False)
    files = FilesField(required=False)  # type: ignore[assignment]
    remove = forms.CharField(max_length=64, required=False)
    base = forms.CharField(max_length=40, required=False)
    client_key = forms.CharField(max_length=64, required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
