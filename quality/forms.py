"""What a reviewer says, and why a case is put aside. Shape; the rules are the action's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.fields import WordsField
from quality.actions.reviews import MAX_COMMENT, VERDICT_FIELDS, Review
from quality.enums import Accuracy, ErrorType, SkipReason
from quality.models import MARKS, Sample

MARK_CHOICES = [(mark, str(mark)) for mark in MARKS]
CHOOSE = {
    "required": _("Hãy chọn từ 1 đến 5."),
    "invalid_choice": _("Hãy chọn từ 1 đến 5."),
}


def _mark(label: Any, help_text: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=MARK_CHOICES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class ReviewForm(forms.Form):
    """The rubric."""

    accuracy = forms.ChoiceField(
        label=_("Nội dung tư vấn"),
        choices=Accuracy.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn tư vấn đúng, đúng một phần hay sai."),
        },
    )
    error_type = forms.ChoiceField(
        label=_("Loại lỗi"),
        choices=[("", _("Chọn loại lỗi")), *ErrorType.choices],
        required=False,
    )
    knowledge = _mark(_("Hiểu biết"), _("Nắm sản phẩm, chính sách và quy trình."))
    courtesy = _mark(_("Thái độ"), _("Lịch sự, đồng cảm, giữ lời."))
    wording = _mark(_("Cách diễn đạt"), _("Rõ, gọn, đúng chính tả, dễ làm theo."))
    comment = WordsField(
        label=_("Nhận xét cho người xử lý"),
        required=False,
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MAX_COMMENT}),
        help_text=_("Cần khi tư vấn chưa đúng. Người xử lý đọc được."),
    )

    @classmethod
    def of(cls, sample: Sample) -> "ReviewForm":
        """With what was found before, to be thought over."""
        return cls(initial={name: getattr(sample, name) for name in VERDICT_FIELDS})

    def clean(self) -> dict[str, Any]:
        """Nobody is asked for the kind of error where there is none."""
        cleaned = super().clean() or {}
        if cleaned.get("accuracy") == Accuracy.CORRECT:
            cleaned["error_type"] = ""
        return cleaned

    @property
    def review(self) -> Review:
        """What a valid form says."""
        return Review(**self.cleaned_data)


class SkipForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[("", _("Chọn lý do")), *SkipReason.choices],
        error_messages={"required": _("Hãy chọn lý do bỏ qua.")},
    )
