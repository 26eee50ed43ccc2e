"""Saying no, with the words that it rests on; and looking at it again when asked."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.text import clean_line, clean_text
from warranty import claim_verbs as verbs
from warranty.actions.claims.lines import drop_all
from warranty.actions.claims.returning import CODE_LENGTH, close_returned
from warranty.actions.claims.steps import MAX_NOTE, Step, check, held, take
from warranty.actions.codes import digest, new_code
from warranty.claim_enums import AppealState, ClaimOutcome, ClaimStatus
from warranty.claim_errors import ClaimNoteError
from warranty.claim_notices import APPEALED, tell
from warranty.claim_terms import APPEAL_WINDOW
from warranty.deciders import check_may, people_who
from warranty.models import Appeal, Claim, Exclusion
from warranty.remedy_errors import (
    AppealDecidedError,
    ExclusionError,
    ReasonError,
    SameDeciderError,
)
from warranty.remedy_letters import send_appeal_letter, send_refusal_letter

MAX_WORDS = 2000
BATCH = 200


@transaction.atomic
def reject_claim(
    claim: Claim,
    *,
    exclusion: Exclusion | None,
    note: str,
    decider: User,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Refuse a claim: the customer is told why, by which version, and how to appeal.

    A thing that is with us waits to be fetched. Refused to whoever does not decide
    claims, without an exclusion or a reason in words, and with one of another version.
    """
    claim = held(claim)
    check(claim, ClaimStatus.REJECTED)
    if claim.status == ClaimStatus.APPEALED:
        raise TransitionError  # an appeal is answered, not passed over
    check_may(decider, Capability.DECIDE_CLAIM)
    note = clean_line(note)[:MAX_NOTE]
    _check_reason(claim, exclusion, note)
    drop_all(claim, actor=actor, at=at)
    claim.refused_by, claim.refusal = exclusion, note
    claim.result = ClaimOutcome.REJECTED
    code = _code_for(claim)
    data = {"exclusion_id": exclusion.pk if exclusion else None}
    verb, to = verbs.CLAIM_REJECTED, ClaimStatus.REJECTED
    step = Step(verb, to, note=note, is_public=True, data=data)
    take(claim, step, actor=actor, at=at)
    send_refusal_letter(claim, code)
    return claim


@transaction.atomic
def appeal_claim(claim: Claim, *, words: str, actor: Actor, at: datetime) -> Appeal:
    """The customer does not accept a refusal, in their own words; one appeal is open.

    Those who decide are told. Refused where nothing was refused, and without words.
    """
    claim = held(claim)
    check(claim, ClaimStatus.APPEALED)
    words = clean_text(words)[:MAX_WORDS]
    if not words.strip():
        raise ClaimNoteError(field="words")
    number = claim.appeals.count() + 1
    appeal = Appeal.objects.create(claim=claim, number=number, words=words, made_at=at)
    step = Step(
        verbs.CLAIM_APPEALED,
        ClaimStatus.APPEALED,
        is_public=True,
        data={"appeal_id": appeal.pk},
    )
    take(claim, step, actor=actor, at=at)
    judges = people_who(Capability.DECIDE_CLAIM).exclude(pk__in=_who_said_no(claim))
    people = [claim.ticket.assignee_id, *judges.values_list("pk", flat=True)]
    tell(claim, APPEALED, appeal.pk, people, by=actor, at=at)
    return appeal


@transaction.atomic
def decide_appeal(
    appeal: Appeal,
    *,
    is_granted: bool,
    answer: str,
    decider: User,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Answer an appeal: the claim is looked at anew from where it was refused, or the
    refusal stands.

    Refused to whoever said no before while somebody else can judge, without an answer,
    and twice.
    """
    claim, appeal = held(appeal.claim), locked(appeal)
    if appeal.state != AppealState.OPEN:
        raise AppealDecidedError
    check_may(decider, Capability.DECIDE_CLAIM)
    _check_another(claim, decider)
    answer = clean_line(answer)[:MAX_NOTE]
    if not answer:
        raise ClaimNoteError(field="answer")
    appeal.state = AppealState.GRANTED if is_granted else AppealState.UPHELD
    appeal.answer, appeal.decided_by, appeal.decided_at = answer, decider, at
    appeal.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    code = _reopen(claim) if is_granted else _code_for(claim)
    to = _where_refused(claim) if is_granted else ClaimStatus.REJECTED
    data = {"appeal_id": appeal.pk, "is_granted": is_granted}
    step = Step(verbs.APPEAL_DECIDED, to, note=answer, is_public=True, data=data)
    take(claim, step, actor=actor, at=at)
    send_appeal_letter(appeal, claim, code)
    return claim


def may_appeal(claim: Claim) -> bool:
    """Whether its customer may object to a refusal by themselves: the second no is the
    last, and is talked about with people."""
    last = next(iter(claim.appeals.all()), None)
    is_upheld = last is not None and last.state == AppealState.UPHELD
    return claim.can_become(ClaimStatus.APPEALED) and not is_upheld


def close_refused(at: datetime) -> int:
    """End refused claims of things we never had, when nobody appealed in time; how many."""
    over = Claim.objects.filter(
        status=ClaimStatus.REJECTED,
        received_at=None,
        loaners_out=0,
        status_since__lte=at - APPEAL_WINDOW,
    )
    return sum(_close(claim, at) for claim in over.order_by("pk")[:BATCH])


@transaction.atomic
def _close(claim: Claim, at: datetime) -> bool:
    claim = held(claim)
    if claim.status != ClaimStatus.REJECTED or claim.loaners_out:
        return False
    close_returned(claim, None, actor=SYSTEM, at=at)
    return True


def _check_reason(claim: Claim, exclusion: Exclusion | None, note: str) -> None:
    if exclusion is None and not note:
        raise ReasonError(field="note")
    if exclusion is not None and exclusion.terms.version_id != claim.version_id:
        raise ExclusionError(field="exclusion")


def _code_for(claim: Claim) -> str:
    """A new code to fetch it by; none where the thing is not with us."""
    if claim.received_at is None:
        return ""
    code = new_code(CODE_LENGTH)
    claim.code_digest, claim.code_tries = digest(code), 0
    return code


def _reopen(claim: Claim) -> str:
    claim.refused_by, claim.refusal, claim.result = None, "", ""
    claim.code_digest = ""
    return ""


def _where_refused(claim: Claim) -> ClaimStatus:
    refusal = claim.steps.filter(verb=verbs.CLAIM_REJECTED).order_by("-number").first()
    was_looked_at = refusal is None or refusal.old_status == ClaimStatus.DIAGNOSING
    return ClaimStatus.DIAGNOSING if was_looked_at else ClaimStatus.SUBMITTED


def _who_said_no(claim: Claim) -> set[int]:
    no = Q(verb=verbs.CLAIM_REJECTED) | Q(
        verb=verbs.APPEAL_DECIDED, new_status=ClaimStatus.REJECTED
    )
    found = claim.steps.filter(no, actor_user__isnull=False)
    return set(found.values_list("actor_user_id", flat=True))


def _check_another(claim: Claim, decider: User) -> None:
    refusers = _who_said_no(claim)
    others = people_who(Capability.DECIDE_CLAIM).exclude(pk__in=refusers)
    if decider.pk in refusers and others.exists():
        raise SameDeciderError
