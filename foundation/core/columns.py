"""Columns that the database fills by itself, and how a column is compared with many keys."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models


def folded(column: str) -> models.GeneratedField:
    """`column` in lower case and without marks: "Nguyễn Thu Hà" is found by "thu ha"."""
    return models.GeneratedField(
        expression=models.Func(
            models.F(column), function="fold_text", output_field=models.TextField()
        ),
        output_field=models.TextField(),
        db_persist=True,
    )


def folding(words: str) -> models.Func:
    """`words` as a folded column holds them. The database folds signs in its own way
    ("5 m²", "½"): what has to be equal is left to it, not to `text.fold`."""
    return models.Func(
        models.Value(" ".join(words.split())),
        function="fold_text",
        output_field=models.TextField(),
    )


class _Among(models.Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


def among(column: str, keys: models.QuerySet[Any, Any]) -> models.Func:
    """Whether `column` is one of `keys`, which are few: found first, then looked up.

    `__in` leaves it to the planner where to begin; a search has to begin at its words.
    """
    return _Among(models.F(column), ArraySubquery(keys))
