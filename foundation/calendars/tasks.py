from celery import shared_task
from django.utils import timezone

from foundation.calendars.actions.holidays import seed_every_calendar
from foundation.core.actor import SYSTEM


@shared_task(name="calendars.seed_holidays", acks_late=True, ignore_result=True)
def seed_holidays() -> None:
    """Bring every calendar in line with the list of holidays; once a day is plenty."""
    seed_every_calendar(actor=SYSTEM, at=timezone.now())
