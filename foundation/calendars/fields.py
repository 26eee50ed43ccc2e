"""Form fields for hours and days, as people type them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.calendars.hours import Hours, read_hours
from foundation.core.fields import LineField

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


class HoursField(LineField):
    """The hours of a day in one line; empty is none."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 120)
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> tuple[Hours, ...]:
        """The windows, in the order typed."""
        try:
            return read_hours(super().clean(value))
        except ValueError:
            raise ValidationError(
                _("Không đọc được giờ này. Ví dụ: 08:00 – 12:00, 13:30 – 17:30.")
            ) from None


class DayField(forms.DateField):
    """A day, from the browser's picker or typed as 20/11/2026."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=DAY_FORMATS, **options)
