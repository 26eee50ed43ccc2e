"""A calendar that changes moves ends: later as it says, never sooner."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from catalog.models import Unit
from foundation.calendars.period import rolled
from warranty.actions.ledger import held, hold_told, store
from warranty.models import CoverLine
from warranty.rest import rest_now

PIECE = 200
# A day off is written down weeks late, not years.
LATE = timedelta(days=366)


def follow_calendar(*, at: datetime) -> int:
    """Count anew every cover whose end the calendar of today puts elsewhere; how many.

    An end that would come sooner is held, since somebody was told it.
    """
    count = 0
    for keys in _pieces(at):
        for unit in Unit.objects.filter(pk__in=keys).order_by("pk"):
            recount(unit, at=at)
            count += 1
    return count


@transaction.atomic
def recount(unit: Unit, *, at: datetime) -> None:
    """Fold a cover by the calendar of today, and hold every end that would come sooner."""
    cover = held(unit)
    if not hold_told(cover, at):
        store(cover, at)


def _pieces(at: datetime) -> list[list[int]]:
    """The units whose stored ends are not where the calendar puts them, in pieces."""
    rest, keys = rest_now(), set[int]()
    # Where a policy moves no end, every end on a rest day would look misplaced.
    recent = CoverLine.objects.filter(
        ends_on__gte=localdate(at) - LATE, cover__version__warranty_terms__rolls=True
    )
    for raw_on, ends_on in recent.values_list("raw_end_on", "ends_on").distinct():
        if ends_on != rolled(raw_on, rest):
            moved = recent.filter(raw_end_on=raw_on, ends_on=ends_on)
            keys.update(moved.values_list("cover__unit", flat=True))
    ordered = sorted(keys)
    return [ordered[n : n + PIECE] for n in range(0, len(ordered), PIECE)]
