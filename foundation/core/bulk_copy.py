"""Filling tables by COPY, for data sets too large for anything else.

No validation, no signals, database constraints only; for generated data, never for
what a person typed.
"""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

CHUNK = 20_000  # rows in memory as text


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Copy plain values into the columns (of the database, by name); how many rows.

    What `columns` leave out takes the database's default or is empty.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    statement = f"COPY {table} ({names}) FROM STDIN"
    count, lines = 0, []
    with connection.cursor() as cursor:
        for row in rows:
            lines.append("\t".join(map(_text, row)))
            count += 1
            if len(lines) == CHUNK:
                _send(cursor, statement, lines)
                lines = []
        if lines:
            _send(cursor, statement, lines)
    return count


def free_ids(model: type[models.Model], count: int) -> range:
    """Take `count` primary keys in a row from the table's sequence."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
    return range(first, first + count)


def _send(cursor: Any, statement: str, lines: list[str]) -> None:
    cursor.copy_expert(statement, io.StringIO("\n".join(lines) + "\n"))


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    words = json.dumps(value) if isinstance(value, dict | list) else str(value)
    for sign, code in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        words = words.replace(sign, code)
    return words
