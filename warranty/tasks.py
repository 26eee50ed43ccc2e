from celery import shared_task
from django.utils import timezone

from foundation.core.actor import SYSTEM
from warranty.actions import lookups, opening, promises


@shared_task(name="warranty.open_missing_covers", acks_late=True, ignore_result=True)
def open_missing_covers() -> None:
    """Cover what was sold and has no cover yet."""
    opening.open_missing(actor=SYSTEM, at=timezone.now())


@shared_task(name="warranty.follow_calendar", acks_late=True, ignore_result=True)
def follow_calendar() -> None:
    """Move the ends that the calendar of today puts elsewhere."""
    promises.follow_calendar(at=timezone.now())


@shared_task(name="warranty.forget_lookup_misses", acks_late=True, ignore_result=True)
def forget_lookup_misses() -> None:
    """Delete what is kept of look-ups that found nothing a month ago."""
    lookups.forget_misses(timezone.now())
