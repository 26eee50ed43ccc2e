"""Counting no further than anybody reads: several numbers in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery

from foundation.core.kept import filled

# What is counted: a set, or several that share nothing.
Counted = QuerySet[Any] | Sequence[QuerySet[Any]]


class CappedCount(Subquery):
    """How many rows a query finds, counted no further than its own limit."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()


def capped_counts(
    sets: Mapping[str, QuerySet[Any]], at_most: int
) -> dict[str, CappedCount]:
    """Columns that count each of `sets` up to `at_most`, for one row of any query."""
    return {
        name: CappedCount(found.order_by().values("pk")[:at_most])
        for name, found in sets.items()
    }


@dataclass(frozen=True, slots=True)
class CountStatement:
    """Several capped counts in the words of the database.

    Putting them together takes longer than answering them, so what many people ask in
    the same words may be written once, with values that stand for theirs.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[Any, ...]

    @classmethod
    def of(cls, sets: Mapping[str, Counted], at_most: int) -> Self:
        """What counts each of `sets` up to `at_most`; one in parts has them added up."""
        columns, values = list[str](), list[Any]()
        for found in sets.values():
            parts = [found] if isinstance(found, QuerySet) else found
            counts = []
            for part in parts:
                sql, own = _words_of(part.order_by().values("pk")[:at_most])
                counts.append(f"(SELECT count(*) FROM ({sql}) AS capped)")  # noqa: S608 - our own words
                values += own
            is_one = len(counts) == 1
            total = " + ".join(counts)
            columns.append(total if is_one else f"LEAST({at_most:d}, {total})")
        return cls(tuple(sets), tuple(columns), tuple(values))

    def filled(self, values: Mapping[Any, Any]) -> Self:
        """The same with others in place of the values that stand for them."""
        return type(self)(self.names, self.columns, filled(self.values, values))

    def __add__(self, other: Self) -> Self:
        """Both in one."""
        return type(self)(
            self.names + other.names,
            self.columns + other.columns,
            self.values + other.values,
        )

    def counted(self) -> dict[str, int]:
        """The numbers by name. One query."""
        if not self.names:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(self.columns)}", self.values)
            found = cursor.fetchone()
        return dict(zip(self.names, found, strict=True))


def _words_of(found: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, values = found.query.sql_with_params()
    except EmptyResultSet:  # nothing can be in it, and nobody has to look
        return "SELECT 1 WHERE false", ()
    return str(sql), tuple(values)
