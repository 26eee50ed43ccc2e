"""What a customer answers, and what a manager sets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.fields import WordsField
from surveys.actions.answers import MAX_COMMENT, Answer
from surveys.actions.settings import MAX_DELAY_MINUTES, MAX_EXPIRES_DAYS, Timing
from surveys.enums import Score


class AnswerForm(forms.Form):
    """One of five, and words if they like."""

    score = forms.TypedChoiceField(
        label=_("Mức hài lòng"),
        choices=Score.choices,
        coerce=int,
        error_messages={
            "required": _("Hãy chọn một mức từ 1 đến 5."),
            "invalid_choice": _("Hãy chọn một mức từ 1 đến 5."),
        },
    )
    comment = WordsField(
        label=_("Bạn muốn nói thêm điều gì? (không bắt buộc)"),
        required=False,
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MAX_COMMENT}),
    )

    def answer(self) -> Answer:
        """What was said."""
        data: dict[str, Any] = self.cleaned_data
        return Answer(score=data["score"], comment=data["comment"])


class TimingForm(forms.Form):
    """When the follow-up goes out."""

    delay_minutes = forms.IntegerField(
        label=_("Gửi sau khi xử lý xong (phút)"),
        min_value=0,
        max_value=MAX_DELAY_MINUTES,
        help_text=_("60 phút là vừa: khách đã thử lại máy, chưa quên."),
    )
    expires_days = forms.IntegerField(
        label=_("Đường dẫn có hiệu lực (ngày)"),
        min_value=1,
        max_value=MAX_EXPIRES_DAYS,
    )
    is_active = forms.BooleanField(
        label=_("Gửi lời mời đánh giá sau mỗi phiếu xử lý xong"), required=False
    )

    def timing(self) -> Timing:
        """What was decided."""
        return Timing(**self.cleaned_data)
