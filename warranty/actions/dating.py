"""Days that become known when a cover runs already: the receipt came after the activation."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from catalog.models import Unit
from foundation.core.actor import Actor
from warranty.actions.ledger import Change, Held, held, write
from warranty.enums import CoverKind, StartBasis
from warranty.models import CoverageEvent
from warranty.unit_facts import facts_of

# What a receipt tells; the rest is known before, or from those who come to the house.
ON_RECEIPTS = (StartBasis.INVOICE, StartBasis.DELIVERY)


def date_covers(units: QuerySet[Unit], *, actor: Actor, at: datetime) -> int:
    """Tell the covers of those that were opened before their receipt; how many.

    Twice is once. No cover becomes shorter by what is learnt.
    """
    told = CoverageEvent.objects.filter(
        kind=CoverKind.DATED, data__fact=StartBasis.INVOICE.value
    )
    opened = CoverageEvent.objects.filter(
        kind=CoverKind.CREATED, data__facts__has_key=StartBasis.INVOICE.value
    )
    late = units.filter(cover__isnull=False, purchase_line__isnull=False)
    late = late.exclude(pk__in=told.filter(unit__in=units).values("unit"))
    late = late.exclude(pk__in=opened.filter(unit__in=units).values("unit"))
    rows = list(late.order_by("pk"))
    for unit in rows:
        _date(unit, actor=actor, at=at)
    return len(rows)


@transaction.atomic
def _date(unit: Unit, *, actor: Actor, at: datetime) -> None:
    cover = held(unit)
    known, facts = _known(cover), facts_of(cover.unit)
    for fact in ON_RECEIPTS:
        if fact in facts and fact not in known:
            change = Change(CoverKind.DATED, facts[fact], {"fact": fact.value})
            write(cover, change, actor=actor, at=at)


def _known(cover: Held) -> set[str]:
    known = set(cover.events[0].data["facts"])
    dated = (each for each in cover.events if each.kind == CoverKind.DATED)
    return known | {each.data["fact"] for each in dated}
