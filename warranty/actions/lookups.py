"""What is kept of public look-ups: those that found nothing, for a month."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from catalog.serials import without_marks
from warranty.models import LookupMiss

SALT = "warranty.lookup-miss.v1"
MISSES_KEPT = timedelta(days=30)  # long enough to see a pattern, no longer


def note_miss(text: str, *, network: str, at: datetime) -> None:
    """Remember that somebody asked for a number that does not exist.

    Keyed, so that two tries of one number are seen as such and none can be read back.
    """
    digest = salted_hmac(SALT, without_marks(text), algorithm="sha256").hexdigest()
    LookupMiss.objects.create(network=network, digest=digest, at=at)


def forget_misses(at: datetime) -> None:
    """Delete those of more than a month ago."""
    LookupMiss.objects.filter(at__lt=at - MISSES_KEPT).delete()
