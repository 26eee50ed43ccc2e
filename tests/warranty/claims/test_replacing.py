"""Another thing for one that is not repaired."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from catalog.enums import BlockReason, Whereabouts
from catalog.models import Unit
from foundation.core.actor import SYSTEM
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.notifications.models import OutgoingMessage
from foundation.payments.enums import PaymentState
from foundation.payments.models import Payment
from foundation.payments.queries import balance_of
from tests.factories.catalog import ProductFactory
from tests.factories.claims import (
    NOON,
    diagnosed,
    fault,
    in_repair,
    on_bench,
    received,
    submitted,
    technician,
)
from tests.factories.payments import charge, paid
from tests.factories.remedies import by, decider, loaner, on_shelf
from tests.factories.warranty import cover, covered_unit, sold_unit
from warranty.actions.claims.repairing import start_repair
from warranty.actions.claims.replacing import decide_replace, give_replacement
from warranty.actions.claims.returning import hand_back
from warranty.claim_enums import ClaimMode, ClaimOutcome, ClaimStatus, Decision
from warranty.claim_errors import ClaimNoteError
from warranty.models import Claim, UnitCover
from warranty.remedy_errors import (
    NotSaleableError,
    NotYoursToDecideError,
    OtherProductError,
    RemedyElsewhereError,
)

pytestmark = pytest.mark.django_db


def to_replace(claim: Claim | None = None) -> Claim:
    who = decider()
    return decide_replace(
        claim or diagnosed(), note="Không còn linh kiện", decider=who, **by(who)
    )


def like(claim: Claim, serial: str = "NM-MOI", **fields: Any) -> Unit:
    return on_shelf(serial, product=claim.unit.product, **fields)


def give(claim: Claim, unit: Unit, **words: Any) -> Claim:
    return give_replacement(claim, unit, **{**words, **by(decider())})


def submitted_again(claim: Claim, symptom: Any) -> Claim:
    unit = Unit.objects.get(pk=claim.unit_id)
    return received(submitted(unit, symptom=symptom))


def test_the_new_thing_takes_the_place_of_the_old_one() -> None:
    claim = to_replace()
    old, new = claim.unit, like(claim)

    claim = give(claim, new)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (claim.status, claim.result) == (ClaimStatus.READY, ClaimOutcome.REPLACED)
    assert (claim.unit, claim.replacement, new.replaces) == (old, new, old)
    assert (old.whereabouts, old.block_reason) == (
        Whereabouts.BLOCKED,
        BlockReason.REPLACED,
    )
    assert new.owner == claim.ticket.customer
    assert cover(old).status == "superseded"


def test_its_cover_begins_when_it_is_fetched() -> None:
    claim = to_replace()
    new = like(claim)
    claim = give(claim, new)
    told = cover(new).ends_on

    claim = hand_back(claim, identity="CCCD", actor=SYSTEM, at=NOON + timedelta(days=2))

    assert (claim.status, claim.outcome) == (ClaimStatus.CLOSED, ClaimOutcome.REPLACED)
    assert cover(new).starts_on == localdate(NOON)
    assert cover(new).ends_on > told
    assert cover(claim.unit).status == "superseded"


def test_the_customer_hears_of_the_new_number() -> None:
    claim = to_replace()

    give(claim, like(claim))

    letters = OutgoingMessage.objects
    assert letters.filter(template="claim-replacing").count() == 1
    assert letters.get(template="claim-ready").context["serial"] == "NM-MOI"


def test_a_thing_without_cover_is_replaced_too() -> None:
    claim = diagnosed(on_bench(received(submitted(sold_unit()))))
    claim = to_replace(claim)

    claim = give(claim, like(claim))

    assert claim.replacement is not None
    assert UnitCover.objects.count() == 0


@pytest.mark.parametrize(
    "whereabouts", [Whereabouts.LOANER, Whereabouts.SOLD, Whereabouts.BLOCKED]
)
def test_only_what_is_for_sale_is_given(whereabouts: Whereabouts) -> None:
    claim = to_replace()
    new = like(claim)
    Unit.objects.filter(pk=new.pk).update(whereabouts=whereabouts)

    with pytest.raises(NotSaleableError):
        give(claim, new)


def test_the_old_thing_is_not_given_for_itself() -> None:
    claim = to_replace()

    with pytest.raises(NotSaleableError):
        give(claim, claim.unit)


def test_another_product_is_given_with_a_word_why() -> None:
    claim = to_replace()
    other = on_shelf(product=ProductFactory())

    with pytest.raises(OtherProductError):
        give(claim, other)
    claim = give(claim, other, note="Mẫu cũ đã ngừng bán")

    assert claim.replacement == other


def test_nothing_is_given_before_it_was_decided() -> None:
    claim = diagnosed()

    with pytest.raises(TransitionError):
        give(claim, like(claim))


def test_a_manager_decides_with_a_reason() -> None:
    claim, nobody, who = diagnosed(), technician(), decider()

    with pytest.raises(NotYoursToDecideError):
        decide_replace(claim, note="x", decider=nobody, **by(nobody))
    with pytest.raises(ClaimNoteError):
        decide_replace(claim, note=" ", decider=who, **by(who))


def test_nobody_pays_for_the_repair_of_what_is_replaced() -> None:
    claim = in_repair()
    line = claim.lines.get()
    claim.lines.update(
        state="done", customer_amount=100_000, company_amount=200_000, percent=66
    )
    Claim.objects.filter(pk=claim.pk).update(
        customer_total=100_000, accepted_total=100_000
    )

    claim = give(to_replace(claim), like(claim))

    line.refresh_from_db()
    assert (line.customer_amount, line.company_amount) == (0, 300_000)
    assert (claim.customer_total, claim.house_total) == (0, 300_000)
    assert balance_of(ref(claim)).owed_in == 0


def test_what_was_asked_for_the_repair_is_asked_no_more() -> None:
    claim = in_repair()
    owed = charge(subject=ref(claim))

    give(to_replace(claim), like(claim))

    owed.refresh_from_db()
    assert owed.state == PaymentState.CANCELLED


def test_what_was_paid_for_the_repair_goes_back() -> None:
    claim = in_repair()
    paid(charge(subject=ref(claim)))

    to_replace(claim)

    back = Payment.objects.get(purpose="refund")
    assert (back.amount, back.state) == (350_000, PaymentState.OWED)
    assert back.customer_id == claim.ticket.customer_id


def test_the_decision_stands_on_the_claim() -> None:
    claim = to_replace()

    assert (claim.status, claim.decision) == (ClaimStatus.REPLACING, Decision.REPLACE)


def test_one_that_never_came_is_swapped_over_the_counter_only() -> None:
    at_counter = submitted()
    swap = submitted(covered_unit("NM-2"), mode=ClaimMode.SWAP)

    with pytest.raises(TransitionError):
        to_replace(at_counter)
    claim = to_replace(swap)
    claim = hand_back(give(claim, like(claim)), identity="CCCD", actor=SYSTEM, at=NOON)

    assert claim.outcome == ClaimOutcome.REPLACED


def test_a_thing_is_replaced_by_one_claim() -> None:
    first = diagnosed()
    other = fault("keu-to", family="tieng-on", name="Kêu to")
    second = on_bench(submitted_again(first, other))
    to_replace(first)

    with pytest.raises(RemedyElsewhereError):
        to_replace(second)


def test_what_was_replaced_is_not_repaired() -> None:
    claim = to_replace()
    claim = give(claim, like(claim))

    with pytest.raises(TransitionError):
        start_repair(claim, technician=None, actor=SYSTEM, at=NOON)


def test_a_loaner_is_not_given_away() -> None:
    claim = to_replace()

    with pytest.raises(NotSaleableError):
        give(claim, loaner().unit)
