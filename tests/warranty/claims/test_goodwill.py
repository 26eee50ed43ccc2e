"""What the house gives away, out of a month's budget."""

from datetime import date
from typing import Any

import pytest

from foundation.core.actor import SYSTEM
from tests.factories.claims import (
    NOON,
    diagnosed,
    in_repair,
    in_test,
    labour,
    technician,
)
from tests.factories.remedies import budget, by, decider
from warranty.actions.claims.approving import approve_repair
from warranty.actions.claims.goodwill import give_goodwill
from warranty.actions.claims.lines import drop_line, share_otherwise
from warranty.actions.claims.quoting import accept_quote, send_quote
from warranty.actions.claims.repairing import start_repair, try_repair
from warranty.actions.claims.returning import withdraw_claim
from warranty.claim_enums import ClaimStatus, ConsentVia, QuoteState
from warranty.claim_errors import ClaimNoteError, LinesFixedError
from warranty.models import Claim, ClaimLine, GoodwillBudget, GoodwillGift
from warranty.remedy_errors import (
    BudgetSpentError,
    GoodwillError,
    NoBudgetError,
    NotYoursToDecideError,
)

pytestmark = pytest.mark.django_db


def paid_line(price: int = 300_000) -> ClaimLine:
    """A line that the customer pays in full."""
    line = labour(diagnosed(), price)
    return share_otherwise(
        line, percent=0, reason="Hết hạn", decider=None, actor=SYSTEM, at=NOON
    )


def give(line: ClaimLine, amount: int, **words: Any) -> ClaimLine:
    who = decider()
    values = {"note": "Khách quen", "giver": who, **by(who), **words}
    return give_goodwill(line, amount=amount, **values)


def test_the_house_takes_over_a_share_and_the_line_still_adds_up() -> None:
    budget(1_000_000)
    line = give(paid_line(), 100_000)

    claim = Claim.objects.get()
    assert (line.customer_amount, line.company_amount) == (200_000, 100_000)
    assert (line.goodwill, line.overridden_by) == (100_000, decider())
    assert (claim.customer_total, claim.house_total) == (200_000, 100_000)
    assert GoodwillBudget.objects.get().spent == 100_000


def test_a_quote_that_waits_says_another_sum_and_is_taken_back() -> None:
    budget(1_000_000)
    line = paid_line()
    quote = send_quote(line.claim, sender=None, actor=SYSTEM, at=NOON)

    give(line, 100_000)

    quote.refresh_from_db()
    claim = Claim.objects.get()
    assert quote.state == QuoteState.WITHDRAWN
    assert (claim.status, claim.customer_total) == (ClaimStatus.DIAGNOSING, 200_000)


def test_all_of_it_given_nothing_is_left_to_ask() -> None:
    budget(1_000_000)
    line = give(paid_line(), 300_000)

    claim = approve_repair(line.claim, approver=technician(), actor=SYSTEM, at=NOON)

    assert (claim.status, claim.customer_total) == (ClaimStatus.APPROVED, 0)


def test_a_gift_while_hands_are_on_it_is_approved_by_the_giver() -> None:
    budget(1_000_000)
    line = paid_line()
    quote = send_quote(line.claim, sender=None, actor=SYSTEM, at=NOON)
    claim = accept_quote(quote, via=ConsentVia.COUNTER, actor=SYSTEM, at=NOON)
    Claim.objects.filter(pk=claim.pk).update(loaner_answer="refused")
    start_repair(claim, technician=technician(), actor=SYSTEM, at=NOON)

    give(line, 50_000)

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.IN_REPAIR
    assert (claim.customer_total, claim.accepted_total) == (250_000, 300_000)
    assert claim.house_total <= claim.approved_total


def test_what_was_given_for_a_line_that_is_off_can_be_given_again() -> None:
    budget(150_000)
    line = give(paid_line(), 150_000)

    drop_line(line, actor=SYSTEM, at=NOON)

    assert GoodwillBudget.objects.get().spent == 0
    assert GoodwillGift.objects.get().returned_at == NOON


def test_a_line_shared_anew_gives_back_what_it_was_given() -> None:
    budget(150_000)
    line = give(give(paid_line(), 100_000), 50_000)

    line = share_otherwise(
        line, percent=50, reason="Bớt", decider=None, actor=SYSTEM, at=NOON
    )

    assert (line.goodwill, line.customer_amount) == (0, 150_000)
    assert GoodwillBudget.objects.get().spent == 0


def test_a_claim_taken_back_gives_back_its_gifts() -> None:
    budget(150_000)
    line = give(paid_line(), 100_000)

    withdraw_claim(line.claim, note="Thôi", actor=SYSTEM, at=NOON)

    assert GoodwillBudget.objects.get().spent == 0


def test_without_a_budget_nothing_is_given() -> None:
    budget(1_000_000, month=date(2026, 10, 1))

    with pytest.raises(NoBudgetError):
        give(paid_line(), 1)


def test_a_budget_is_not_overdrawn() -> None:
    budget(150_000)
    line = give(paid_line(), 100_000)

    with pytest.raises(BudgetSpentError) as refused:
        give(line, 100_000)
    give(line, 50_000)

    assert "50.000" in str(refused.value)
    assert GoodwillBudget.objects.get().spent == 150_000


@pytest.mark.parametrize("amount", [0, -1, 300_001])
def test_nothing_is_given_beyond_the_share(amount: int) -> None:
    budget(1_000_000)

    with pytest.raises(GoodwillError):
        give(paid_line(), amount)


def test_a_gift_is_a_managers_and_says_why() -> None:
    budget(1_000_000)
    line, nobody = paid_line(), technician()

    with pytest.raises(NotYoursToDecideError):
        give(line, 1, giver=nobody)
    with pytest.raises(ClaimNoteError):
        give(line, 1, note=" ")


def test_what_was_asked_for_is_not_given_away() -> None:
    budget(1_000_000)
    claim = in_test(in_repair())
    tester = technician("an@hongha.example")
    try_repair(claim, has_passed=True, tester=tester, **by(tester))

    with pytest.raises(LinesFixedError):
        give(claim.lines.get(), 1)


def test_a_line_that_is_off_takes_no_gift() -> None:
    budget(1_000_000)
    line = drop_line(paid_line(), actor=SYSTEM, at=NOON)

    with pytest.raises(GoodwillError):
        give(line, 1)
