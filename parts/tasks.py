from celery import shared_task
from django.utils import timezone

from parts.actions import checking, learning


@shared_task(name="parts.check_stock", acks_late=True, ignore_result=True)
def check_stock() -> None:
    """Add up every move anew and ring where a balance says something else."""
    checking.check_stock(at=timezone.now())


@shared_task(name="parts.learn", acks_late=True, ignore_result=True)
def learn() -> None:
    """Learn from deliveries and use what to expect and what to keep."""
    learning.learn_lead_times()
    learning.suggest_minimums(at=timezone.now())
