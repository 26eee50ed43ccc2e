"""Something for the days without the thing: lent, taken back, or not needed."""

from datetime import datetime

from django.db import transaction

from catalog.actions.owners import keep_for_lending
from catalog.enums import Whereabouts
from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.text import clean_line
from foundation.places.models import ServicePoint
from warranty import claim_verbs as verbs
from warranty.actions.claims.refunding import finish_refund
from warranty.actions.claims.returning import close_returned
from warranty.actions.claims.steps import Step, held, take
from warranty.claim_enums import ClaimStatus, LoanerAnswer
from warranty.claim_errors import ClaimNoteError, PromiseError
from warranty.models import Claim, Lending, Loaner
from warranty.remedy_errors import (
    LendingOverError,
    LoanerLentError,
    LoanerUnavailableError,
)

MAX_CONDITION = 300
MAX_ANSWER = 200
# Theirs is not with us yet, or is back already.
NOTHING_MISSING = {ClaimStatus.DRAFT, ClaimStatus.RETURNED, ClaimStatus.CLOSED}


@transaction.atomic
def keep_loaner(
    unit: Unit, *, service_point: ServicePoint | None, actor: Actor, at: datetime
) -> Loaner:
    """Let customers borrow a unit of the shop. Refuses what is somebody's or blocked."""
    unit = keep_for_lending(unit, actor=actor, at=at)
    return Loaner.objects.create(unit=unit, service_point=service_point)


@transaction.atomic
def lend_loaner(
    claim: Claim,
    loaner: Loaner,
    *,
    due_at: datetime | None,
    condition: str,
    actor: Actor,
    at: datetime,
) -> Lending:
    """Let the customer have a loaner until theirs is ready, its condition on paper.

    Refuses a loaner that is out or no longer lent, a second one for the claim, a day
    that is over, and no word on how it looks.
    """
    claim, loaner = held(claim), locked(loaner)
    if claim.status in NOTHING_MISSING:
        raise TransitionError
    if claim.loaners_out:
        raise LoanerLentError
    _check_free(loaner)
    if due_at is not None and due_at <= at:
        raise PromiseError(field="due_at")
    lending = Lending.objects.create(
        loaner=loaner,
        claim=claim,
        lent_at=at,
        lent_by_id=actor.user_id,
        due_at=due_at,
        condition_out=_condition(condition),
    )
    claim.loaner_answer, claim.loaner_note = LoanerAnswer.LENT, ""
    claim.loaners_out += 1
    _step(claim, lending, verbs.LOANER_LENT, actor, at)
    return lending


@transaction.atomic
def take_loaner_back(
    lending: Lending, *, condition: str, actor: Actor, at: datetime
) -> Lending:
    """Take a loaner back, its condition on paper; a claim that waited for it is over.

    Refuses one that is back already.
    """
    claim = held(lending.claim)
    lending = locked(lending)
    if lending.returned_at is not None:
        raise LendingOverError
    lending.condition_in = _condition(condition)
    lending.returned_at, lending.taken_by_id = at, actor.user_id
    lending.save(update_fields=["condition_in", "returned_at", "taken_by"])
    claim.loaners_out -= 1
    _step(claim, lending, verbs.LOANER_BACK, actor, at)
    if claim.status == ClaimStatus.RETURNED and not claim.loaners_out:
        close_returned(claim, lending.taken_by, actor=actor, at=at)
    # Its money may be back, and nobody has told the claim yet.
    finish_refund(claim, actor=actor, at=at)
    return lending


@transaction.atomic
def note_loaner_answer(
    claim: Claim, *, answer: LoanerAnswer, note: str, actor: Actor, at: datetime
) -> Claim:
    """Write down that the customer needs no loaner, or what was agreed instead.

    Refused while one is out, and where an agreement is not told in words.
    """
    claim = held(claim)
    if claim.status in NOTHING_MISSING - {ClaimStatus.DRAFT}:
        raise TransitionError
    if claim.loaners_out or answer == LoanerAnswer.LENT:
        raise LoanerLentError
    note = clean_line(note)[:MAX_ANSWER]
    if answer == LoanerAnswer.ALTERNATIVE and not note:
        raise ClaimNoteError(field="note")
    claim.loaner_answer, claim.loaner_note = answer, note
    data = {"answer": answer.value}
    step = Step(verbs.LOANER_DECLINED, note=note, is_public=True, data=data)
    return take(claim, step, actor=actor, at=at)


def _check_free(loaner: Loaner) -> None:
    is_ours = loaner.unit.whereabouts == Whereabouts.LOANER
    is_out = loaner.lendings.filter(returned_at=None).exists()
    if not loaner.is_active or not is_ours or is_out:
        raise LoanerUnavailableError(field="loaner")


def _condition(words: str) -> str:
    words = clean_line(words)[:MAX_CONDITION]
    if not words:
        raise ClaimNoteError(field="condition")
    return words


def _step(
    claim: Claim, lending: Lending, verb: str, actor: Actor, at: datetime
) -> None:
    unit = lending.loaner.unit
    data = {"lending_id": lending.pk, "unit_id": unit.pk}
    step = Step(verb, is_public=True, data=data, links=(unit,))
    take(claim, step, actor=actor, at=at)
