"""Reads of covers, in a fixed number of queries whatever the number of units."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from catalog.enums import Whereabouts
from catalog.models import Unit
from tickets.models import Ticket
from warranty.cover_rows import happened
from warranty.coverage import Cover, fold
from warranty.enums import CostClass
from warranty.models import CoverLine, Judgement, Review, UnitCover
from warranty.rest import rest_now
from warranty.verdicts import Verdict, judge


@dataclass(frozen=True, slots=True)
class TicketPanel:
    """What the panel beside a ticket says of its unit's cover."""

    cover: UnitCover | None
    judgement: Judgement | None
    is_disputed: bool


def covers() -> QuerySet[UnitCover]:
    """Covers with everything that is shown of them: two queries."""
    rows = UnitCover.objects.select_related(
        "version__policy", "version__warranty_terms"
    )
    lines = CoverLine.objects.select_related("component")
    found: QuerySet[UnitCover] = rows.prefetch_related(Prefetch("lines", lines))
    return found


def cover_of(unit: Unit) -> UnitCover | None:
    """The cover of a unit, None where no published policy covers it."""
    return covers().filter(unit=unit).first()


def covers_of(units: Collection[Unit]) -> dict[int, UnitCover]:
    """The covers of some units by the unit's key; two queries."""
    return {row.unit_id: row for row in covers().filter(unit__in=units)}


def has_open_review(unit: Unit) -> bool:
    """Whether somebody still has to judge something odd about it."""
    return Review.objects.open().filter(unit=unit).exists()


def disputed_among(units: Collection[Unit]) -> set[int]:
    """The keys of those units that somebody still has to judge."""
    rows = Review.objects.open().filter(unit__in=units)
    return set(rows.values_list("unit_id", flat=True))


def judgement_of(ticket: Ticket) -> Judgement | None:
    """What the cover was when the case was opened, for the unit it has now."""
    found: Judgement | None = (
        Judgement.objects.filter(ticket=ticket, unit=ticket.unit_id)
        .select_related("version__policy")
        .first()
    )
    return found


def ticket_panel(ticket: Ticket) -> TicketPanel:
    """The cover of a ticket's unit, for those who see the ticket."""
    if ticket.unit is None:
        return TicketPanel(None, None, is_disputed=False)
    return TicketPanel(
        cover=cover_of(ticket.unit),
        judgement=judgement_of(ticket),
        is_disputed=has_open_review(ticket.unit),
    )


def folded(unit: Unit) -> Cover | None:
    """The cover of a unit as a value, from its events; None without one."""
    events = [happened(event) for event in unit.coverage_events.order_by("number")]
    return fold(events, rest_now()) if events else None


def verdicts_of(unit: Unit, on: date, *, is_disputed: bool) -> list[Verdict]:
    """What is paid on a day, for the thing as a whole and every component named apart."""
    cover = folded(unit)
    is_blocked = unit.whereabouts == Whereabouts.BLOCKED
    components = [None] if cover is None else _components(cover)
    return [
        judge(
            cover, component, cost, on, is_disputed=is_disputed, is_blocked=is_blocked
        )
        for component in components
        for cost in CostClass
    ]


def _components(cover: Cover) -> list[int | None]:
    """The thing as a whole first, then its components in the order of the policy."""
    named = [line.spec.component for line in cover.lines]
    return [None, *dict.fromkeys(key for key in named if key is not None)]
