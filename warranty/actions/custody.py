"""A unit in the workshop: the days do not count against its cover."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.refs import Ref
from warranty.actions.ledger import Change, Held, held, write
from warranty.enums import CoverKind
from warranty.errors import CustodyDayError, CustodyError, FutureDayError
from warranty.models import CoverageEvent


@transaction.atomic
def begin_custody(
    unit: Unit, *, on: date, claim: Ref, actor: Actor, at: datetime
) -> CoverageEvent:
    """Stop the clock of a cover from the day on the receipt, for one case.

    Refuses a day to come, a case that holds the unit already, or that gave it back.
    """
    cover = _at_work(unit, on, at)
    key = _key(claim)
    if _runs_of(cover, key):
        raise CustodyError
    change = Change(CoverKind.PAUSED, on, {"claim": key}, links=(claim,))
    return write(cover, change, actor=actor, at=at)


@transaction.atomic
def end_custody(
    unit: Unit,
    *,
    on: date,
    claim: Ref,
    counts: bool = True,
    actor: Actor,
    at: datetime,
) -> CoverageEvent:
    """Let the clock go on from the day of the hand-back, both days added to the cover.

    `counts` is False where the case turned out not to be one under warranty. Refuses
    a case that does not hold the unit, a day before it came in, and one to come.
    """
    cover = _at_work(unit, on, at)
    key = _key(claim)
    runs = _runs_of(cover, key)
    if [event.kind for event in runs] != [CoverKind.PAUSED]:
        raise CustodyError
    if on < runs[0].on:
        raise CustodyDayError(field="on")
    data = {"claim": key, "counts": counts}
    change = Change(CoverKind.RESUMED, on, data, links=(claim,))
    return write(cover, change, actor=actor, at=at)


def _at_work(unit: Unit, on: date, at: datetime) -> Held:
    """The cover, once the day is not one to come: nothing lengthens it beforehand."""
    if on > localdate(at):
        raise FutureDayError(field="on")
    return held(unit)


def _key(claim: Ref) -> str:
    return f"{claim.type}:{claim.id}"


def _runs_of(cover: Held, key: str) -> list[CoverageEvent]:
    kinds = {CoverKind.PAUSED, CoverKind.RESUMED}
    return [
        event
        for event in cover.events
        if event.kind in kinds and event.data["claim"] == key
    ]
