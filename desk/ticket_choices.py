"""Whom and what the dialogs of a ticket offer: people, teams and categories."""

from collections import defaultdict
from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Value
from django.db.models.functions import Cast

from tickets.categories import Branch, choices_in

TRUE = Value(True, output_field=BooleanField())  # noqa: FBT003 - SQL's own
NOTHING = Cast(Value(None), BigIntegerField())

# What a form may offer, and what of it stands above and beside its name.
ABOVE: dict[str, tuple[Any, ...]] = {
    "agent": (),
    "team": (),
    "category": (F("parent_id"), F("is_active")),
}

Choices = dict[str, list[tuple[Any, ...]]]


def fill_in(form: Any) -> None:
    """Give a form what it offers of these. One query at most."""
    fields = {name: form.fields[name] for name in ABOVE if name in form.fields}
    if not fields:
        return
    found = _offered(fields)
    for name, field in fields.items():
        choices = [row[:2] for row in found[name]]
        if name == "category":
            branches = {row[0]: Branch(*row[1:]) for row in found[name]}
            choices = choices_in(branches, form.initial.get(name))
        field.widget.choices = [("", field.empty_label), *choices]


def _offered(fields: dict[str, Any]) -> Choices:
    rows, *others = [
        _named(name, field.queryset, *ABOVE[name]) for name, field in fields.items()
    ]
    rows = rows.union(*others, all=True) if others else rows
    found: Choices = defaultdict(list)
    for kind, *row in rows.order_by("name"):
        found[kind].append(tuple(row))
    return found


def _named(kind: str, things: Any, above: Any = NOTHING, used: Any = TRUE) -> Any:
    return things.order_by().values_list(Value(kind), "pk", "name", above, used)
