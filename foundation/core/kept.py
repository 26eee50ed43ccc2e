"""Questions that are put together once, and asked again and again with other values.

The ORM takes longer to write a question of many parts than the database to answer it. What
every page asks in the same words is written once in each process, with values that stand for
those of whoever asks.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Values = tuple[Any, ...]


def filled(kept: Iterable[Any], values: Mapping[Any, Any]) -> Values:
    """`kept` with others in place of the values that stand for them."""
    return tuple(
        values.get(value, value) if isinstance(value, Hashable) else value
        for value in kept
    )


@dataclass(frozen=True, slots=True)
class KeptQuery:
    """The words of a query for plain values, and how each column is read."""

    sql: str
    values: Values
    names: tuple[str, ...]
    readers: Mapping[int, tuple[list[Callable[..., Any]], Any]]

    @classmethod
    def of(cls, found: QuerySet[Any, Any]) -> Self:
        """What asks for `found`, which is of `values` or `values_list`."""
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        columns = [column for column, _words, _alias in compiler.select]
        names = tuple(found.query.selected or ())
        return cls(sql, tuple(values), names, compiler.get_converters(columns))

    def rows(self, values: Mapping[Any, Any]) -> list[list[Any]]:
        """The rows with `values` in place of those that stand for them. One query."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled(self.values, values))
            found = [list(row) for row in cursor.fetchall()]
        for place, (readers, column) in self.readers.items():
            for row in found:
                for read in readers:
                    row[place] = read(row[place], column, connection)
        return found

    def row(self, values: Mapping[Any, Any]) -> dict[str, Any]:
        """The only row, by the names of its columns. One query."""
        (found,) = self.rows(values)
        return dict(zip(self.names, found, strict=True))
