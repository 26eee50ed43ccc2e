"""Whom and what the dialogs of a ticket offer: people, teams and categories."""

from collections import defaultdict
from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Value
from django.db.models.functions import Cast

from tickets.categories import Branch, choices_in

TRUE = Value(True, output_field=BooleanField())  # noqa: FBT003 - SQL's own
NOTHING = Cast(Value(None), BigIntegerField())

Choices = dict[str, list[tuple[Any, ...]]]


def fill_in(assign: Any, consult: Any, classify: Any) -> None:
    """Give the three forms what they offer. One query."""
    found = _offered(assign, classify)
    people, teams = ([row[:2] for row in found[kind]] for kind in ("agent", "team"))
    branches = {row[0]: Branch(*row[1:]) for row in found["category"]}
    sorts = choices_in(branches, classify.initial.get("category"))
    for form, name, choices in (
        (assign, "agent", people),
        (consult, "agent", people),
        (assign, "team", teams),
        (classify, "category", sorts),
    ):
        field = form.fields[name]
        field.widget.choices = [("", field.empty_label), *choices]


def _offered(assign: Any, classify: Any) -> Choices:
    rows = _named("agent", assign.fields["agent"].queryset).union(
        _named("team", assign.fields["team"].queryset),
        _named(
            "category",
            classify.fields["category"].queryset,
            F("parent_id"),
            F("is_active"),
        ),
        all=True,
    )
    found: Choices = defaultdict(list)
    for kind, *row in rows.order_by("name"):
        found[kind].append(tuple(row))
    return found


def _named(kind: str, things: Any, above: Any = NOTHING, used: Any = TRUE) -> Any:
    return things.order_by().values_list(Value(kind), "pk", "name", above, used)
