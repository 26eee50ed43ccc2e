"""Between the rows of a cover and the values that the arithmetic counts with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from foundation.policies.models import PolicyVersion
from warranty.coverage import Cover, Happened, Line, Spec
from warranty.enums import CoverKind, LengthUnit, StartBasis
from warranty.models import CoverageEvent, CoverageTerm, CoverLine, UnitCover

COVER_FIELDS = (
    "n_events", "status", "basis", "starts_on", "ends_on", "activated_on",
    "activate_by", "in_shop_since",
)  # fmt: skip


def happened(event: CoverageEvent) -> Happened:
    """An event as the fold reads it."""
    return Happened(event.number, CoverKind(event.kind), event.on, event.data)


def opening_data(
    version: PolicyVersion, facts: dict[StartBasis, Any]
) -> dict[str, Any]:
    """What opens a cover: the terms as they stand, so that a replay needs nothing else."""
    terms = version.warranty_terms
    return {
        "version_id": version.pk,
        "rules": {
            "basis": terms.start_basis,
            "activation_days": terms.activation_days,
            "shelf_months": terms.shelf_months,
            "is_transferable": terms.is_transferable,
            "rolls": terms.rolls,
            "minus_one_day": terms.minus_one_day,
        },
        "terms": [spec_data(spec_of_term(row)) for row in terms.lines.all()],
        "facts": {str(fact.value): day.isoformat() for fact, day in facts.items()},
    }


def spec_of_term(row: CoverageTerm) -> Spec:
    """A published term as a value."""
    return Spec(
        component=row.component_id,
        length=row.length,
        unit=LengthUnit(row.unit),
        part=row.part_percent,
        labour=row.labour_percent,
        travel=row.travel_percent,
    )


def spec_data(spec: Spec) -> dict[str, Any]:
    """A term as an event keeps it."""
    return {
        "component": spec.component,
        "length": spec.length,
        "unit": spec.unit.value,
        "part": spec.part,
        "labour": spec.labour,
        "travel": spec.travel,
    }


def cover_values(cover: Cover) -> dict[str, Any]:
    """The columns of a UnitCover."""
    return {name: getattr(cover, name) for name in COVER_FIELDS}


def line_rows(cover: Cover, row: UnitCover) -> list[CoverLine]:
    """The lines of a cover, to be written."""
    return [
        CoverLine(cover=row, position=place, **line_values(line))
        for place, line in enumerate(cover.lines)
    ]


def line_values(line: Line) -> dict[str, Any]:
    """The columns of a CoverLine."""
    return {
        "key": line.key,
        "kind": line.kind,
        "component_id": line.spec.component,
        "part_percent": line.spec.part,
        "labour_percent": line.spec.labour,
        "travel_percent": line.spec.travel,
        "starts_on": line.starts_on,
        "base_end_on": line.base_end_on,
        "raw_end_on": line.raw_end_on,
        "ends_on": line.ends_on,
        "paused_days": line.paused_days,
        "granted_days": line.granted_days,
        "status": line.status,
    }


def stored_lines(row: UnitCover) -> list[dict[str, Any]]:
    """The same columns as they are stored, in order."""
    names = line_names()
    return [{name: getattr(line, name) for name in names} for line in row.lines.all()]


def line_names() -> Iterable[str]:
    """What is kept of a line."""
    return (
        "key", "kind", "component_id", "part_percent", "labour_percent",
        "travel_percent", "starts_on", "base_end_on", "raw_end_on", "ends_on",
        "paused_days", "granted_days", "status",
    )  # fmt: skip


def row_of(unit_id: int, version_id: int, cover: Cover, at: datetime) -> UnitCover:
    """A cover to be written for the first time."""
    return UnitCover(
        unit_id=unit_id, version_id=version_id, changed_at=at, **cover_values(cover)
    )
