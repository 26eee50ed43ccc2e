"""Forgetting what has served its time."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from foundation.accounts.models import IdempotencyKey, RateCounter

COUNTERS_KEPT = timedelta(days=2)  # longer than the longest window
ANSWERS_KEPT = timedelta(hours=24)  # how long a program may try the same POST again


def forget_expired(at: datetime) -> None:
    """Delete counters of past windows, first answers of yesterday, and dead sessions."""
    RateCounter.objects.filter(window_start__lt=at - COUNTERS_KEPT).delete()
    IdempotencyKey.objects.filter(created_at__lt=at - ANSWERS_KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
