"""Telling the story of a cover in a test: short words for its events."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from foundation.calendars.period import RestDays
from warranty.coverage import Cover, Happened, Line, fold
from warranty.enums import CoverKind

WEEKENDS = RestDays()
WHOLE, COMPRESSOR, HOSE = None, 7, 8


def day(text: str) -> date:
    """A day as people in Vietnam write it: 10/3/2025."""
    d, m, y = text.split("/")
    return date(int(y), int(m), int(d))


def term(
    component: int | None, length: int, unit: str = "months", **shares: int
) -> Any:
    """A term as an event keeps it."""
    return {"component": component, "length": length, "unit": unit, **shares}


@dataclass(frozen=True)
class Told:
    """A unit's events so far; each verb gives the longer story."""

    events: tuple[Happened, ...] = ()
    rest: RestDays = field(default=WEEKENDS)

    def and_then(self, kind: CoverKind, on: str, **data: Any) -> "Told":
        number = len(self.events) + 1
        return replace(
            self, events=(*self.events, Happened(number, kind, day(on), data))
        )

    def custody(self, first: str, last: str, claim: str = "c") -> "Told":
        began = self.and_then(CoverKind.PAUSED, first, claim=claim)
        return began.and_then(CoverKind.RESUMED, last, claim=claim)

    def cover(self) -> Cover:
        return fold(self.events, self.rest)

    def line(self, key: str = "t1") -> Line:
        return next(line for line in self.cover().lines if line.key == key)


def sold(
    on: str,
    *terms: Any,
    basis: str = "delivery",
    facts: dict[str, str] | None = None,
    known: str = "",
    rest: RestDays = WEEKENDS,
    **rules: Any,
) -> Told:
    """A unit delivered on a day, unless `facts` say otherwise, under these terms."""
    told = {"delivery": on} if facts is None else facts
    return Told(rest=rest).and_then(
        CoverKind.CREATED,
        known or on,
        rules={"basis": basis, **rules},
        terms=list(terms),
        facts={name: day(when).isoformat() for name, when in told.items()},
    )
