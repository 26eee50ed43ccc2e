"""A calendar that changes moves ends to come: later as it says, never sooner."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.models import Unit
from foundation.calendars.period import rolled
from foundation.core.actor import SYSTEM
from warranty.actions.ledger import Change, Held, held, store, write
from warranty.enums import CoverKind
from warranty.models import CoverLine
from warranty.rest import rest_now

PIECE = 200


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
    sooner = _sooner(cover)
    if sooner:
        change = Change(CoverKind.HELD, localdate(at), {"ends": sooner})
        write(cover, change, actor=SYSTEM, at=at)
    else:
        store(cover, at)


def _sooner(cover: Held) -> dict[str, str]:
    told = {line.key: line.ends_on for line in cover.row.lines.all()}
    return {
        line.key: told[line.key].isoformat()
        for line in cover.cover.lines
        if line.ends_on < told.get(line.key, line.ends_on)
    }


def _pieces(at: datetime) -> list[list[int]]:
    """The units whose stored ends are not where the calendar puts them, in pieces."""
    rest, keys = rest_now(), set[int]()
    to_come = CoverLine.objects.filter(ends_on__gte=localdate(at))
    for raw_on, ends_on in to_come.values_list("raw_end_on", "ends_on").distinct():
        if ends_on != rolled(raw_on, rest):
            moved = to_come.filter(raw_end_on=raw_on, ends_on=ends_on)
            keys.update(moved.values_list("cover__unit", flat=True))
    ordered = sorted(keys)
    return [ordered[n : n + PIECE] for n in range(0, len(ordered), PIECE)]
