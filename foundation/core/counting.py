"""Counting no further than anybody reads: several numbers in one query."""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery


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
