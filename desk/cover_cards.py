"""The cover of a thing in a few lines: beside a ticket, at the counter, on a paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from catalog.models import Unit
from foundation.core.formats import vndate
from warranty.cover_words import Face, LineFace, cover_face, line_faces
from warranty.models import CoverLine, Review, UnitCover


@dataclass(frozen=True, slots=True)
class CoverCard:
    """What a cover comes to on a day; without a cover it says so."""

    unit: Unit
    face: Face
    lines: list[LineFace]

    @property
    def parts(self) -> list[LineFace]:
        """What is covered apart from the thing as a whole."""
        return [each for each in self.lines if each.line.component_id is not None]

    @property
    def costs(self) -> str:
        """Linh kiện và công: what is paid of the thing as a whole today."""
        live = [each.costs for each in self.lines if each.is_live]
        return live[0] if live else ""


def cover_cards(units: Collection[Unit], on: date) -> dict[int, CoverCard]:
    """The cards of some units by their keys. Two queries."""
    found = {row.unit_id: row for row in _covers(units)} if units else {}
    return {unit.pk: _card(unit, found.get(unit.pk), on) for unit in units}


def cover_card(unit: Unit | None, on: date) -> CoverCard | None:
    """The card of one unit, None of none. Two queries."""
    return cover_cards([unit], on)[unit.pk] if unit is not None else None


def paper_words(card: CoverCard | None) -> str:
    """How a paper tells it: until when, what is paid, by which version."""
    if card is None or card.face.version is None:
        return ""
    told = [card.face.headline, card.costs.lower()]
    version = _("%(policy)s, bản %(number)s, hiệu lực %(day)s") % {
        "policy": card.face.version.policy.name,
        "number": card.face.version.number,
        "day": vndate(card.face.version.effective_from),
    }
    return f"{', '.join(filter(None, told))}. {version}"


def _covers(units: Collection[Unit]) -> QuerySet[UnitCover]:
    odd = Review.objects.open().filter(unit=OuterRef("unit"))
    lines = Prefetch("lines", CoverLine.objects.select_related("component"))
    rows = UnitCover.objects.filter(unit__in=units).prefetch_related(lines)
    named = rows.select_related("version__policy", "version__warranty_terms")
    found: QuerySet[UnitCover] = named.annotate(is_disputed=Exists(odd))
    return found


def _card(unit: Unit, cover: UnitCover | None, on: date) -> CoverCard:
    is_disputed = bool(getattr(cover, "is_disputed", False))
    return CoverCard(
        unit=unit,
        face=cover_face(cover, on, is_disputed=is_disputed),
        lines=line_faces(cover, on) if cover else [],
    )
