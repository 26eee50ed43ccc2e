"""Comparing several columns at once, as an index with these columns is ordered."""

from collections.abc import Sequence
from typing import Any

from django.db import models


class _Compared(models.Func):
    """`(a, b) < (x, y)`: an index on (a, b) is entered where it stands, however deep."""

    output_field = models.BooleanField()

    def as_sql(
        self,
        compiler: Any,
        connection: Any,  # noqa: ARG002
        function: str | None = None,  # noqa: ARG002
        template: str | None = None,  # noqa: ARG002
        arg_joiner: str | None = None,  # noqa: ARG002
        **extra_context: Any,  # noqa: ARG002
    ) -> tuple[str, tuple[str | int, ...]]:
        """Both sides, with the sign between them."""
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        half = len(parts) // 2
        left, right = (
            ", ".join(sql for sql, _params in side)
            for side in (parts[:half], parts[half:])
        )
        params = tuple(param for _sql, own in parts for param in own)
        return f"({left}) {self.extra['sign']} ({right})", params


def follows(columns: Sequence[str], values: Sequence[Any]) -> models.Func:
    """Whether the row of `columns` comes after these values; none of them is empty."""
    return _Compared(*columns, *map(models.Value, values), sign=">")


def precedes(columns: Sequence[str], values: Sequence[Any]) -> models.Func:
    """Whether the row of `columns` comes before these values; none of them is empty."""
    return _Compared(*columns, *map(models.Value, values), sign="<")
