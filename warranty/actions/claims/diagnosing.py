"""Looking for the fault: what is seen, why it is, and in which part."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalog.models import ComponentClass
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.text import clean_line
from warranty import claim_verbs as verbs
from warranty.actions.claims.lines import drop_all, share_anew, withdraw_quote
from warranty.actions.claims.reserving import let_go
from warranty.actions.claims.returning import make_ready
from warranty.actions.claims.steps import MAX_NOTE, Step, check, held, take
from warranty.attempts import attempts
from warranty.claim_cover import component_verdict
from warranty.claim_enums import ClaimOutcome, ClaimStatus, FaultKind
from warranty.claim_errors import ClaimOpenError, DiagnosisNeededError, SymptomError
from warranty.models import Claim, Diagnosis, FaultCode


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. No cause: no fault was found."""

    symptom: FaultCode
    cause: FaultCode | None
    component: ComponentClass | None = None
    note: str = ""


@transaction.atomic
def begin_diagnosis(
    claim: Claim, *, technician: User | None = None, actor: Actor, at: datetime
) -> Claim:
    """Take the thing on the bench; also when more is found while it is repaired.

    A quote that waits is taken back, since it will say something else, and parts that
    were kept are free for others.
    """
    claim = held(claim)
    if claim.status == ClaimStatus.APPEALED:
        raise TransitionError  # an appeal is answered, not passed over
    claim.technician = technician or claim.technician
    if claim.status == ClaimStatus.AWAITING_CUSTOMER:
        withdraw_quote(claim, actor=actor, at=at)
    let_go(claim, actor=actor, at=at)
    claim.repairs.filter(finished_at=None).update(finished_at=at)
    step = Step(verbs.DIAGNOSIS_STARTED, ClaimStatus.DIAGNOSING, is_public=True)
    return take(claim, step, actor=actor, at=at)


@transaction.atomic
def write_diagnosis(
    claim: Claim, finding: Finding, *, finder: User | None, actor: Actor, at: datetime
) -> Diagnosis:
    """Write down what was found; the last word counts, the ones before stay.

    What was planned before is shared as the cover of this fault says.

    Refused unless it is on the bench, with codes of the wrong sort, and where another
    open claim is about that fault of the unit.
    """
    claim = held(claim)
    if claim.status != ClaimStatus.DIAGNOSING:
        raise TransitionError
    _check_codes(claim, finding)
    claim.symptom, claim.family = finding.symptom, finding.symptom.family
    before = attempts(claim.unit, claim.family).exclude(pk=claim.pk)
    claim.attempt_no = 1 + before.count()
    claim.verdict = component_verdict(claim, finding.component)
    share_anew(claim, finding.component)
    diagnosis = Diagnosis.objects.create(
        claim=claim,
        number=claim.diagnoses.count() + 1,
        symptom=finding.symptom,
        cause=finding.cause,
        component=finding.component,
        note=clean_line(finding.note)[:MAX_NOTE],
        found_by=finder,
        at=at,
    )
    data = {
        "symptom_id": finding.symptom.pk,
        "cause_id": finding.cause.pk if finding.cause else None,
        "component_id": finding.component.pk if finding.component else None,
        "verdict": claim.verdict,
    }
    take(claim, Step(verbs.CLAIM_DIAGNOSED, data=data), actor=actor, at=at)
    return diagnosis


@transaction.atomic
def find_no_fault(claim: Claim, *, note: str, actor: Actor, at: datetime) -> Claim:
    """Nothing is wrong with it: it goes back as it came, and nothing was repaired."""
    claim = held(claim)
    last = claim.diagnoses.first()
    if last is None or last.cause is not None:
        raise DiagnosisNeededError
    check(claim, ClaimStatus.READY)
    drop_all(claim, actor=actor, at=at)
    return make_ready(claim, ClaimOutcome.NO_FAULT_FOUND, note=note, actor=actor, at=at)


def _check_codes(claim: Claim, finding: Finding) -> None:
    locked(claim.unit)  # two claims of it may turn out to be about one fault at once
    if finding.symptom.kind != FaultKind.SYMPTOM:
        raise SymptomError(field="symptom")
    if finding.cause is not None and finding.cause.kind != FaultKind.CAUSE:
        raise SymptomError(field="cause")
    others = claim.unit.claims.open().exclude(pk=claim.pk)
    if others.filter(family=finding.symptom.family).exists():
        raise ClaimOpenError(field="symptom")
