from celery import shared_task

from automation.actions import bulk_work
from foundation.core.db import database_now


@shared_task(name="automation.work_bulk_runs", acks_late=True, ignore_result=True)
def work_bulk_runs() -> None:
    """Go on with what was asked for many tickets at once."""
    bulk_work.work_bulk_runs(database_now())
