"""Form fields for what people type: cleaned words, and several files at once."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.money import format_dong, grouped, read_dong
from foundation.core.text import clean_line, clean_text

BODY_MAX = 20_000
# There are none. 250.00 is 250.000 with a key not struck, as likely as 250.
CENTS = re.compile(r"[.,]\d{1,2}\D*$")


class WordsField(forms.CharField):
    """Several lines, free of control characters; layout is kept."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", BODY_MAX)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """The words, cleaned."""
        return clean_text(super().to_python(value) or "")


class LineField(forms.CharField):
    """One line, free of control characters."""

    def to_python(self, value: Any) -> str:
        """The line, cleaned."""
        return clean_line(super().to_python(value) or "")


class MoneyField(forms.IntegerField):
    """An amount of đồng as people type it: 250.000, 250,000 ₫ or 250000.

    A number input would read 250.000 as 250, and lose what it cannot read.
    """

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "class": "num"}
    )
    default_error_messages = {
        "invalid": _("Số tiền không đúng. Ví dụ: 8.990.000 hoặc 8990000.")
    }

    def __init__(
        self, *, least: int = 0, most: int | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> int | None:
        """The amount, nothing where nothing was typed."""
        if value is None or isinstance(value, int):
            return value
        text = str(value)
        amount = None if CENTS.search(text) else read_dong(text)
        if amount is None and text.strip():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return amount

    def validate(self, value: Any) -> None:
        """Refuse what is too little or too much, saying how much would do."""
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            words = _("Ít nhất %(sum)s.") % {"sum": format_dong(self.least)}
            raise forms.ValidationError(words, code="min_value")
        if self.most is not None and value > self.most:
            words = _("Nhiều nhất %(sum)s.") % {"sum": format_dong(self.most)}
            raise forms.ValidationError(words, code="max_value")

    def prepare_value(self, value: Any) -> Any:
        """A known amount is grouped; what was typed stays as it was typed."""
        return grouped(value) if isinstance(value, int) else value


class FilesWidget(forms.ClearableFileInput):
    """Several files in one input."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files; what may be kept is decided by the action."""

    widget = FilesWidget

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file, checked as one."""
        several = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several if one]


def new_client_key() -> str:
    """The key of a fresh form: sent twice, it counts once."""
    return uuid4().hex
