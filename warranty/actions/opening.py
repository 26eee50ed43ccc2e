"""Opening covers: by the policy that was in force when a unit was bought."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from catalog.actions.units import note_production
from catalog.enums import Whereabouts
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.core.refs import Ref, ref
from foundation.events.bulk import Happening, record_all
from foundation.policies.models import PolicyVersion
from warranty import verbs
from warranty.choice import fitting
from warranty.cover_rows import line_rows, opening_data, row_of
from warranty.coverage import Cover, Happened, fold
from warranty.enums import CoverKind, StartBasis
from warranty.models import CoverageEvent, CoverLine, UnitCover
from warranty.policy_book import versions_in_force
from warranty.rest import rest_now
from warranty.unit_facts import bought_on, channel_of, facts_of

PIECE = 500
Opened = tuple[Unit, PolicyVersion, Happened, Cover]


def open_cover(unit: Unit, *, actor: Actor, at: datetime) -> UnitCover | None:
    """The cover of a unit, opened now if it has none; None where no policy covers it."""
    open_covers(Unit.objects.filter(pk=unit.pk), actor=actor, at=at)
    return UnitCover.objects.filter(unit=unit).first()


def open_sold(units: QuerySet[Unit], *, actor: Actor, at: datetime) -> int:
    """Open the covers of what was sold, and of what came in right behind it.

    A file of ten thousand receipts is told one by one, and opened by the hundred.
    """
    bare = units.filter(cover=None).order_by("pk")
    keys = list(bare.values_list("pk", flat=True)[:PIECE])
    if not keys:
        return 0
    behind = Q(
        pk__range=(keys[0], keys[0] + PIECE - len(keys)), whereabouts=Whereabouts.SOLD
    )
    return open_covers(Unit.objects.filter(behind | Q(pk__in=keys)), actor=actor, at=at)


@transaction.atomic
def open_covers(units: QuerySet[Unit], *, actor: Actor, at: datetime) -> int:
    """Open the covers of those that have none and a policy; how many it were.

    The receipt decides which version holds. Twice is once.
    """
    rows = units.filter(cover=None).exclude(whereabouts=Whereabouts.BLOCKED)
    rows = rows.select_related("product", "purchase_line__purchase").order_by("pk")
    held = list(rows.select_for_update(of=("self",))[:PIECE])
    # Whoever was waited for may have opened some of them.
    known = UnitCover.objects.filter(unit__in=held).values_list("unit_id", flat=True)
    covered = set(known)
    note_production(held)
    opened: list[Opened] = []
    rest, today = rest_now(), localdate(at)
    # Read once for each day on which some of them were bought.
    book = cache(versions_in_force)
    for unit in (each for each in held if each.pk not in covered):
        day = bought_on(unit, today)
        version = fitting(book(day), unit.product, channel_of(unit))
        if version is not None:
            first = first_event(version, day, facts_of(unit))
            opened.append((unit, version, first, fold([first], rest)))
    write_opened(opened, actor=actor, at=at)
    return len(opened)


def open_missing(*, actor: Actor, at: datetime) -> int:
    """Open the covers of everything sold that has none, a piece at a time."""
    last, count = 0, 0
    while True:
        sold = Unit.objects.filter(whereabouts=Whereabouts.SOLD, cover=None)
        keys = list(
            sold.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PIECE]
        )
        if not keys:
            return count
        last = keys[-1]
        count += open_covers(Unit.objects.filter(pk__in=keys), actor=actor, at=at)


def first_event(
    version: PolicyVersion, on: date, facts: dict[StartBasis, date]
) -> Happened:
    """What opens a cover, with the terms as they stand."""
    return Happened(1, CoverKind.CREATED, on, opening_data(version, facts))


def write_opened(opened: Sequence[Opened], *, actor: Actor, at: datetime) -> None:
    """Write covers that begin, with their first event, their lines and the news of it."""
    CoverageEvent.objects.bulk_create(
        CoverageEvent(
            unit=unit,
            number=first.number,
            kind=first.kind,
            on=first.on,
            data=first.data,
            actor_kind=actor.kind,
            actor_user_id=actor.user_id,
            at=at,
        )
        for unit, _, first, _ in opened
    )
    rows = UnitCover.objects.bulk_create(
        row_of(unit.pk, version.pk, cover, at) for unit, version, _, cover in opened
    )
    CoverLine.objects.bulk_create(
        line
        for row, (_, _, _, cover) in zip(rows, opened, strict=True)
        for line in line_rows(cover, row)
    )
    record_all(list(_news(opened)), actor=actor, at=at)


def _news(opened: Sequence[Opened]) -> Iterable[Happening]:
    for unit, version, _, cover in opened:
        owner = unit.owner_id
        whose = (Ref(Customer._meta.label_lower, str(owner)),) if owner else ()
        yield Happening(
            ref(unit),
            verbs.COVER_OPENED,
            links=whose,
            data={
                "version_id": version.pk,
                "starts_on": cover.starts_on.isoformat(),
                "ends_on": cover.ends_on.isoformat(),
            },
        )
