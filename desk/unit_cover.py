"""The cover of one unit as the desk reads it: a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from catalog.models import Recall, Unit
from desk.unit_cover_events import CoverEventRow, event_rows_of
from desk.unit_cover_span import Span, span_of
from foundation.accounts.models import User
from warranty.cover_words import (
    Face,
    LineFace,
    component_word,
    cover_face,
    line_faces,
)
from warranty.enums import CoverKind, TransferState
from warranty.models import Activation, CoverageEvent, Review, Transfer, UnitCover
from warranty.queries import cover_of, verdicts_of
from warranty.review_pages import what_is_odd
from warranty.verdict_words import VerdictFace, verdict_face

ACTIVATIONS_SHOWN = 10
REVIEWS_SHOWN = 10
TRANSFERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The three costs of the thing as a whole, or of one component."""

    name: str
    costs: list[VerdictFace]


@dataclass(frozen=True, slots=True)
class OddRow:
    """An open review, and what was noticed."""

    review: Review
    what: str


@dataclass(frozen=True, slots=True)
class UnitCoverPage:
    """Everything the desk shows of a cover."""

    cover: UnitCover | None
    face: Face
    lines: list[LineFace]
    span: Span | None
    verdicts: list[VerdictRow]
    events: list[CoverEventRow]
    activations: list[Activation]
    odd: list[OddRow]
    recalls: list[Recall]
    offer: Transfer | None
    handed: list[Transfer]

    @property
    def is_activated(self) -> bool:
        """Whether somebody switched it on."""
        return any(each.is_first for each in self.activations)

    @property
    def is_refused(self) -> bool:
        """Whether a refusal stands, of the whole or of a component."""
        told = [row.event for row in self.events]
        refused = {one.number for one in told if one.kind == CoverKind.VOIDED}
        taken_back = {
            one.data["void"] for one in told if one.kind == CoverKind.REINSTATED
        }
        return bool(refused - taken_back)


def unit_cover_page(unit: Unit, user: User, at: datetime) -> UnitCoverPage:
    """The cover of a unit on the day of `at`, with what made it so."""
    on = localdate(at)
    cover = cover_of(unit)
    reviews = Review.objects.visible_to(user).open().filter(unit=unit)
    odd = list(reviews[:REVIEWS_SHOWN])
    activations = Activation.objects.visible_to(user).filter(unit=unit)
    named = activations.select_related("customer", "by").order_by("-is_first", "-id")
    events = CoverageEvent.objects.visible_to(user).filter(unit=unit)
    told = list(events.select_related("actor_user").order_by("number"))
    transfers = Transfer.objects.visible_to(user).filter(unit=unit)
    handed = list(transfers.select_related("giver", "taker")[:TRANSFERS_SHOWN])
    return UnitCoverPage(
        cover=cover,
        face=cover_face(cover, on, is_disputed=bool(odd)),
        lines=line_faces(cover, on) if cover else [],
        span=span_of(cover, told, on) if cover else None,
        verdicts=_verdicts(unit, cover, on, is_disputed=bool(odd)),
        events=event_rows_of(told, cover, unit),
        activations=list(named[:ACTIVATIONS_SHOWN]),
        odd=[OddRow(review, what_is_odd(review)) for review in odd],
        recalls=list(Recall.objects.of_unit(unit)),
        offer=next((one for one in handed if _is_offered(one, at)), None),
        handed=[one for one in handed if one.state == TransferState.DONE],
    )


def _is_offered(transfer: Transfer, at: datetime) -> bool:
    return transfer.state == TransferState.OFFERED and transfer.expires_at > at


def _verdicts(
    unit: Unit, cover: UnitCover | None, on: date, *, is_disputed: bool
) -> list[VerdictRow]:
    """A row for the thing as a whole and for every component that stands apart."""
    if cover is None:
        return []
    components = {line.component_id: line.component for line in cover.lines.all()}
    rows: dict[int | None, list[VerdictFace]] = {}
    for verdict in verdicts_of(unit, on, is_disputed=is_disputed):
        rows.setdefault(verdict.component, []).append(verdict_face(verdict))
    return [
        VerdictRow(component_word(components.get(key)), costs)
        for key, costs in rows.items()
    ]
