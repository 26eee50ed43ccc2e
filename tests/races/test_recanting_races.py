"""A customer who calls a repair off while a technician begins it, on real connections."""

from typing import Any

import pytest

from foundation.core.actor import SYSTEM
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.sessions import all_at_once
from warranty.actions.claims import recanting, repairing, returning
from warranty.claim_enums import ClaimOutcome
from warranty.models import Claim, ClaimStep

pytestmark = pytest.mark.django_db(transaction=True)
BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


def withdrawals(claim: Claim) -> int:
    steps = ClaimStep.objects.filter(claim=claim, verb="claim.withdrawn")
    return steps.count()


def test_pressed_twice_it_is_called_off_once() -> None:
    claim = make.received()

    outcomes = all_at_once(*[lambda: recanting.call_off_claim(claim, **BY)] * 3)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert withdrawals(claim) == 1


def test_either_it_is_called_off_or_hands_are_on_it() -> None:
    claim, by = make.approved(), make.technician()

    outcomes = all_at_once(
        lambda: recanting.call_off_claim(claim, **BY),
        lambda: repairing.start_repair(claim, technician=by, **BY),
    )

    claim.refresh_from_db()
    assert len([each for each in outcomes if isinstance(each, Exception)]) == 1
    assert claim.repairs.exists() != (claim.result == ClaimOutcome.WITHDRAWN)


def test_without_the_lock_hands_are_on_what_was_called_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim, by = make.approved(), make.technician()

    def begun_meanwhile(found: Claim, **words: Any) -> Claim:
        repairing.start_repair(found, technician=by, **BY)
        return returning.withdraw_claim(found, **words)

    monkeypatch.setattr(recanting, "held", lambda each: Claim.objects.get(pk=each.pk))
    monkeypatch.setattr(recanting, "withdraw_claim", begun_meanwhile)

    recanting.call_off_claim(claim, **BY)

    claim.refresh_from_db()
    assert claim.repairs.exists()
    assert claim.result == ClaimOutcome.WITHDRAWN
