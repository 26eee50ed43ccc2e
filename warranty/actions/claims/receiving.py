"""The thing comes into our hands: a receipt with a day, and the cover stands still."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.core.text import clean_line
from foundation.places.models import ServicePoint
from intake.enums import PaperSize
from parts.actions.reserving import repoint_urgency
from warranty import claim_verbs as verbs
from warranty.actions.claims.steps import MAX_NOTE, Step, held, take
from warranty.actions.custody import begin_custody
from warranty.claim_enums import ClaimMode, ClaimStatus
from warranty.claim_errors import ClaimNoteError, PromiseError, UrgencyError
from warranty.claim_letters import send_promise_letter
from warranty.claim_queries import copies_of
from warranty.claim_workflow import UNFIXED
from warranty.errors import NoCoverError
from warranty.models import Claim

LONGEST_PROMISE = timedelta(days=366)
MOST_URGENT = 3
# Sent in, or taken along by whoever went there: nobody prints a receipt.
WITHOUT_PAPER = {ClaimMode.MAIL_IN, ClaimMode.ONSITE}


@transaction.atomic
def receive_claim(
    claim: Claim,
    *,
    promised_at: datetime,
    service_point: ServicePoint | None = None,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Take the thing in: the receipt names the day it is promised back.

    Who was not at the counter reads the day in a letter. From today its cover stands still.
    Refuses a promise that is no day to come.
    """
    claim = held(claim)
    _check_promise(promised_at, at)
    has_no_paper = claim.mode in WITHOUT_PAPER
    claim.promised_at = claim.first_promised_at = promised_at
    claim.received_at = at
    if claim.mode == ClaimMode.ONSITE:  # taken along by whoever went there
        claim.mode = ClaimMode.COUNTER
    claim.service_point = service_point or claim.service_point
    step = Step(
        verbs.CLAIM_RECEIVED,
        ClaimStatus.RECEIVED,
        is_public=True,
        data={"promised_at": promised_at.isoformat()},
    )
    claim = take(claim, step, actor=actor, at=at)
    if has_no_paper:
        send_promise_letter(claim)
    with suppress(NoCoverError):  # what nothing covers has nothing to stand still
        begin_custody(
            claim.unit, on=localdate(at), claim=ref(claim), actor=actor, at=at
        )
    return claim


@transaction.atomic
def book_visit(
    claim: Claim, *, visit_at: datetime, actor: Actor, at: datetime
) -> Claim:
    """Somebody goes to the thing; the visit is what is promised."""
    claim = held(claim)
    _check_promise(visit_at, at)
    claim.mode, claim.promised_at = ClaimMode.ONSITE, visit_at
    claim.first_promised_at = claim.first_promised_at or visit_at
    step = Step(
        verbs.CLAIM_VISIT_BOOKED,
        ClaimStatus.VISIT_BOOKED,
        is_public=True,
        data={"visit_at": visit_at.isoformat()},
    )
    take(claim, step, actor=actor, at=at)
    send_promise_letter(claim)
    return claim


@transaction.atomic
def assign_technician(
    claim: Claim, technician: User | None, *, actor: Actor, at: datetime
) -> Claim:
    """Put the claim on somebody's bench, or on nobody's; the same again changes nothing.

    Refuses one that is over.
    """
    claim = _open(claim)
    if claim.technician == technician:
        return claim
    old, claim.technician = claim.technician, technician
    data = {
        "technician_id": technician.pk if technician else None,
        "old_technician_id": old.pk if old else None,
    }
    return take(claim, Step(verbs.CLAIM_ASSIGNED, data=data), actor=actor, at=at)


@transaction.atomic
def promise_again(
    claim: Claim, *, promised_at: datetime, note: str, actor: Actor, at: datetime
) -> Claim:
    """Name another day, and tell the customer which and why. What the receipt said stays,
    and counts for what the law gives.

    Refused where nothing was promised yet or no longer is, without a day to come, and
    without a reason.
    """
    claim = held(claim)
    if claim.status not in UNFIXED or claim.promised_at is None:
        raise TransitionError
    _check_promise(promised_at, at)
    if not note.strip():
        raise ClaimNoteError(field="note")
    claim.promised_at = promised_at
    _put_in_line(claim, actor=actor, at=at)
    step = Step(
        verbs.CLAIM_PROMISED,
        note=note,
        is_public=True,
        data={"promised_at": promised_at.isoformat()},
    )
    take(claim, step, actor=actor, at=at)
    send_promise_letter(claim, note=clean_line(note)[:MAX_NOTE])
    return claim


@transaction.atomic
def hurry_claim(claim: Claim, *, urgency: int, actor: Actor, at: datetime) -> Claim:
    """Put it before others, or in line again; the parts it waits for come in that order.

    Refuses what is no degree, and a claim that is over. The same again changes nothing.
    """
    claim = _open(claim)
    if not 0 <= urgency <= MOST_URGENT:
        raise UrgencyError(field="urgency")
    if claim.urgency == urgency:
        return claim
    claim.urgency = urgency
    _put_in_line(claim, actor=actor, at=at)
    step = Step(verbs.CLAIM_HURRIED, data={"urgency": urgency})
    return take(claim, step, actor=actor, at=at)


@transaction.atomic
def note_reprint(claim: Claim, *, paper: PaperSize, actor: Actor, at: datetime) -> int:
    """Count one more copy of the receipt, so that it can be told from the first.

    The number of the copy. Refuses a thing that never came in.
    """
    claim = held(claim)
    if claim.received_at is None:
        raise TransitionError
    copy = copies_of(claim) + 1
    data = {"paper": paper.value, "copy": copy}
    take(claim, Step(verbs.CLAIM_REPRINTED, data=data), actor=actor, at=at)
    return copy


def _open(claim: Claim) -> Claim:
    claim = held(claim)
    if not claim.is_open:
        raise TransitionError
    return claim


def _put_in_line(claim: Claim, *, actor: Actor, at: datetime) -> None:
    repoint_urgency(
        ref(claim),
        urgency=claim.urgency,
        promised_at=claim.promised_at,
        actor=actor,
        at=at,
    )


def _check_promise(promised_at: datetime, at: datetime) -> None:
    if not at < promised_at < at + LONGEST_PROMISE:
        raise PromiseError(field="promised_at")
