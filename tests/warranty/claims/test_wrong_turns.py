"""Steps that the table would let somebody take, and that would be wrong all the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.errors import TransitionError
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.parts import SupplierFactory
from tests.factories.remedies import decider
from tests.factories.warranty import covered_unit
from warranty.actions.claims import (
    quoting,
    receiving,
    refunding,
    refusing,
    repairing,
    returning,
    supplier,
)
from warranty.claim_enums import ClaimOutcome, ClaimStatus
from warranty.claim_errors import DiagnosisNeededError, SamePersonError
from warranty.models import Claim

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)


def refused(claim: Claim) -> Claim:
    by = decider()
    return refusing.reject_claim(
        claim,
        exclusion=None,
        note="Vào nước",
        decider=by,
        actor=staff_actor(by.pk),
        at=NOON,
    )


def at_home(claim: Claim | None = None) -> Claim:
    """One that is looked at where the customer lives."""
    soon = NOON + timedelta(days=1)
    claim = receiving.book_visit(
        claim or make.submitted(), visit_at=soon, actor=SYSTEM, at=NOON
    )
    return make.on_bench(claim)


# --- an appeal is answered


@pytest.mark.parametrize("came", [make.submitted, make.diagnosed])
def test_an_appeal_is_answered_and_not_passed_over_at_the_bench(
    came: Callable[[], Claim],
) -> None:
    claim = refused(came())
    refusing.appeal_claim(claim, words="Không đúng", actor=SYSTEM, at=NOON)
    with pytest.raises(TransitionError):
        make.on_bench(claim)


# --- withdrawing


def test_what_was_refused_is_not_withdrawn() -> None:
    claim = refused(make.submitted())
    with pytest.raises(TransitionError):
        returning.withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)


def test_money_that_goes_back_is_not_withdrawn() -> None:
    by = decider()
    claim = refunding.decide_refund(
        at_home(),
        amount=1_000_000,
        ceiling=1_000_000,
        note="Không sửa được",
        decider=by,
        actor=staff_actor(by.pk),
        at=NOON,
    )
    with pytest.raises(TransitionError):
        returning.withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)


def test_what_is_repaired_already_is_not_withdrawn() -> None:
    with pytest.raises(TransitionError):
        returning.withdraw_claim(make.in_test(), note="", actor=SYSTEM, at=NOON)


def test_a_repair_that_is_broken_off_is_over() -> None:
    claim = returning.withdraw_claim(make.in_repair(), note="", actor=SYSTEM, at=NOON)

    assert claim.result == ClaimOutcome.WITHDRAWN
    assert not claim.repairs.filter(finished_at=None).exists()


def test_nothing_is_repaired_that_goes_back_as_it_came() -> None:
    claim = returning.withdraw_claim(make.approved(), note="", actor=SYSTEM, at=NOON)
    with pytest.raises(TransitionError):
        repairing.start_repair(claim, technician=None, actor=SYSTEM, at=NOON)


# --- what is over


def closed() -> Claim:
    return returning.withdraw_claim(make.submitted(), note="", actor=SYSTEM, at=NOON)


def test_nothing_is_promised_for_what_is_over() -> None:
    with pytest.raises(TransitionError):
        receiving.promise_again(
            closed(), promised_at=LATER, note="Muộn", actor=SYSTEM, at=NOON
        )


def test_nothing_is_promised_before_there_is_a_receipt() -> None:
    with pytest.raises(TransitionError):
        receiving.promise_again(
            make.submitted(), promised_at=LATER, note="Muộn", actor=SYSTEM, at=NOON
        )


def test_what_is_over_lies_on_nobodys_bench() -> None:
    with pytest.raises(TransitionError):
        receiving.assign_technician(closed(), make.technician(), actor=SYSTEM, at=NOON)


def test_what_is_over_is_not_urgent() -> None:
    with pytest.raises(TransitionError):
        receiving.hurry_claim(closed(), urgency=2, actor=SYSTEM, at=NOON)


# --- a second person


def test_whoever_finished_a_repair_that_another_began_does_not_test_it() -> None:
    other = make.technician("hau@hongha.example", name="Cao Văn Hậu")
    claim = make.in_repair()
    repairing.finish_repair(claim, fix=make.fix(), actor=staff_actor(other.pk), at=NOON)
    with pytest.raises(SamePersonError):
        repairing.try_repair(
            claim, has_passed=True, tester=other, actor=SYSTEM, at=NOON
        )


def test_what_a_supplier_mended_is_tried_by_whoever_had_it_before() -> None:
    by = make.technician()
    maker = SupplierFactory.create()
    claim = supplier.send_to_supplier(make.in_repair(), maker, actor=SYSTEM, at=NOON)
    claim = supplier.take_back_from_supplier(
        claim, fix=make.fix(), actor=staff_actor(by.pk), at=NOON
    )
    claim = repairing.try_repair(
        claim, has_passed=True, tester=by, actor=SYSTEM, at=NOON
    )

    assert claim.status == ClaimStatus.READY


# --- a quote says what is broken


def test_nothing_is_quoted_that_nobody_looked_at() -> None:
    unit = covered_unit(delivered_at=NOON - timedelta(days=365 * 6))
    claim = make.on_bench(make.received(make.submitted(unit)))
    make.labour(claim)
    with pytest.raises(DiagnosisNeededError):
        quoting.send_quote(claim, sender=None, actor=SYSTEM, at=NOON)
