"""What beat rings for in this app."""

from celery import shared_task
from django.utils import timezone

from foundation.accounts.actions import leave
from foundation.accounts.actions.expiry import forget_expired as forget


@shared_task(name="accounts.forget_expired", acks_late=True, ignore_result=True)
def forget_expired() -> None:
    """Delete counters, first answers and sessions that have expired."""
    forget(timezone.now())


@shared_task(name="accounts.sweep_leaves", acks_late=True, ignore_result=True)
def sweep_leaves() -> None:
    """Begin and end the leaves that are due."""
    leave.sweep_leaves(timezone.now())
