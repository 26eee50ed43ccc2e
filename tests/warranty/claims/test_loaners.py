"""A loaner for the days without the thing."""

from datetime import timedelta
from typing import Any

import pytest

from catalog.enums import Whereabouts
from foundation.core.actor import SYSTEM
from foundation.core.errors import TransitionError
from tests.factories.claims import (
    NOON,
    PROMISED,
    diagnosed,
    in_repair,
    in_test,
    labour,
    received,
    submitted,
    technician,
)
from tests.factories.remedies import by, loaner
from tests.factories.warranty import covered_unit
from warranty.actions.claims.approving import approve_repair
from warranty.actions.claims.loaners import (
    lend_loaner,
    note_loaner_answer,
    take_loaner_back,
)
from warranty.actions.claims.repairing import start_repair, try_repair
from warranty.actions.claims.returning import (
    close_claim,
    hand_back,
    withdraw_claim,
)
from warranty.claim_enums import ClaimOutcome, ClaimStatus, LoanerAnswer
from warranty.claim_errors import (
    ClaimNoteError,
    LoanerAnswerError,
    LoanerOutError,
    PromiseError,
)
from warranty.models import Claim, Lending, Loaner
from warranty.remedy_errors import (
    LendingOverError,
    LoanerLentError,
    LoanerUnavailableError,
)

pytestmark = pytest.mark.django_db


def lent(claim: Claim, thing: Loaner | None = None, **words: Any) -> Lending:
    values = {"due_at": PROMISED, "condition": "Không xước", **words}
    who = technician()
    return lend_loaner(claim, thing or loaner(), **{**values, **by(who)})


def back(lending: Lending) -> Lending:
    return take_loaner_back(lending, condition="Như lúc đưa", **by(technician()))


def ready(claim: Claim) -> Claim:
    tester = technician("an@hongha.example")
    return try_repair(
        in_test(in_repair(claim)), has_passed=True, tester=tester, **by(tester)
    )


def repairable() -> Claim:
    claim = diagnosed()
    labour(claim)
    who = technician()
    return approve_repair(claim, approver=who, **by(who))


def unneeded() -> Claim:
    claim = repairable()
    return note_loaner_answer(
        claim, answer=LoanerAnswer.REFUSED, note="", **by(technician())
    )


def test_a_loaner_goes_out_with_its_condition_on_paper() -> None:
    claim = received()

    lending = lent(claim)

    claim.refresh_from_db()
    assert (claim.loaner_answer, claim.loaners_out) == (LoanerAnswer.LENT, 1)
    assert (lending.condition_out, lending.lent_by) == ("Không xước", technician())


def test_whoever_has_a_loaner_was_asked() -> None:
    claim = repairable()

    with pytest.raises(LoanerAnswerError):
        start_repair(claim, technician=technician(), actor=SYSTEM, at=NOON)
    lent(claim)
    claim = start_repair(claim, technician=technician(), actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.IN_REPAIR


def test_a_loaner_is_with_one_customer_at_a_time() -> None:
    thing = loaner()
    first, second = received(), received(unit=covered_unit("NM-2"))
    lent(first, thing)

    with pytest.raises(LoanerUnavailableError):
        lent(second, thing)


def test_a_claim_has_one_loaner_out() -> None:
    claim = received()
    lent(claim)

    with pytest.raises(LoanerLentError):
        lent(claim, loaner("MUON-2"))


@pytest.mark.parametrize("is_active", [True, False])
def test_only_what_the_house_lends_is_lent(is_active: bool) -> None:
    thing = loaner(is_active=is_active)
    thing.unit.whereabouts = Whereabouts.SOLD if is_active else Whereabouts.LOANER
    thing.unit.save()

    with pytest.raises(LoanerUnavailableError):
        lent(received(), thing)


def test_a_loaner_is_due_on_a_day_to_come_and_looked_at_before() -> None:
    claim = received()

    with pytest.raises(PromiseError):
        lent(claim, due_at=NOON)
    with pytest.raises(ClaimNoteError):
        lent(claim, loaner("MUON-2"), condition=" ")


def test_a_claim_with_a_loaner_out_is_not_over() -> None:
    claim = repairable()
    lending = lent(claim)
    claim = hand_back(ready(claim), identity="CCCD", actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.RETURNED
    with pytest.raises(LoanerOutError):
        close_claim(claim, staff=None, actor=SYSTEM, at=NOON)
    back(lending)

    claim.refresh_from_db()
    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.REPAIRED)


def test_a_claim_whose_thing_never_came_waits_for_its_loaner_too() -> None:
    claim = submitted()
    lending = lent(claim)

    with pytest.raises(LoanerOutError):
        withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)
    back(lending)

    claim = withdraw_claim(claim, note="", actor=SYSTEM, at=NOON)
    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.WITHDRAWN)


def test_a_loaner_that_comes_back_early_leaves_the_claim_where_it_is() -> None:
    claim = received()
    lending = back(lent(claim))

    claim.refresh_from_db()
    assert (claim.status, claim.loaners_out) == (ClaimStatus.RECEIVED, 0)
    assert lending.condition_in == "Như lúc đưa"


def test_a_loaner_comes_back_once_and_is_looked_at() -> None:
    lending = lent(received())

    with pytest.raises(ClaimNoteError):
        take_loaner_back(lending, condition="", **by(technician()))
    back(lending)
    with pytest.raises(LendingOverError):
        back(lending)


def test_what_came_back_is_lent_again() -> None:
    thing = loaner()
    back(lent(received(), thing))

    assert lent(received(unit=covered_unit("NM-2")), thing).pk


def test_a_customer_who_needs_nothing_says_so() -> None:
    claim = note_loaner_answer(
        received(), answer=LoanerAnswer.REFUSED, note="", **by(technician())
    )

    assert claim.loaner_answer == LoanerAnswer.REFUSED


def test_another_agreement_is_told_in_words() -> None:
    claim = received()
    words: dict[str, Any] = {"answer": LoanerAnswer.ALTERNATIVE, **by(technician())}

    with pytest.raises(ClaimNoteError):
        note_loaner_answer(claim, note="", **words)
    claim = note_loaner_answer(claim, note="Tặng phiếu giặt là", **words)

    assert claim.loaner_note == "Tặng phiếu giặt là"


def test_an_answer_does_not_hide_a_loaner_that_is_out() -> None:
    claim = received()
    lent(claim)

    with pytest.raises(LoanerLentError):
        note_loaner_answer(
            claim, answer=LoanerAnswer.REFUSED, note="", **by(technician())
        )


def test_nothing_is_lent_when_theirs_is_back() -> None:
    claim = hand_back(ready(unneeded()), identity="CCCD", actor=SYSTEM, at=NOON)

    with pytest.raises(TransitionError):
        lent(claim, due_at=NOON + timedelta(days=1))
