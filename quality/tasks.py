from celery import shared_task
from django.utils import timezone

from foundation.core.actor import SYSTEM
from quality.actions import draws
from quality.months import last_month


@shared_task(name="quality.draw_samples", acks_late=True, ignore_result=True)
def draw_samples() -> None:
    """Draw the sample of the month that is over, for whom it was not drawn yet."""
    at = timezone.now()
    draws.draw_month(last_month(at), actor=SYSTEM, at=at)
