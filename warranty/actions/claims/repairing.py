"""At the bench: parts go in, and a second person tries what was done."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.actions.parts import fit_part
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.core.text import clean_line
from parts.actions.reserving import consume
from parts.actions.stock import take_out_old
from warranty import claim_verbs as verbs
from warranty.actions.claims.alarms import look_for_third
from warranty.actions.claims.reserving import (
    has_all_parts,
    location_for,
    reservations_of,
)
from warranty.actions.claims.returning import make_ready
from warranty.actions.claims.steps import MAX_NOTE, Step, check, held, take
from warranty.claim_enums import (
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    FaultKind,
    LineKind,
    LineState,
)
from warranty.claim_errors import (
    ApprovalNeededError,
    LineError,
    LoanerAnswerError,
    PartsMissingError,
    PartUnusedError,
    QuoteNeededError,
    SamePersonError,
    SymptomError,
)
from warranty.claim_hands import hands_on
from warranty.models import Claim, ClaimLine, FaultCode, QcTest, Repair


@dataclass(frozen=True, slots=True)
class Fitting:
    """A part that goes in: the number of the old one and of the new, where they have one."""

    old_serial: str = ""
    new_serial: str = ""


@transaction.atomic
def start_repair(
    claim: Claim, *, technician: User | None, actor: Actor, at: datetime
) -> Claim:
    """Begin to mend it. Refused before the customer and the house agreed, before all its
    parts are there, and while nobody asked what the customer does meanwhile."""
    claim = held(claim)
    check(claim, ClaimStatus.IN_REPAIR)
    if claim.result not in {"", ClaimOutcome.REPAIRED}:
        raise TransitionError  # it goes back as it came, or another thing is given for it
    check_agreed(claim)
    if not has_all_parts(claim):
        raise PartsMissingError
    claim.technician = technician or claim.technician
    _open_repair(claim, at)
    step = Step(verbs.REPAIR_STARTED, ClaimStatus.IN_REPAIR, is_public=True)
    return take(claim, step, actor=actor, at=at)


@transaction.atomic
def use_part(
    line: ClaimLine, fitting: Fitting, *, actor: Actor, at: datetime
) -> ClaimLine:
    """Put in the part that is kept for a line; the old one goes to the defective store.

    Both numbers stay on record; the old one is the unit's own where nobody typed it.
    Refuses a part that is not kept for it.
    """
    claim = held(line.claim)
    if claim.status != ClaimStatus.IN_REPAIR:
        raise TransitionError
    line = claim.lines.get(pk=line.pk)
    kept = [r for r in reservations_of(claim) if r.subject_id == str(line.pk)]
    if line.state != LineState.PLANNED or line.part is None or not kept:
        raise LineError
    fitting = _with_old_number(claim, line, fitting)
    consume(kept[0], serial=fitting.new_serial, actor=actor, at=at)
    _take_out(claim, line, fitting, actor=actor, at=at)
    line.old_serial = clean_line(fitting.old_serial)[:60]
    line.new_serial = clean_line(fitting.new_serial)[:60]
    line.state = LineState.DONE
    line.save(update_fields=["old_serial", "new_serial", "state"])
    if line.new_serial and line.component is not None:
        fit_part(claim.unit, line.component, line.new_serial, on=localdate(at))
    step = Step(verbs.LINE_CHANGED, data={"line_id": line.pk, "is_done": True})
    take(claim, step, actor=actor, at=at)
    return line


@transaction.atomic
def finish_repair(
    claim: Claim,
    *,
    fix: FaultCode | None,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Claim:
    """Done, for a second person to try. Refused while a planned part is not in."""
    claim = held(claim)
    check(claim, ClaimStatus.QC)
    if fix is None or fix.kind != FaultKind.FIX:
        raise SymptomError(field="fix")
    planned = claim.lines.filter(state=LineState.PLANNED)
    if planned.filter(kind=LineKind.PART).exists():
        raise PartUnusedError
    planned.update(state=LineState.DONE)
    repair = claim.repairs.filter(finished_at=None).first() or _open_repair(claim, at)
    repair.fix, repair.note = fix, clean_line(note)[:MAX_NOTE]
    repair.finished_at = at
    repair.save(update_fields=["fix", "note", "finished_at"])
    step = Step(verbs.REPAIR_FINISHED, ClaimStatus.QC, data={"fix_id": fix.pk})
    return take(claim, step, actor=actor, at=at)


@transaction.atomic
def try_repair(
    claim: Claim,
    *,
    has_passed: bool,
    note: str = "",
    tester: User,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Try what was repaired; it is ready, or goes back to the bench.

    Refuses whoever began or finished the repair.
    """
    claim = held(claim)
    check(claim, ClaimStatus.READY if has_passed else ClaimStatus.IN_REPAIR)
    if claim.status != ClaimStatus.QC:
        raise TransitionError
    repair = claim.repairs.first()
    repairer = repair.technician if repair else None
    if tester.pk in hands_on(repair, claim.steps.all()):
        raise SamePersonError
    _write_test(claim, repairer, tester, has_passed=has_passed, note=note, at=at)
    data = {"has_passed": has_passed}
    if has_passed:
        take(claim, Step(verbs.CLAIM_TESTED, data=data), actor=actor, at=at)
        return make_ready(claim, ClaimOutcome.REPAIRED, actor=actor, at=at)
    _open_repair(claim, at)
    step = Step(verbs.CLAIM_TESTED, ClaimStatus.IN_REPAIR, note=note, data=data)
    take(claim, step, actor=actor, at=at)
    look_for_third(claim, actor=actor, at=at)
    return claim


