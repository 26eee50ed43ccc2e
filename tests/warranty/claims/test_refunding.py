"""The money back for a thing that stays with us."""

from typing import Any

import pytest

from catalog.enums import BlockReason, Whereabouts
from catalog.models import Unit
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.events.actions import sweep_events
from foundation.notifications.models import Notice, OutgoingMessage
from foundation.payments.actions import cancel
from foundation.payments.models import Payment
from foundation.payments.queries import balance_of
from tests.factories.accounts import StaffFactory
from tests.factories.claims import (
    NOON,
    PROMISED,
    diagnosed,
    fault,
    in_repair,
    on_bench,
    received,
    submitted,
    technician,
)
from tests.factories.payments import charge, paid
from tests.factories.remedies import by, decider, loaner
from tests.factories.warranty import cover, covered_unit
from warranty.actions.claims.loaners import lend_loaner, take_loaner_back
from warranty.actions.claims.refunding import decide_refund, finish_refund
from warranty.actions.claims.replacing import decide_replace
from warranty.actions.claims.returning import close_claim
from warranty.claim_enums import ClaimOutcome, ClaimStatus, Decision
from warranty.claim_errors import ClaimNoteError
from warranty.models import Claim, CoverageEvent
from warranty.remedy_errors import (
    CeilingNeededError,
    NotYoursToDecideError,
    RefundAmountError,
    RefundUnderWayError,
    RemedyElsewhereError,
)

pytestmark = pytest.mark.django_db

PRICE = 8_990_000


def to_refund(claim: Claim | None = None, amount: int = PRICE, **words: Any) -> Claim:
    who = decider()
    values = {"note": "Ba lần chưa khỏi", "decider": who, **by(who), **words}
    return decide_refund(claim or diagnosed(), amount=amount, **values)


def bare_claim() -> Claim:
    unit = covered_unit()
    unit.purchase_line = None
    unit.save()
    return diagnosed(on_bench(received(submitted(unit))))


def test_the_money_is_owed_to_the_customer() -> None:
    claim = to_refund()

    payment = Payment.objects.get()
    assert (claim.status, claim.decision) == (ClaimStatus.REFUNDING, Decision.REFUND)
    assert (payment.amount, payment.subject) == (PRICE, ref(claim))
    assert payment.customer_id == claim.ticket.customer_id
    assert payment.decided_by == decider()
    letter = OutgoingMessage.objects.get(template="claim-refunding")
    assert letter.context["total"] == "8.990.000\u00a0₫"


def test_when_it_is_paid_the_claim_is_over_and_the_number_blocked() -> None:
    claim = to_refund()

    paid(Payment.objects.get())
    sweep_events()

    claim.refresh_from_db()
    unit = Unit.objects.get(pk=claim.unit_id)
    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.REFUNDED)
    assert (unit.whereabouts, unit.block_reason) == (
        Whereabouts.BLOCKED,
        BlockReason.REFUNDED,
    )
    assert CoverageEvent.objects.get(kind="resumed").data["counts"] is False


def test_told_twice_it_is_over_once(lead: Actor) -> None:
    claim = to_refund()
    paid(Payment.objects.get())

    finish_refund(claim, actor=lead, at=NOON)
    again = finish_refund(claim, actor=lead, at=NOON)

    assert again.steps.filter(verb="claim.closed").count() == 1


def test_before_it_is_paid_nothing_is_over(lead: Actor) -> None:
    claim = to_refund()

    claim = finish_refund(claim, actor=lead, at=NOON)

    assert claim.status == ClaimStatus.REFUNDING
    with pytest.raises(TransitionError):
        close_claim(claim, staff=None, actor=lead, at=NOON)


def test_with_a_loaner_out_it_waits_for_that() -> None:
    claim = diagnosed()
    lending = lend_loaner(
        claim, loaner(), due_at=PROMISED, condition="Mới", **by(technician())
    )
    claim = to_refund(claim)
    paid(Payment.objects.get())
    sweep_events()
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.REFUNDING
    assert Unit.objects.get(pk=claim.unit_id).whereabouts == Whereabouts.BLOCKED

    take_loaner_back(lending, condition="Tốt", **by(technician()))

    claim.refresh_from_db()
    assert claim.outcome == ClaimOutcome.REFUNDED


