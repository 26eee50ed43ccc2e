"""Form fields for what people type: cleaned words, and several files at once."""

from typing import Any
from uuid import uuid4

from django import forms

from foundation.core.text import clean_line, clean_text

BODY_MAX = 20_000


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
