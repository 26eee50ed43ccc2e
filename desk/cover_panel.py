"""The cover beside a ticket, and why: what is paid of each cost, and what would change it."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext as _, ngettext

from catalog.enums import Whereabouts
from catalog.models import ComponentClass, Recall, Unit
from foundation.policies.models import PolicyVersion
from tickets.models import Ticket
from warranty.cover_words import (
    Face,
    LineFace,
    added_words,
    component_word,
    cover_face,
    line_faces,
)
from warranty.enums import LineKind
from warranty.face_parts import leading
from warranty.models import Exclusion, Judgement, Review, UnitCover
from warranty.queries import (
    cover_of,
    covers,
    has_open_review,
    judgement_of,
    verdicts_of,
)
from warranty.verdict_words import VerdictFace, verdict_face


@dataclass(frozen=True, slots=True)
class CoverPanel:
    """What the product card of a ticket says of the cover today."""

    face: Face
    # What is covered apart from the thing as a whole.
    parts: list[LineFace]
    # "+6 ngày do nằm xưởng", or empty.
    added: str
    judgement: Judgement | None
    # Why the batch of this thing is called back, or empty.
    recall: str
    is_disputed: bool
    is_blocked: bool

    @property
    def bar_tone(self) -> str:
        """How the bar of its time is coloured."""
        return "off" if self.face.tone == "neutral" else self.face.tone

    @property
    def judged_by(self) -> PolicyVersion | None:
        """By whose words the case was judged."""
        return self.judgement.version if self.judgement else None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The verdicts on one component, or on the thing as a whole."""

    name: str
    costs: list[VerdictFace]


@dataclass(frozen=True, slots=True)
class VerdictSheet:
    """Everything that is said about the cover of a thing on a day."""

    unit: Unit
    on: date
    face: Face
    rows: list[VerdictRow]
    # What the version in force leaves out, in its words.
    exclusions: list[str]


def cover_panel(ticket: Ticket, at: datetime) -> CoverPanel | None:
    """The cover of a ticket's thing; None without one. Three queries at most."""
    unit = ticket.unit
    if unit is None:
        return None
    today = localdate(at)
    cover, doubts = _cover_and_doubts(unit)
    is_disputed = bool(doubts["is_disputed"])
    return CoverPanel(
        face=cover_face(cover, today, is_disputed=is_disputed),
        parts=_parts(cover, today),
        added=_added(cover),
        judgement=judgement_of(ticket),
        recall=why_called_back(doubts["recall"]),
        is_disputed=is_disputed,
        is_blocked=unit.whereabouts == Whereabouts.BLOCKED,
    )


def verdict_sheet(unit: Unit, at: datetime) -> VerdictSheet:
    """What is paid of a repair today, component by component, and why."""
    today, is_disputed = localdate(at), has_open_review(unit)
    cover = cover_of(unit)
    verdicts = verdicts_of(unit, today, is_disputed=is_disputed)
    known = {verdict.component for verdict in verdicts} - {None}
    components = ComponentClass.objects.in_bulk(known)
    rows = [
        VerdictRow(
            name=component_word(components.get(key)) or _("Toàn máy"),
            costs=[verdict_face(verdict) for verdict in group],
        )
        for key, group in groupby(verdicts, key=lambda verdict: verdict.component)
    ]
    face = cover_face(cover, today, is_disputed=is_disputed)
    return VerdictSheet(unit, today, face, rows, _exclusions(cover))


def _cover_and_doubts(unit: Unit) -> tuple[UnitCover | None, dict[str, Any]]:
    """In one question what else would be three."""
    recalls = Recall.objects.of_unit(unit)
    said: dict[str, Any] = {
        "is_disputed": Exists(Review.objects.open().filter(unit=unit)),
        "recall": Subquery(
            recalls.values(words=JSONObject(vi="title", en="title_en"))[:1]
        ),
    }
    rows: QuerySet[UnitCover] = covers().filter(unit=unit).annotate(**said)
    cover = rows.first()
    if cover is not None:
        return cover, {name: getattr(cover, name) for name in said}
    known = Unit.objects.filter(pk=unit.pk).annotate(**said)
    return None, known.values(*said).get()


def _parts(cover: UnitCover | None, on: date) -> list[LineFace]:
    """All but the term of the thing as a whole, which the card shows large."""
    faces = line_faces(cover, on) if cover else []
    return [
        face
        for face in faces
        if face.line.component_id is not None or face.line.kind != LineKind.TERM
    ]


def _added(cover: UnitCover | None) -> str:
    line = leading(cover) if cover else None
    if line is None:
        return ""
    if line.granted_days:
        return added_words(line.paused_days, line.granted_days)
    days = line.paused_days
    words = ngettext("+%(n)s ngày do nằm xưởng", "+%(n)s ngày do nằm xưởng", days) % {
        "n": days
    }
    return words if days else ""


def why_called_back(words: dict[str, str] | None) -> str:
    """What a recall is about, in the reader's tongue; empty for none."""
    if words is None:
        return ""
    is_english = (get_language() or "vi").startswith("en")
    return (words["en"] if is_english else "") or words["vi"]


def _exclusions(cover: UnitCover | None) -> list[str]:
    if cover is None:
        return []
    is_english = (get_language() or "vi").startswith("en")
    rows = Exclusion.objects.filter(terms__version=cover.version_id)
    return [(row.words_en if is_english else "") or row.words for row in rows]
