"""The cover of things in a few lines, as the counter shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from catalog.models import Recall, Unit
from desk.cover_panel import why_called_back
from warranty.cover_words import Face, LineFace, cover_face, line_faces
from warranty.models import Review, UnitCover
from warranty.queries import covers

INKS = {"ok": "text-ok-ink", "warn": "text-warn-ink", "bad": "text-bad-ink"}


@dataclass(frozen=True, slots=True)
class CoverCard:
    """What a cover comes to on a day; without a cover it says so."""

    unit: Unit
    face: Face
    lines: list[LineFace]
    # Why its batch is called back, if it is.
    recall: str = ""

    @property
    def parts(self) -> list[LineFace]:
        """What is covered apart from the thing as a whole."""
        return [each for each in self.lines if each.line.component_id is not None]

    @property
    def costs(self) -> str:
        """Linh kiện và công: what is paid of the thing as a whole today."""
        whole = [each for each in self.lines if each.line.component_id is None]
        return next((each.costs for each in whole if each.is_live), "")

    @property
    def ink(self) -> str:
        """The colour of its shield in a list."""
        return INKS.get(self.face.tone, "text-faint")


def cover_cards(units: Collection[Unit], on: date) -> dict[int, CoverCard]:
    """The cards of some units by their keys. Two queries."""
    found = {row.unit_id: row for row in _covers(units)} if units else {}
    return {unit.pk: _card(unit, found.get(unit.pk), on) for unit in units}


def cover_card(unit: Unit | None, on: date) -> CoverCard | None:
    """The card of one unit, None of none. Two queries."""
    return cover_cards([unit], on)[unit.pk] if unit is not None else None


def _covers(units: Collection[Unit]) -> QuerySet[UnitCover]:
    odd = Review.objects.open().filter(unit=OuterRef("unit"))
    rows = covers().filter(unit__in=units)
    words = JSONObject(vi="title", en="title_en")
    called_back = Recall.objects.of_outer("unit").values(words=words)[:1]
    found: QuerySet[UnitCover] = rows.annotate(
        is_disputed=Exists(odd), recall=Subquery(called_back)
    )
    return found


def _card(unit: Unit, cover: UnitCover | None, on: date) -> CoverCard:
    is_disputed = bool(getattr(cover, "is_disputed", False))
    return CoverCard(
        unit=unit,
        face=cover_face(cover, on, is_disputed=is_disputed),
        lines=line_faces(cover, on) if cover else [],
        recall=why_called_back(getattr(cover, "recall", None)),
    )
