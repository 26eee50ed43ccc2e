"""A thing at its maker's: sent there, and back mended or not."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.core.text import clean_line
from parts.models import Supplier
from warranty import claim_verbs as verbs
from warranty.actions.claims.gifts import take_gifts_back
from warranty.actions.claims.lines import sum_up
from warranty.actions.claims.repairing import check_agreed
from warranty.actions.claims.reserving import let_go
from warranty.actions.claims.steps import MAX_NOTE, Step, check, held, take
from warranty.claim_enums import ClaimStatus, FaultKind, LineKind, LineState
from warranty.claim_errors import SymptomError
from warranty.models import Claim, FaultCode, Repair


@transaction.atomic
def send_to_supplier(
    claim: Claim, supplier: Supplier, *, note: str = "", actor: Actor, at: datetime
) -> Claim:
    """Let the maker repair it; to the customer we answer for it all the same (30.2.g).

    Refused before the customer and the house agreed to what it costs.
    """
    claim = held(claim)
    check(claim, ClaimStatus.AT_SUPPLIER)
    check_agreed(claim)
    step = Step(
        verbs.SENT_TO_SUPPLIER,
        ClaimStatus.AT_SUPPLIER,
        note=note,
        is_public=True,
        data={"supplier_id": supplier.pk},
    )
    return take(claim, step, actor=actor, at=at)


@transaction.atomic
def take_back_from_supplier(
    claim: Claim,
    *,
    fix: FaultCode | None,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Claim:
    """It is back: mended by `fix`, for somebody of ours to try, or to be repaired here.

    What they mended is a service performed; parts of ours that were kept for it are
    free. Refuses a code that mends nothing.
    """
    claim = held(claim)
    if claim.status != ClaimStatus.AT_SUPPLIER:
        raise TransitionError
    if fix is not None and fix.kind != FaultKind.FIX:
        raise SymptomError(field="fix")
    to = ClaimStatus.IN_REPAIR if fix is None else ClaimStatus.QC
    sent_at = claim.status_since
    if fix is not None:
        _note_service(claim, fix, note, sent_at, at)
        _finish_lines(claim, actor=actor, at=at)
    elif not claim.repairs.filter(finished_at=None).exists():
        _begin(claim, at).save()
    data = {"fix_id": fix.pk if fix else None}
    step = Step(verbs.BACK_FROM_SUPPLIER, to, note=note, is_public=True, data=data)
    return take(claim, step, actor=actor, at=at)


def _note_service(
    claim: Claim, fix: FaultCode, note: str, since: datetime, at: datetime
) -> None:
    """Theirs, not ours: whoever had begun it here may try it."""
    repair = claim.repairs.filter(finished_at=None).first() or _begin(claim, since)
    repair.technician, repair.fix, repair.finished_at = None, fix, at
    repair.note = clean_line(note)[:MAX_NOTE]
    repair.save()


def _begin(claim: Claim, at: datetime) -> Repair:
    return Repair(
        claim=claim,
        number=claim.repairs.count() + 1,
        technician=claim.technician,
        is_covered=claim.is_covered,
        started_at=at,
    )


def _finish_lines(claim: Claim, *, actor: Actor, at: datetime) -> None:
    let_go(claim, actor=actor, at=at)
    planned = claim.lines.filter(state=LineState.PLANNED)
    unused = list(planned.filter(kind=LineKind.PART))
    take_gifts_back(unused, at=at)
    planned.filter(kind=LineKind.PART).update(state=LineState.CANCELLED)
    planned.update(state=LineState.DONE)
    sum_up(claim)
