"""Odd things about units: opened by a rule, decided by a person, never overwritten."""

from datetime import datetime
from typing import Any

from django.db import transaction

from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.events.actions import record
from warranty import verbs
from warranty.enums import ReviewKind, ReviewState
from warranty.errors import NoteError, ReviewDecidedError
from warranty.models import Review


@transaction.atomic
def open_review(
    unit: Unit, kind: ReviewKind, *, data: dict[str, Any], actor: Actor, at: datetime
) -> Review:
    """Ask a person to judge something odd; one of a kind is open at a time.

    The cover stays as it is meanwhile. `data` holds ids and numbers.
    """
    review, is_new = Review.objects.get_or_create(
        unit=unit,
        kind=kind,
        state=ReviewState.OPEN,
        defaults={"data": data, "opened_at": at},
    )
    if is_new:
        record(
            review,
            verbs.REVIEW_OPENED,
            actor=actor,
            at=at,
            links=[unit],
            kind=kind,
        )
    return review


@transaction.atomic
def decide_review(
    review: Review, *, is_upheld: bool, note: str, actor: Actor, at: datetime
) -> Review:
    """Say what came of it. Refuses without a reason, and what was decided already.

    Whether a cover is refused for it is decided apart, by `void_cover`.
    """
    review = locked(review)
    if review.state != ReviewState.OPEN:
        raise ReviewDecidedError
    review.note = clean_line(note)
    if not review.note:
        raise NoteError(field="note")
    review.state = ReviewState.UPHELD if is_upheld else ReviewState.CLEARED
    review.decided_at, review.decided_by_id = at, actor.user_id
    review.save(update_fields=["note", "state", "decided_at", "decided_by"])
    record(
        review,
        verbs.REVIEW_DECIDED,
        actor=actor,
        at=at,
        links=[review.unit],
        state=review.state,
        kind=review.kind,
    )
    return review
