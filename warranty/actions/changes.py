"""What makes a cover longer: days given, plans, parts put in new, another unit."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.actions.owners import replace_unit
from catalog.errors import UnitTakenError
from catalog.models import ComponentClass, Unit
from foundation.core.actor import Actor
from foundation.core.errors import ConflictError
from foundation.core.text import clean_line
from warranty.actions.ledger import Change, Held, held, write
from warranty.actions.opening import first_event, write_opened
from warranty.cover_rows import spec_data
from warranty.coverage import Cover, Spec, fold
from warranty.coverage.fold import covering
from warranty.enums import CoverKind, CoverStatus, LengthUnit, LineKind, StartBasis
from warranty.errors import DaysError, NoteError, PlanError, SupersededError
from warranty.models import CoverageEvent, ExtensionPlan, UnitCover
from warranty.policy_book import version_for
from warranty.rest import rest_now
from warranty.unit_facts import channel_of

MAX_DAYS = 1095  # three years given away in one go is a slip of the finger
GONE = {CoverStatus.SUPERSEDED, CoverStatus.ENDED, CoverStatus.VOIDED}


@transaction.atomic
def grant_days(  # noqa: PLR0913 - what is given, why, and what the giver had before them
    unit: Unit,
    *,
    days: int,
    note: str,
    line: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> CoverageEvent:
    """Give days out of goodwill: to one line by its key, or to every term.

    `seen` is how many events the giver had before them. Refuses a number nobody gives,
    no reason, an unknown line, a unit that was replaced, and a cover that changed since.
    """
    cover = _looked_at(unit, seen)
    note = clean_line(note)
    keys = {each.key for each in cover.cover.lines}
    if not 1 <= days <= MAX_DAYS or not (line is None or line in keys):
        raise DaysError(field="days")
    if not note:
        raise NoteError(field="note")
    data = {"days": days, "line": line}
    change = Change(CoverKind.GOODWILL, localdate(at), data, note=note)
    return write(cover, change, actor=actor, at=at)


@transaction.atomic
def add_plan(
    unit: Unit,
    plan: ExtensionPlan,
    *,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> CoverageEvent:
    """Prolong a cover by a plan, from the day after it ends, moving with it.

    Refuses a plan out of use, a cover that is over, refused or handed on, and one that
    changed since.
    """
    cover, today = _looked_at(unit, seen), localdate(at)
    if not plan.is_active or cover.cover.status in GONE or today > cover.cover.ends_on:
        raise PlanError(field="plan")
    spec = Spec(
        component=None,
        length=plan.months,
        part=plan.part_percent,
        labour=plan.labour_percent,
        travel=plan.travel_percent,
    )
    data = {"plan_id": plan.pk, "spec": spec_data(spec)}
    return write(cover, Change(CoverKind.EXTENDED, today, data), actor=actor, at=at)


@transaction.atomic
def restart_component(
    unit: Unit,
    component: ComponentClass,
    *,
    on: date,
    months: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[CoverageEvent]:
    """Give a part that was put in new its full term again, from the day it was.

    The term is the component's own, else the whole thing's, each of them where there
    are several; `months` where a paid repair promises another. The end it had is kept
    if that is later.
    """
    cover = held(unit)
    specs = terms_of(cover.cover, component.pk)
    if months is not None:
        specs = [replace(specs[0], length=months, unit=LengthUnit.MONTHS)]
    changes = [
        Change(
            CoverKind.RESTARTED,
            on,
            {"spec": spec_data(replace(spec, component=component.pk))},
        )
        for spec in specs
    ]
    return [write(cover, change, actor=actor, at=at) for change in changes]


@transaction.atomic
def supersede(
    unit: Unit, by: Unit, *, on: date, actor: Actor, at: datetime
) -> UnitCover:
    """Hand the cover of a unit on to the one given for it, for a full term from the swap.

    Refuses what was replaced already, and one that somebody has switched on already.
    The old serial number is blocked.
    """
    replace_unit(unit, by, actor=actor, at=at)
    if UnitCover.objects.filter(unit=by).exists():
        raise UnitTakenError
    cover = held(unit)
    if cover.cover.status == CoverStatus.SUPERSEDED:
        raise SupersededError
    data = {"by_unit_id": by.pk}
    change = Change(CoverKind.SUPERSEDED, on, data, links=(by,))
    write(cover, change, actor=actor, at=at)
    return _cover_of_new(cover, by, on, actor=actor, at=at)


def terms_of(cover: Cover, component: int) -> list[Spec]:
    """The terms that a component stands under, the longest first: parts, then labour."""
    terms = covering(
        component, [line for line in cover.lines if line.kind == LineKind.TERM]
    )
    lines = sorted(
        terms or cover.lines, key=lambda line: line.base_end_on, reverse=True
    )
    return [line.spec for line in (lines if terms else lines[:1])]


def _cover_of_new(
    old: Held, by: Unit, on: date, *, actor: Actor, at: datetime
) -> UnitCover:
    version = version_for(by.product, channel_of(old.unit), on) or old.row.version
    by.refresh_from_db()
    first = first_event(version, on, {StartBasis.SWAP: on})
    opened = [(by, version, first, fold([first], rest_now()))]
    write_opened(opened, actor=actor, at=at)
    return UnitCover.objects.get(unit=by)


def _looked_at(unit: Unit, seen: int | None) -> Held:
    cover = held(unit)
    if cover.cover.status == CoverStatus.SUPERSEDED:
        raise SupersededError
    if seen is not None and seen != cover.cover.n_events:
        raise ConflictError
    return cover
