from celery import shared_task

from catalog.actions import import_runs
from foundation.core.db import database_now


@shared_task(name="catalog.run_imports", acks_late=True, ignore_result=True)
def run_imports() -> None:
    """Read through and import the files that people brought."""
    import_runs.run_imports(database_now())
