"""What is typed at the counter: six fields at most, the rest is chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from catalog.enums import Category
from foundation.core.fields import FilesField, FilesWidget, LineField, WordsField
from intake.choices import accessories_of, symptoms_of
from intake.enums import Casing, KeepInformed, PaperSize
from intake.receptions import (
    MAX_CONDITION,
    MAX_SECONDS,
    MAX_SERIAL,
    MAX_SYMPTOM,
    MAX_THING,
)
from warranty.fault_codes import code_word
from warranty.models import FaultCode

OTHER = "other"
MOMENT = "%Y-%m-%dT%H:%M"


class CounterForm(forms.Form):
    """A thing handed in: the fault, its state, and what the customer is promised."""

    client_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    customer = forms.CharField(max_length=18, required=False, widget=forms.HiddenInput)
    unit = forms.CharField(
        max_length=MAX_SERIAL, required=False, widget=forms.HiddenInput
    )
    seconds_taken = forms.IntegerField(
        required=False, min_value=0, widget=forms.HiddenInput
    )
    name = LineField(label=_("Tên khách"), max_length=160, required=False)
    phone = LineField(label=_("Số liên lạc"), max_length=40, required=False)
    thing = LineField(
        label=_("Máy khách mang tới"), max_length=MAX_THING, required=False
    )
    serial = LineField(label=_("Số máy"), max_length=MAX_SERIAL, required=False)
    symptom = forms.ChoiceField(
        label=_("Lỗi khách nói"), required=False, widget=forms.RadioSelect
    )
    details = WordsField(
        label=_("Khách nói thêm"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "data-behaviour": "autosize"}),
    )
    casing = forms.ChoiceField(
        label=_("Vỏ máy"),
        choices=Casing.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    accessories = forms.MultipleChoiceField(
        label=_("Kèm theo"), required=False, widget=forms.CheckboxSelectMultiple
    )
    condition = LineField(
        label=_("Ghi chú tình trạng"), max_length=MAX_CONDITION, required=False
    )
    photos = FilesField(
        label=_("Ảnh lúc nhận"),
        required=False,
        # On a phone the camera opens at once.
        widget=FilesWidget(attrs={"accept": "image/*", "capture": "environment"}),
    )
    promised_at = forms.DateTimeField(
        label=_("Hẹn trả"),
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        error_messages={"invalid": _("Ngày giờ không đúng. Ví dụ: 25/11/2026 17:30.")},
    )
    inform_by = forms.ChoiceField(
        label=_("Báo tiến độ qua"),
        choices=KeepInformed.choices,
        widget=forms.RadioSelect,
    )
    paper = forms.ChoiceField(
        label=_("Khổ giấy"), choices=PaperSize.choices, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        category: Category,
        faults: Sequence[FaultCode] = (),
        opens_claim: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        symptoms = [(word, gettext(word)) for word in symptoms_of(category)]
        # Where faults have codes they are chosen by them, and a claim is opened under one.
        self.faults = {one.code: one for one in faults}
        if self.faults:
            symptoms = [(one.code, code_word(one)) for one in faults]
        self.opens_claim = opens_claim
        fields: Any = self.fields
        fields["symptom"].choices = [*symptoms, (OTHER, gettext("Khác"))]
        fields["accessories"].choices = [
            (word, gettext(word)) for word in accessories_of(category)
        ]

    def clean_seconds_taken(self) -> int | None:
        """A clock that ran wild is no clock."""
        seconds: int | None = self.cleaned_data["seconds_taken"]
        return seconds if seconds is None or seconds <= MAX_SECONDS else None

    def clean(self) -> dict[str, Any]:
        """The fault in words: what was chosen, or else what was typed."""
        cleaned = super().clean() or {}
        chosen, typed = cleaned.get("symptom", ""), cleaned.get("details", "")
        fault = self.faults.get(chosen)
        cleaned["fault"] = fault
        if fault is not None:
            cleaned["symptom"] = fault.name
            is_promised = cleaned.get("promised_at") or "promised_at" in self.errors
            if self.opens_claim and not is_promised:
                self.add_error("promised_at", gettext("Hãy hẹn ngày trả máy."))
        if chosen in {"", OTHER}:
            first, _rest, more = typed.partition("\n")
            is_short = len(first) <= MAX_SYMPTOM
            cleaned["symptom"] = first[:MAX_SYMPTOM]
            cleaned["details"] = more if is_short else typed
        return cleaned
