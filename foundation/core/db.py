"""Row locks, and the one clock that all workers share."""

from datetime import datetime
from typing import TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def locked(row: M) -> M:
    """Re-read `row` under a row lock, so that the rules judge its current state.

    Raises TransactionManagementError outside a transaction.
    """
    # `of=("self",)` keeps the lock off rows joined by a custom manager.
    # `__class__`, since type() of request.user is the lazy wrapper around it.
    manager = row.__class__._base_manager
    return manager.select_for_update(of=("self",)).get(pk=row.pk)


def database_now() -> datetime:
    """The clock of the database, for sweeps: a worker's own may be wrong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    found: datetime = now
    return found
