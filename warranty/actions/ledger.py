"""The one way a cover changes: an event under the unit's lock, and the cover folded anew."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from catalog.models import Unit
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.refs import Ref
from foundation.events.actions import record
from warranty import verbs
from warranty.cover_rows import cover_values, happened, line_rows
from warranty.coverage import Cover, fold
from warranty.enums import CoverKind
from warranty.errors import NoCoverError
from warranty.models import CoverageEvent, UnitCover
from warranty.rest import rest_now

VERBS = {
    CoverKind.DATED: verbs.COVER_DATED,
    CoverKind.ACTIVATED: verbs.COVER_ACTIVATED,
    CoverKind.PAUSED: verbs.COVER_PAUSED,
    CoverKind.RESUMED: verbs.COVER_RESUMED,
    CoverKind.GOODWILL: verbs.COVER_GOODWILL,
    CoverKind.EXTENDED: verbs.COVER_EXTENDED,
    CoverKind.RESTARTED: verbs.COVER_RESTARTED,
    CoverKind.SUPERSEDED: verbs.COVER_SUPERSEDED,
    CoverKind.TRANSFERRED: verbs.COVER_TRANSFERRED,
    CoverKind.VOIDED: verbs.COVER_VOIDED,
    CoverKind.REINSTATED: verbs.COVER_REINSTATED,
    CoverKind.HELD: verbs.COVER_HELD,
}


@dataclass(slots=True)
class Held:
    """A unit under lock, with its cover and what happened to it so far."""

    unit: Unit
    row: UnitCover
    events: list[CoverageEvent]
    cover: Cover


@dataclass(frozen=True, slots=True)
class Change:
    """One event to be: `note` holds words, `data` codes and numbers only."""

    kind: CoverKind
    on: date
    data: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    links: tuple[models.Model | Ref, ...] = ()


def held(unit: Unit) -> Held:
    """The cover of a unit under the unit's lock. Raises NoCoverError without one."""
    unit = locked(unit)
    row = UnitCover.objects.filter(unit=unit).first()
    if row is None:
        raise NoCoverError
    events = list(unit.coverage_events.order_by("number"))
    return Held(unit, row, events, fold(map(happened, events), rest_now()))


def write(held: Held, change: Change, *, actor: Actor, at: datetime) -> CoverageEvent:
    """Add an event, fold, store, and say it on the timelines of unit and owner.

    An end that the calendar of today puts sooner than somebody was told is held first.
    """
    hold_told(held, at)
    return _write(held, change, actor=actor, at=at)


def hold_told(held: Held, at: datetime) -> bool:
    """Hold every end that the calendar of today puts sooner; whether there was one."""
    told = {line.key: line.ends_on for line in held.row.lines.all()}
    sooner = {
        line.key: told[line.key].isoformat()
        for line in held.cover.lines
        if line.ends_on < told.get(line.key, line.ends_on)
    }
    if sooner:
        change = Change(CoverKind.HELD, localdate(at), {"ends": sooner})
        _write(held, change, actor=SYSTEM, at=at)
    return bool(sooner)


def _write(held: Held, change: Change, *, actor: Actor, at: datetime) -> CoverageEvent:
    event = CoverageEvent.objects.create(
        unit=held.unit,
        number=held.events[-1].number + 1,
        kind=change.kind,
        on=change.on,
        data=change.data,
        note=change.note,
        actor_kind=actor.kind,
        actor_user_id=actor.user_id,
        at=at,
    )
    held.events.append(event)
    held.cover = fold(map(happened, held.events), rest_now())
    store(held, at)
    owner = [held.unit.owner] if held.unit.owner else []
    record(
        held.unit,
        VERBS[change.kind],
        actor=actor,
        at=at,
        links=[*owner, *change.links],
        number=event.number,
        on=change.on.isoformat(),
        ends_on=held.cover.ends_on.isoformat(),
    )
    return event


def store(held: Held, at: datetime) -> None:
    """Write the cover as it was folded."""
    for name, value in cover_values(held.cover).items():
        setattr(held.row, name, value)
    held.row.changed_at = at
    held.row.save()
    held.row.lines.all().delete()
    held.row.lines.bulk_create(line_rows(held.cover, held.row))
