"""Judging a sample: taking it, saying what was found, thinking again, putting it aside."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.refs import ref
from foundation.core.text import clean_text
from foundation.events.actions import record
from foundation.notifications.notices import NewNotice, owe_notices
from quality import verbs
from quality.actions.draws import draw_instead
from quality.enums import Accuracy, ErrorType, SkipReason
from quality.errors import (
    AmendClosedError,
    CommentMissingError,
    ErrorTypeError,
    MarkError,
    OwnWorkError,
    SampleDoneError,
    SampleTakenError,
    SkipReasonError,
    VerdictError,
)
from quality.models import HOLD, MARKS, FormerVerdict, Sample
from quality.notices import QUALITY_CHANGED, QUALITY_SAID, own_path

MARKED = ("knowledge", "courtesy", "wording")
VERDICT_FIELDS = ("accuracy", "error_type", *MARKED, "comment")
MAX_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Review:
    """What was found: right or not, what kind of error, three marks from 1 to 5, words."""

    accuracy: str
    knowledge: int
    courtesy: int
    wording: int
    error_type: str = ""
    comment: str = ""


@transaction.atomic
def take_next(reviewer: User, *, at: datetime) -> Sample | None:
    """The next sample for somebody to judge, kept from others for a while.

    The one they hold already, else the oldest that nobody holds and that is not their own
    work; None where nothing is left. Two who ask at once get two.
    """
    free = Q(taken_at=None) | Q(taken_at__lte=at - HOLD)
    waiting = (
        Sample.objects.visible_to(reviewer).waiting().exclude(agent=reviewer)
    ).select_for_update(of=("self",), skip_locked=True)
    held = waiting.filter(taken_by=reviewer, taken_at__gt=at - HOLD)
    sample = held.order_by("taken_at", "pk").first()
    if sample is None:
        sample = waiting.filter(free).order_by("month", "pk").first()
    if sample is not None:
        _take(sample, reviewer, at)
    return sample


@transaction.atomic
def take_sample(sample: Sample, *, reviewer: User, at: datetime) -> Sample:
    """Keep a sample from others for a while. Refuses one's own work, what somebody else
    holds, and what is done."""
    sample = _held_by(sample, reviewer, at)
    _take(sample, reviewer, at)
    return sample


@transaction.atomic
def review_sample(
    sample: Sample, review: Review, *, reviewer: User, actor: Actor, at: datetime
) -> Sample:
    """Say what was found, and tell whose work it was.

    Refuses one's own work, what a colleague holds or has judged, marks off the scale, an
    error without its kind, and a mistake without words about it.
    """
    review = _checked(review)
    sample = _held_by(sample, reviewer, at)
    _write(sample, review)
    sample.reviewer, sample.reviewed_at = reviewer, at
    sample.taken_by = sample.taken_at = None
    sample.save(
        update_fields=[
            *VERDICT_FIELDS,
            "reviewer",
            "reviewed_at",
            "taken_by",
            "taken_at",
        ]
    )
    _record(sample, verbs.QUALITY_REVIEWED, actor=actor, at=at, **_facts(sample))
    _tell(sample, QUALITY_SAID, at)
    return sample


@transaction.atomic
def amend_review(
    sample: Sample, review: Review, *, reviewer: User, actor: Actor, at: datetime
) -> Sample:
    """Think again about what one has found; what was said before is kept.

    Saying the same again changes nothing. Refuses everybody else, and after a while.
    """
    review = _checked(review)
    sample = locked(sample)
    if not sample.can_be_amended(reviewer, at):
        raise AmendClosedError
    if review == _said(sample):
        return sample
    old = _facts(sample)
    FormerVerdict.objects.create(
        sample=sample,
        said_at=sample.said_at,
        replaced_at=at,
        **asdict(_said(sample)),
    )
    _write(sample, review)
    sample.changed_at = at
    sample.save(update_fields=[*VERDICT_FIELDS, "changed_at"])
    before = {f"old_{name}": value for name, value in old.items()}
    _record(
        sample, verbs.QUALITY_AMENDED, actor=actor, at=at, **_facts(sample), **before
    )
    _tell(sample, QUALITY_CHANGED, at)
    return sample


@transaction.atomic
def skip_sample(
    sample: Sample, reason: str, *, reviewer: User, actor: Actor, at: datetime
) -> Sample | None:
    """Put a case aside that cannot be judged; the one drawn in its place, if any is left.

    Refuses a reason that is none, one's own work, and what a colleague holds or has done.
    """
    if reason not in SkipReason.values:
        raise SkipReasonError(field="reason")
    sample = _held_by(sample, reviewer, at)
    sample.skipped_by, sample.skipped_at, sample.skip_reason = reviewer, at, reason
    sample.taken_by = sample.taken_at = None
    sample.save(
        update_fields=[
            "skipped_by",
            "skipped_at",
            "skip_reason",
            "taken_by",
            "taken_at",
        ]
    )
    instead = draw_instead(sample, at=at)
    _record(
        sample,
        verbs.QUALITY_SKIPPED,
        actor=actor,
        at=at,
        reason=reason,
        replacement_id=instead.pk if instead else None,
    )
    return instead


def _held_by(sample: Sample, reviewer: User, at: datetime) -> Sample:
    """The sample under lock, if `reviewer` may judge it now."""
    sample = locked(sample)
    if sample.agent_id == reviewer.pk:
        raise OwnWorkError
    if not sample.is_waiting:
        raise SampleDoneError
    if sample.is_held_from(reviewer, at):
        raise SampleTakenError
    return sample


def _take(sample: Sample, reviewer: User, at: datetime) -> None:
    sample.taken_by, sample.taken_at = reviewer, at
    sample.save(update_fields=["taken_by", "taken_at"])


def _checked(review: Review) -> Review:
    """The review with its words cleaned, or a refusal that names its field."""
    if review.accuracy not in Accuracy.values:
        raise VerdictError(field="accuracy")
    is_right = review.accuracy == Accuracy.CORRECT
    if is_right and review.error_type:
        message = ErrorTypeError.right_message
        raise ErrorTypeError(message, field="error_type")
    if not is_right and review.error_type not in ErrorType.values:
        raise ErrorTypeError(field="error_type")
    for name in MARKED:
        if getattr(review, name) not in MARKS:
            raise MarkError(field=name)
    comment = clean_text(review.comment)[:MAX_COMMENT]
    if not is_right and not comment:
        raise CommentMissingError(field="comment")
    return Review(**{**asdict(review), "comment": comment})


def _write(sample: Sample, review: Review) -> None:
    for name in VERDICT_FIELDS:
        setattr(sample, name, getattr(review, name))


def _said(sample: Sample) -> Review:
    return Review(**{name: getattr(sample, name) for name in VERDICT_FIELDS})


def _facts(sample: Sample) -> dict[str, str | int]:
    """What was found, without the words."""
    names = ("accuracy", "error_type", *MARKED)
    return {name: getattr(sample, name) for name in names}


def _record(
    sample: Sample, verb: str, *, actor: Actor, at: datetime, **data: Any
) -> None:
    record(sample, verb, actor=actor, at=at, agent_id=sample.agent_id, **data)


def _tell(sample: Sample, kind: str, at: datetime) -> None:
    notice = NewNotice(
        user_id=sample.agent_id,
        kind=kind,
        about=ref(sample),
        path=own_path(sample.pk),
        data={"number": sample.ticket.number},
        dedupe_key=f"{kind}:{sample.pk}:{at.isoformat()}",
    )
    owe_notices([notice], at=at)
