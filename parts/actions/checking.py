"""The store checks its own books."""

import logging
from datetime import datetime

from django.db import transaction

from foundation.core.actor import SYSTEM
from foundation.events.actions import record
from parts import verbs
from parts.models import Part
from parts.replay import Difference, replay_stock

logger = logging.getLogger(__name__)


def check_stock(*, at: datetime) -> list[Difference]:
    """Raise the alarm for each part whose stock is not what its moves say."""
    found = [each for batch in replay_stock() for each in batch.differences]
    for difference in found:
        logger.error("stock differs from its moves: %s", difference)
    by_part = {each.part_id: str(each) for each in reversed(found)}
    with transaction.atomic():
        for part in Part.objects.filter(pk__in=by_part).order_by("pk"):
            n_places = sum(each.part_id == part.pk for each in found)
            record(part, verbs.STOCK_DIFFERS, actor=SYSTEM, at=at, n_places=n_places)
    return found
