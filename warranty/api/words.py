"""Covers as the API tells them: to anybody, or to those who may see the unit."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalog.models import Recall, Unit
from foundation.policies.models import PolicyVersion
from warranty.cover_words import Face, LineFace, cover_face, line_faces
from warranty.lookups import Answer
from warranty.models import UnitCover
from warranty.queries import covers_of, disputed_among


def public_words(answer: Answer) -> dict[str, Any]:
    """What a look-up tells; never a person, a receipt or a key."""
    product = answer.unit.product
    return {
        "serial": answer.unit.serial,
        "product": {
            "sku": product.sku,
            "name": product.name,
            "brand": product.brand,
            "category": product.category,
        },
        **_face_words(answer.face, answer.cover),
        "lines": [_line_words(line) for line in answer.lines],
        "recalls": [_recall_words(recall) for recall in answer.recalls],
    }


def coverage_of(units: Sequence[Unit]) -> Mapping[int, Mapping[str, Any]]:
    """What staff are told of the covers of some units, by unit; three queries."""
    on = timezone.localdate()
    covers, disputed = covers_of(units), disputed_among(units)
    return {
        key: staff_words(cover, on, is_disputed=key in disputed)
        for key, cover in covers.items()
    }


def staff_words(cover: UnitCover, on: date, *, is_disputed: bool) -> dict[str, Any]:
    """A cover with what it was reckoned from."""
    face = cover_face(cover, on, is_disputed=is_disputed)
    return {
        **_face_words(face, cover),
        "status": cover.status,
        "basis": cover.basis,
        "activate_by": cover.activate_by,
        "in_shop_since": cover.in_shop_since,
        "is_disputed": is_disputed,
        "lines": [_line_words(line) for line in line_faces(cover, on)],
    }


def _face_words(face: Face, cover: UnitCover | None) -> dict[str, Any]:
    is_known = cover is not None and face.ends_on is not None
    return {
        "state": face.state,
        "is_covered": face.is_covered,
        "headline": face.headline,
        "detail": face.sentence,
        "starts_on": face.starts_on,
        "ends_on": face.ends_on,
        "added_days": face.added_days,
        "activated_on": cover.activated_on if cover and is_known else None,
        "responsible": face.responsible,
        "policy": _policy_words(face.version) if face.version else None,
    }


def _policy_words(version: PolicyVersion) -> dict[str, Any]:
    code = version.policy.code
    return {
        "code": code,
        "name": version.policy.name,
        "version": version.number,
        "effective_from": version.effective_from,
        "url": f"{settings.BASE_URL}/policies/{code}/{version.number}/",
    }


def _line_words(face: LineFace) -> dict[str, Any]:
    line = face.line
    return {
        "component": line.component.code if line.component else None,
        "name": face.name,
        "part_percent": line.part_percent,
        "labour_percent": line.labour_percent,
        "travel_percent": line.travel_percent,
        "starts_on": face.starts_on,
        "ends_on": face.ends_on,
        "is_covered": face.is_live,
    }


def _recall_words(recall: Recall) -> dict[str, Any]:
    return {
        "code": recall.code,
        "title": recall.title,
        "severity": recall.severity,
        "action": recall.action,
        "starts_on": recall.starts_on,
    }
