"""Reads of covers, in a fixed number of queries whatever the number of units."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from catalog.models import Unit
from tickets.models import Ticket
from warranty.models import Judgement, Review, UnitCover


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
    found: QuerySet[UnitCover] = rows.prefetch_related("lines__component")
    return found


def cover_of(unit: Unit) -> UnitCover | None:
    """The cover of a unit, None where no published policy covers it."""
    return covers().filter(unit=unit).first()


def covers_of(units: Collection[Unit]) -> dict[int, UnitCover]:
    """The covers of some units by the unit's key; three queries."""
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
