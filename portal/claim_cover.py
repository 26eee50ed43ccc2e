"""What became of the cover after a repair: how much longer, why, and which parts are new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from catalog.models import Unit
from foundation.core.refs import ref
from warranty.claim_enums import LineKind, LineState
from warranty.cover_rows import happened
from warranty.cover_words import Face, component_word, cover_face
from warranty.coverage import Line, fold
from warranty.enums import CoverKind, LineKind as CoverLineKind
from warranty.models import Claim, CoverageEvent, UnitCover
from warranty.rest import rest_now

CUSTODY = frozenset({CoverKind.PAUSED, CoverKind.RESUMED})


@dataclass(frozen=True, slots=True)
class Longer:
    """A cover that ends later since the thing was with us."""

    days: int
    since: date
    until: date
    old_end: date
    new_end: date
    # The last day fell on a day of rest, and went to the next working day.
    has_rolled: bool = False


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part that was put in, with the cover of its own."""

    name: str
    serial: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CoverAfter:
    """The cover when the thing went back."""

    longer: Longer | None
    parts: Sequence[NewPart]
    unit: Unit
    face: Face | None


def cover_after(claim: Claim, cover: UnitCover | None, on: date) -> CoverAfter:
    """What the owner has now; needs the claim's lines and the unit's events fetched."""
    unit = claim.replacement or claim.unit
    return CoverAfter(
        longer=longer_by(claim, list(unit.coverage_events.all())),
        parts=_new_parts(claim, cover),
        unit=unit,
        face=cover_face(cover, on) if cover else None,
    )


def longer_by(claim: Claim, events: Sequence[CoverageEvent]) -> Longer | None:
    """By how much the days with us moved the end: the cover with them and without."""
    story = sorted(events, key=lambda event: event.number)
    key = f"{ref(claim).type}:{ref(claim).id}"
    own = [e for e in story if e.kind in CUSTODY and e.data.get("claim") == key]
    if [event.kind for event in own] != [CoverKind.PAUSED, CoverKind.RESUMED]:
        return None
    upto = [event for event in story if event.number <= own[1].number]
    rest = rest_now()
    after = fold([happened(event) for event in upto], rest)
    before = fold([happened(event) for event in upto if event not in own], rest)
    new, old = _leading(after.lines), {line.key: line for line in before.lines}
    days = (new.raw_end_on - old[new.key].raw_end_on).days
    if days <= 0:
        return None
    has_rolled = new.ends_on != new.raw_end_on
    old_end = old[new.key].ends_on
    return Longer(days, own[0].on, own[1].on, old_end, new.ends_on, has_rolled)


def _leading(lines: Sequence[Line]) -> Line:
    """The line that the end of the thing as a whole stands by."""
    whole = [line for line in lines if line.spec.component is None]
    return max(whole or lines, key=lambda line: line.ends_on)


def _new_parts(claim: Claim, cover: UnitCover | None) -> list[NewPart]:
    restarts = [
        line
        for line in (cover.lines.all() if cover else [])
        if line.kind == CoverLineKind.RESTART
    ]
    ends = {line.component_id: line.ends_on for line in restarts}
    return [
        NewPart(
            name=component_word(line.component) or line.name,
            serial=line.new_serial,
            ends_on=ends.get(line.component_id),
        )
        for line in claim.lines.all()
        if line.kind == LineKind.PART and line.state == LineState.DONE
    ]
