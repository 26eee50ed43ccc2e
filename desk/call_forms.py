"""A telephone call as somebody writes it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.fields import LineField, WordsField
from tickets.actions.call_log import MAX_NOTE, MAX_SECONDS
from tickets.enums import CallDirection, CallOutcome


class SecondsField(forms.IntegerField):
    """How long something was."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=MAX_SECONDS, **options)

    def clean(self, value: Any) -> int:
        """None is no time."""
        return super().clean(value) or 0


class CallLogForm(forms.Form):
    """Who called whom, what came of it, how long it took."""

    client_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    customer = forms.CharField(max_length=18, required=False, widget=forms.HiddenInput)
    ticket = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    direction = forms.ChoiceField(
        label=_("Chiều gọi"), choices=CallDirection.choices, widget=forms.RadioSelect
    )
    phone = LineField(label=_("Số điện thoại"), max_length=40, required=False)
    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=CallOutcome.choices, widget=forms.RadioSelect
    )
    talk_minutes = forms.DecimalField(
        label=_("Nói chuyện, phút"),
        required=False,
        min_value=0,
        max_value=24 * 60,
        decimal_places=1,
    )
    ring_seconds = SecondsField(label=_("Đổ chuông, giây"))
    queue_seconds = SecondsField(label=_("Chờ trong hàng, giây"))
    note = WordsField(label=_("Ghi chú"), max_length=MAX_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        """People count talks in minutes."""
        cleaned = super().clean() or {}
        minutes = cleaned.pop("talk_minutes", None)
        return {**cleaned, "talk_seconds": round(float(minutes or 0) * 60)}
