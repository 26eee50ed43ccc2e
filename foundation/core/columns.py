"""Columns that the database fills by itself."""

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
