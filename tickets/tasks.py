from celery import shared_task
from django.utils import timezone

from tickets.actions import resolution


@shared_task(name="tickets.close_resolved_tickets", acks_late=True, ignore_result=True)
def close_resolved_tickets() -> None:
    """Put away what has been resolved for a week."""
    resolution.close_resolved_tickets(timezone.now())
