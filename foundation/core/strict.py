"""Input of the API: only known fields, each of its own JSON type, words made clean."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from foundation.core.text import LAYOUT, clean_line, clean_text

# The JSON types each field takes; DRF itself would read 5 as "5" and "yes" as true.
# The first class that fits decides.
JSON_TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], type], ...] = (
    (serializers.BooleanField, bool),
    (serializers.IntegerField, int),
    (serializers.CharField, str),
    (serializers.ChoiceField, str),
    (serializers.DateTimeField, str),
    (serializers.DateField, str),
    (serializers.SlugRelatedField, str),
    (serializers.ListField, list),
)
WRONG_TYPE = _("Sai kiểu dữ liệu: cần %(wanted)s.")
TYPE_NAMES = {
    bool: _("đúng hoặc sai (boolean)"),
    int: _("số nguyên (integer)"),
    str: _("chuỗi (string)"),
    list: _("danh sách (array)"),
}


class TextField(serializers.CharField):
    """Words of several lines; a plain CharField holds one line."""


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses unknown and read-only fields, wrong types and control characters."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated values, of clean words."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)  # says what it expected instead
        # A form can only send text: its fields are read as DRF reads them.
        is_form = hasattr(data, "getlist")
        fields = {name: f for name, f in self.fields.items() if not f.read_only}
        errors: dict[str, Any] = {
            str(name): [ErrorDetail(str(_("Trường không có.")), "unknown_field")]
            for name in data
            if name not in fields
        }
        clean: dict[str, Any] = {}
        for name in data.keys() & fields.keys():
            raw = _form_value(data, name, fields[name]) if is_form else data[name]
            try:
                clean[name] = checked(fields[name], raw, is_form=is_form)
            except ValidationError as error:
                errors[name] = error.detail
        if errors:
            raise ValidationError(errors)
        return super().to_internal_value(clean)


def checked(field: Any, value: Any, *, is_form: bool = False) -> Any:
    """`value` with clean words, or ValidationError where its JSON type is not the field's."""
    if value is None:
        return value
    wanted = _json_type(field)
    if wanted and not is_form and not _is_exactly(value, wanted):
        text = str(WRONG_TYPE % {"wanted": TYPE_NAMES[wanted]})
        raise ValidationError([ErrorDetail(text, "wrong_type")])
    if isinstance(value, str):
        return _clean_words(field, value)
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        return [checked(field.child, item, is_form=is_form) for item in value]
    return value


def _clean_words(field: Any, value: str) -> str:
    if any(letter not in LAYOUT and _is_control(letter) for letter in value):
        text = str(_("Có ký tự điều khiển không được phép."))
        raise ValidationError([ErrorDetail(text, "control_characters")])
    if isinstance(field, TextField):
        return clean_text(value)
    return clean_line(value) if isinstance(field, serializers.CharField) else value


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"}


def _json_type(field: Any) -> type | None:
    fitting = (wanted for kind, wanted in JSON_TYPES if isinstance(field, kind))
    return next(fitting, None)


def _is_exactly(value: Any, wanted: type) -> bool:
    # bool is an int to Python, and to nobody who writes JSON.
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _form_value(data: Any, name: str, field: Any) -> Any:
    return (
        data.getlist(name) if isinstance(field, serializers.ListField) else data[name]
    )