def check_agreed(claim: Claim) -> None:
    """Raise unless customer and house agreed to pay, and somebody asked about a loaner."""
    if claim.customer_total > claim.accepted_total:
        raise QuoteNeededError
    if claim.house_total > claim.approved_total:
        raise ApprovalNeededError
    is_asked = claim.loaner_answer or claim.mode == ClaimMode.ONSITE
    if claim.is_covered and not is_asked:
        raise LoanerAnswerError


def _open_repair(claim: Claim, at: datetime) -> Repair:
    under_way: Repair | None = claim.repairs.filter(finished_at=None).first()
    if under_way is not None:
        return under_way
    return Repair.objects.create(
        claim=claim,
        number=claim.repairs.count() + 1,
        technician=claim.technician,
        is_covered=claim.is_covered,
        started_at=at,
    )


def _with_old_number(claim: Claim, line: ClaimLine, fitting: Fitting) -> Fitting:
    """With the number that the unit is known to have inside, where a new one comes for it."""
    is_known = fitting.old_serial.strip() or not fitting.new_serial.strip()
    if is_known or line.component is None:
        return fitting
    inside = claim.unit.parts.filter(component=line.component, removed_on=None)
    old = inside.values_list("serial", flat=True).first()
    return replace(fitting, old_serial=old or "")


def _take_out(
    claim: Claim, line: ClaimLine, fitting: Fitting, *, actor: Actor, at: datetime
) -> None:
    if line.part is None:
        return
    take_out_old(
        line.part,
        quantity=line.quantity,
        serial=clean_line(fitting.old_serial)[:60],
        location=location_for(claim),
        subject=ref(line),
        actor=actor,
        at=at,
    )


def _write_test(
    claim: Claim,
    repairer: User | None,
    tester: User,
    *,
    has_passed: bool,
    note: str,
    at: datetime,
) -> None:
    QcTest.objects.create(
        claim=claim,
        number=claim.tests.count() + 1,
        has_passed=has_passed,
        note=clean_line(note)[:MAX_NOTE],
        repaired_by=repairer,
        tested_by=tester,
        at=at,
    )
