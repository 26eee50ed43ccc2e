"""Changing rows by the hundred, each to values of its own, in one statement.

`bulk_update` of the ORM builds a CASE of all rows for every column, most of it in Python;
here the values travel as rows and the database joins them by the primary key.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg2.extras import execute_values

PAGE = 1000  # rows per statement


def update_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Set `columns` of some rows; each of `rows` is a primary key and then the values.

    Values are handed over as they are: no signals, no validation, database constraints
    only. Hold the locks of the rows, or give them in the order in which others do.
    """
    values = list(rows)
    if not values:
        return
    with connection.cursor() as cursor:
        execute_values(cursor, _statement(model, columns), values, page_size=PAGE)


def _statement(model: type[models.Model], columns: Sequence[str]) -> str:
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    key, *names = [_quoted(field) for field in (model._meta.pk, *fields)]
    changes = ", ".join(
        f"{name} = new.{name}::{_type_of(field)}"
        for name, field in zip(names, fields, strict=True)
    )
    table = connection.ops.quote_name(model._meta.db_table)
    return (
        f"UPDATE {table} AS own SET {changes}"  # noqa: S608 - names of our own tables
        f" FROM (VALUES %s) AS new ({', '.join([key, *names])})"
        f" WHERE own.{key} = new.{key}"
    )


def _quoted(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _type_of(field: Any) -> str:
    """What a value is cast to, without its length: a cast would cut what is too long."""
    return str(field.db_type(connection)).partition("(")[0]
