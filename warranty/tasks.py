from celery import shared_task
from django.utils import timezone

from foundation.core.actor import SYSTEM
from warranty.actions import lookups, opening, promises
from warranty.actions.claims import alarms, quoting, refusing


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


@shared_task(name="warranty.look_for_overdue", acks_late=True, ignore_result=True)
def look_for_overdue() -> None:
    """Say what the law gives customers whose thing was promised for a time now over."""
    alarms.look_for_overdue(timezone.now())


@shared_task(name="warranty.remind_alarms", acks_late=True, ignore_result=True)
def remind_alarms() -> None:
    """Tell managers of entitlements that nobody decided in time."""
    alarms.remind_alarms(timezone.now())


@shared_task(name="warranty.expire_quotes", acks_late=True, ignore_result=True)
def expire_quotes() -> None:
    """Call off quotes that nobody answered in time."""
    quoting.expire_quotes(at=timezone.now())


@shared_task(name="warranty.close_refused_claims", acks_late=True, ignore_result=True)
def close_refused_claims() -> None:
    """End refused claims of things we never had, when nobody appealed in time."""
    refusing.close_refused(timezone.now())