def test_a_loaner_back_before_the_claim_hears_of_the_money_leaves_nothing_undone() -> (
    None
):
    claim = diagnosed()
    lending = lend_loaner(
        claim, loaner(), due_at=PROMISED, condition="Mới", **by(technician())
    )
    claim = to_refund(claim)
    paid(Payment.objects.get())

    take_loaner_back(lending, condition="Tốt", **by(technician()))
    sweep_events()

    claim.refresh_from_db()
    assert claim.outcome == ClaimOutcome.REFUNDED
    assert Unit.objects.get(pk=claim.unit_id).whereabouts == Whereabouts.BLOCKED
    assert cover(claim.unit).in_shop_since is None


def test_a_loaner_back_before_the_money_closes_nothing() -> None:
    claim = diagnosed()
    lending = lend_loaner(
        claim, loaner(), due_at=PROMISED, condition="Mới", **by(technician())
    )
    claim = to_refund(claim)

    take_loaner_back(lending, condition="Tốt", **by(technician()))

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.REFUNDING


@pytest.mark.parametrize("amount", [0, -1, PRICE + 1])
def test_nobody_gets_back_more_than_they_paid_or_nothing(amount: int) -> None:
    with pytest.raises(RefundAmountError):
        to_refund(amount=amount)


def test_a_named_limit_does_not_lift_the_price_on_the_receipt() -> None:
    with pytest.raises(RefundAmountError):
        to_refund(amount=PRICE + 1, ceiling=PRICE * 2)


def test_without_a_receipt_a_manager_names_the_limit() -> None:
    claim = bare_claim()

    with pytest.raises(CeilingNeededError):
        to_refund(claim, amount=1_000_000)
    with pytest.raises(RefundAmountError):
        to_refund(claim, amount=1_000_000, ceiling=900_000)
    claim = to_refund(claim, amount=900_000, ceiling=900_000)

    assert balance_of(ref(claim)).owed_out == 900_000


def test_a_manager_decides_with_a_reason() -> None:
    claim, nobody = diagnosed(), technician()

    with pytest.raises(NotYoursToDecideError):
        to_refund(claim, decider=nobody)
    with pytest.raises(ClaimNoteError):
        to_refund(claim, note=" ")


def test_what_was_called_off_is_owed_anew() -> None:
    claim = to_refund()
    with pytest.raises(RefundUnderWayError):
        to_refund(claim, amount=1)
    actor = staff_actor(StaffFactory().pk)
    cancel(Payment.objects.get(), note="Sai số", actor=actor, at=NOON)

    claim = to_refund(claim, amount=5_000_000)

    assert balance_of(ref(claim)).owed_out == 5_000_000


def test_who_decided_hears_that_the_money_was_called_off() -> None:
    claim = to_refund()
    other = staff_actor(StaffFactory().pk)
    cancel(Payment.objects.get(), note="Sai tài khoản", actor=other, at=NOON)

    sweep_events()

    told = Notice.objects.get(kind="claim-refund-off")
    assert (told.user, told.data) == (decider(), {"number": claim.number})


def test_money_that_is_owed_anew_is_no_news() -> None:
    claim = to_refund()
    cancel(Payment.objects.get(), note="Sai số", actor=SYSTEM, at=NOON)
    to_refund(claim, 5_000_000)

    sweep_events()

    assert not Notice.objects.filter(kind="claim-refund-off").exists()


def test_a_thing_is_paid_back_by_one_claim() -> None:
    first = diagnosed()
    other = fault("keu-to", family="tieng-on", name="Kêu to")
    unit = Unit.objects.get(pk=first.unit_id)
    second = on_bench(received(submitted(unit, symptom=other)))
    to_refund(first)

    with pytest.raises(RemedyElsewhereError):
        to_refund(second)


def test_what_was_paid_for_the_repair_goes_back_beside_the_price() -> None:
    claim = in_repair()
    paid(charge(subject=ref(claim)))

    claim = to_refund(claim)
    fee, price = Payment.objects.filter(purpose="refund").order_by("amount")
    paid(fee)
    sweep_events()

    claim.refresh_from_db()
    assert (fee.amount, price.amount) == (350_000, PRICE)
    assert claim.status == ClaimStatus.REFUNDING

    paid(price)
    sweep_events()

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.CLOSED


def test_where_there_is_nothing_to_give_the_fee_goes_back_once() -> None:
    claim, who = in_repair(), decider()
    paid(charge(subject=ref(claim)))
    decide_replace(claim, note="Đổi", decider=who, **by(who))

    to_refund(claim)

    owed = Payment.objects.filter(purpose="refund", state="owed")
    assert sorted(one.amount for one in owed) == [350_000, PRICE]


def test_money_for_other_things_changes_no_claim() -> None:
    claim = to_refund()
    paid(charge(subject=ref(claim)))

    sweep_events()

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.REFUNDING
