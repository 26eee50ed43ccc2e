"""Covers changed by several people at once, on real connections."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from catalog.actions.owners import hand_over
from catalog.enums import Whereabouts
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.customers import CustomerFactory
from tests.factories.warranty import (
    cover,
    covered_unit,
    published,
    scratch_code,
    sold_unit,
)
from tests.sessions import (
    PATIENCE_SECONDS,
    all_at_once,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)
from warranty.actions import (
    activation,
    changes,
    custody,
    opening,
    reviews,
    transfers,
    voiding,
)
from warranty.actions.activation import ActivationFacts
from warranty.actions.codes import issue_codes
from warranty.enums import ActivationChannel, ReviewKind, VoidReason
from warranty.keys import unit_key
from warranty.models import (
    Activation,
    ActivationCode,
    CoverageEvent,
    ExtensionPlan,
    Review,
    UnitCover,
)
from warranty.replay import replay_coverage

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = NOON.date()
CLAIM = Ref("warranty.claim", "0")


def refusals(outcomes: list[object]) -> list[str]:
    return sorted(
        type(each).__name__ for each in outcomes if isinstance(each, Exception)
    )


def differences() -> list[object]:
    return [one for batch in replay_coverage() for one in batch.differences]


def numbers(unit: Unit) -> list[int]:
    return list(
        CoverageEvent.objects.filter(unit=unit).values_list("number", flat=True)
    )


def test_a_cover_opened_four_times_at_once_is_one() -> None:
    published()
    unit = sold_unit()

    outcomes = all_at_once(
        *[lambda: opening.open_cover(unit, actor=SYSTEM, at=NOON)] * 4
    )

    assert refusals(outcomes) == []
    assert (UnitCover.objects.count(), numbers(unit)) == (1, [1])


def test_one_code_used_by_two_people_at_once_counts_once(
    customer: Customer, other_customer: Customer
) -> None:
    unit = covered_unit(owner=None)
    code = scratch_code(unit)

    def switch_on(who: Customer) -> object:
        facts = ActivationFacts(
            ActivationChannel.WEB, TODAY, code=code, customer=who, phone=""
        )
        return activation.activate(unit, facts, actor=SYSTEM, at=NOON)

    outcomes = all_at_once(
        lambda: switch_on(customer), lambda: switch_on(other_customer)
    )

    assert refusals(outcomes) == ["AlreadyActivatedError"]
    assert Activation.objects.filter(is_first=True).count() == 1
    assert Review.objects.get().kind == ReviewKind.SECOND_ACTIVATION
    assert differences() == []


def test_codes_made_twice_at_once_are_one_for_each_unit() -> None:
    units = UnitFactory.create_batch(5)
    issue = partial(issue_codes, actor=SYSTEM, at=NOON)

    outcomes = all_at_once(partial(issue, units), partial(issue, units[::-1]))

    assert refusals(outcomes) == []
    assert ActivationCode.objects.count() == 5


def test_goodwill_given_by_two_from_the_same_page_is_given_once() -> None:
    unit = covered_unit()
    give: dict[str, Any] = {
        "days": 30,
        "note": "Bù",
        "seen": 1,
        "actor": SYSTEM,
        "at": NOON,
    }

    outcomes = all_at_once(*[lambda: changes.grant_days(unit, **give)] * 2)

    assert refusals(outcomes) == ["ConflictError"]
    assert cover(unit).lines.get().granted_days == 30


def test_different_changes_at_once_all_count_and_are_numbered_in_a_row() -> None:
    unit = covered_unit()
    plan = ExtensionPlan.objects.create(code="v", name="V", months=12)

    outcomes = all_at_once(
        lambda: changes.grant_days(unit, days=5, note="Bù", actor=SYSTEM, at=NOON),
        lambda: changes.add_plan(unit, plan, actor=SYSTEM, at=NOON),
        lambda: custody.begin_custody(
            unit, on=TODAY, claim=CLAIM, actor=SYSTEM, at=NOON
        ),
    )

    assert refusals(outcomes) == []
    assert numbers(unit) == [1, 2, 3, 4]
    assert differences() == []


def test_one_case_takes_a_unit_in_once() -> None:
    unit = covered_unit()

    outcomes = all_at_once(
        *[
            lambda: custody.begin_custody(
                unit, on=TODAY, claim=CLAIM, actor=SYSTEM, at=NOON
            )
        ]
        * 3
    )

    assert refusals(outcomes) == ["CustodyError"] * 2


def test_a_cover_refused_twice_at_once_is_refused_once() -> None:
    unit = covered_unit()
    refuse: dict[str, Any] = {
        "reason": VoidReason.POWER,
        "note": "x",
        "actor": SYSTEM,
        "at": NOON,
    }

    outcomes = all_at_once(*[lambda: voiding.void_cover(unit, **refuse)] * 3)

    assert refusals(outcomes) == ["VoidError"] * 2


def test_a_refusal_is_taken_back_once() -> None:
    unit = covered_unit()
    void = voiding.void_cover(
        unit, reason=VoidReason.POWER, note="x", actor=SYSTEM, at=NOON
    )

    outcomes = all_at_once(
        *[
            lambda: voiding.reinstate_cover(
                unit, void_number=void.number, note="y", actor=SYSTEM, at=NOON
            )
        ]
        * 2
    )

    assert refusals(outcomes) == ["VoidError"]


def test_one_new_unit_is_given_for_one_old_one(customer: Customer) -> None:
    first = covered_unit("NM-A", owner=customer)
    second = covered_unit("NM-B", owner=customer)
    new = UnitFactory.create(
        serial="NM-N", product=first.product, whereabouts=Whereabouts.SALEABLE
    )

    outcomes = all_at_once(
        lambda: changes.supersede(first, new, on=TODAY, actor=SYSTEM, at=NOON),
        lambda: changes.supersede(second, new, on=TODAY, actor=SYSTEM, at=NOON),
    )

    assert refusals(outcomes) == ["UnitTakenError"]
    assert UnitCover.objects.filter(status="superseded").count() == 1


def test_one_code_hands_a_unit_to_one_taker(
    customer: Customer, other_customer: Customer
) -> None:
    customer.contact_points.create(
        kind="email", value="ha@mail.example", is_primary=True, verified_at=NOON
    )
    third = Customer.objects.create(name="Đỗ An")
    unit = covered_unit(owner=customer)
    transfers.offer_transfer(unit, actor=SYSTEM, at=NOON)
    code = OutgoingMessage.objects.get(template="transfer-code").context["code"]

    def take(who: Customer) -> object:
        return transfers.take_over(
            unit, code=code, taker=who, actor=SYSTEM, at=NOON + timedelta(hours=1)
        )

    outcomes = all_at_once(lambda: take(other_customer), lambda: take(third))

    assert refusals(outcomes) == ["WrongCodeError"]
    assert unit.transfers.get().state == "done"


def test_parallel_tries_of_a_code_are_all_counted(
    customer: Customer, other_customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfers, "MAX_TRIES", 5)
    customer.contact_points.create(
        kind="email", value="ha@mail.example", is_primary=True, verified_at=NOON
    )
    unit = covered_unit(owner=customer)
    transfers.offer_transfer(unit, actor=SYSTEM, at=NOON)

    all_at_once(
        *[
            lambda: transfers.take_over(
                unit, code="AAAAAAAA", taker=other_customer, actor=SYSTEM, at=NOON
            )
        ]
        * 8
    )

    assert unit.transfers.get().tries == 5


def test_a_review_opened_and_decided_at_once_is_one_and_decided_once() -> None:
    unit = covered_unit()
    ask: dict[str, Any] = {
        "kind": ReviewKind.OTHER_OWNER,
        "data": {},
        "actor": SYSTEM,
        "at": NOON,
    }

    all_at_once(*[lambda: reviews.open_review(unit, **ask)] * 3)
    review = Review.objects.get()
    outcomes = all_at_once(
        *[
            lambda: reviews.decide_review(
                review, is_upheld=True, note="x", actor=SYSTEM, at=NOON
            )
        ]
        * 2
    )

    assert refusals(outcomes) == ["ReviewDecidedError"]


def test_whom_the_receipt_names_keeps_it_before_whoever_switched_it_on(
    customer: Customer, other_customer: Customer
) -> None:
    phone = customer.contact_points.get(kind="phone")
    phone.verified_at = NOON
    phone.save(update_fields=["verified_at"])
    published()
    unit = UnitFactory.create(serial="NM-Q")
    facts = ActivationFacts(
        ActivationChannel.QR, TODAY, phone=phone.value, code=unit_key("NM-Q")
    )
    activation.activate(unit, facts, actor=SYSTEM, at=NOON)

    with another_session() as sale, another_session() as claim:
        sale.begin()
        sale.run(lambda: hand_over(unit, to=other_customer, actor=SYSTEM, at=NOON))
        claimed = claim.start(
            lambda: activation.claim_activated(customer, actor=SYSTEM, at=NOON)
        )
        eventually(somebody_waits_for_a_row, bool)
        sale.commit()
        n_claimed = claimed.result(PATIENCE_SECONDS)
    unit.refresh_from_db()

    assert (unit.owner, n_claimed) == (other_customer, 0)


def test_two_colleagues_with_papers_give_a_unit_away_once(
    customer: Customer, other_customer: Customer
) -> None:
    unit = covered_unit(owner=customer)
    third = CustomerFactory.create(name="Đinh Thị Hoa")

    outcomes = all_at_once(
        *[
            lambda taker=taker: transfers.transfer_with_proof(
                unit,
                giver=customer,
                taker=taker,
                evidence="Giấy bán máy",
                actor=SYSTEM,
                at=NOON,
            )
            for taker in (other_customer, third)
        ]
    )

    assert refusals(outcomes) == ["OwnerChangedError"]
    assert not differences()
