"""Things at their makers, and the costs that suppliers give back."""

from datetime import date
from typing import Any

import pytest

from catalog.models import ComponentClass, Unit
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.events.actions import sweep_events
from foundation.payments.actions import cancel
from foundation.payments.models import Payment
from foundation.payments.queries import balance_of
from parts.models import Supplier
from tests.factories.accounts import StaffFactory
from tests.factories.claims import (
    NOON,
    approved,
    cause,
    diagnosed,
    fix,
    in_repair,
    in_test,
    labour,
    technician,
)
from tests.factories.parts import SupplierFactory
from tests.factories.payments import paid
from tests.factories.remedies import by, decider, on_shelf
from tests.factories.warranty import component, sold_unit
from warranty.actions.claims.recovery import (
    answer_recovery,
    drop_recovery,
    finish_recovery,
    note_recovered,
    send_recovery,
)
from warranty.actions.claims.refunding import decide_refund
from warranty.actions.claims.repairing import try_repair
from warranty.actions.claims.replacing import decide_replace, give_replacement
from warranty.actions.claims.returning import hand_back
from warranty.actions.claims.supplier import (
    send_to_supplier,
    take_back_from_supplier,
)
from warranty.actions.supplier_covers import open_supplier_covers
from warranty.claim_enums import ClaimStatus, SupplierClaimState
from warranty.claim_errors import (
    ClaimNoteError,
    LoanerAnswerError,
    SymptomError,
)
from warranty.models import Claim, SupplierClaim, SupplierCover, SupplierTerm
from warranty.remedy_errors import NotYoursToDecideError, RecoveryAmountError

pytestmark = pytest.mark.django_db


@pytest.fixture
def nami(db: None) -> Supplier:
    return SupplierFactory(name="Nami Việt Nam")


@pytest.fixture
def clerk(db: None) -> User:
    return StaffFactory(role=Role.WAREHOUSE)


def covers(unit: Unit, supplier: Supplier, **terms: Any) -> SupplierCover:
    values = {"starts_on": date(2026, 9, 12), "ends_on": date(2027, 9, 12), **terms}
    return SupplierCover.objects.create(unit=unit, supplier=supplier, **values)


def repaired(claim: Claim | None = None) -> Claim:
    """Ready, with one line of work that cost us 100.000 ₫."""
    claim = in_test(in_repair(claim or approved()))
    tester = technician("an@hongha.example")
    return try_repair(claim, has_passed=True, tester=tester, **by(tester))


def recovery(supplier: Supplier, **terms: Any) -> SupplierClaim:
    claim = approved()
    covers(claim.unit, supplier, **terms)
    repaired(claim)
    return SupplierClaim.objects.get()


def sent(supplier: Supplier, clerk: User) -> SupplierClaim:
    return send_recovery(recovery(supplier), handler=clerk, **by(clerk))


def granted(supplier: Supplier, clerk: User, amount: int = 80_000) -> SupplierClaim:
    return answer_recovery(
        sent(supplier, clerk),
        granted=amount,
        reference="NM-7788",
        handler=clerk,
        **by(clerk),
    )


def test_a_thing_at_its_maker_comes_back_mended_and_is_tried_here(
    nami: Supplier,
) -> None:
    who = technician()
    claim = send_to_supplier(in_repair(), nami, note="Hàn bo", **by(who))
    assert claim.status == ClaimStatus.AT_SUPPLIER

    claim = take_back_from_supplier(claim, fix=fix(), **by(who))
    claim = try_repair(claim, has_passed=True, tester=who, **by(who))

    repair = claim.repairs.get()
    assert claim.status == ClaimStatus.READY
    assert (repair.technician, repair.fix) == (None, fix())


def test_what_the_maker_did_not_mend_is_repaired_here(nami: Supplier) -> None:
    who = technician()
    claim = send_to_supplier(approved(), nami, **by(who))

    claim = take_back_from_supplier(claim, fix=None, **by(who))

    assert claim.status == ClaimStatus.IN_REPAIR
    assert claim.repairs.get().finished_at is None


def test_nothing_goes_to_the_maker_before_it_was_agreed(nami: Supplier) -> None:
    claim = approved()
    Claim.objects.filter(pk=claim.pk).update(loaner_answer="")

    with pytest.raises(LoanerAnswerError):
        send_to_supplier(claim, nami, **by(technician()))


def test_a_thing_that_is_here_does_not_come_back(nami: Supplier) -> None:
    with pytest.raises(TransitionError):
        take_back_from_supplier(in_repair(), fix=None, **by(technician()))


def test_a_cause_mends_nothing(nami: Supplier) -> None:
    claim = send_to_supplier(in_repair(), nami, **by(technician()))

    with pytest.raises(SymptomError):
        take_back_from_supplier(claim, fix=cause(), **by(technician()))


def test_what_is_sold_is_covered_by_who_sold_it_to_us(nami: Supplier) -> None:
    SupplierTerm.objects.create(
        supplier=nami, brand="NAMI", months=24, labour_percent=0
    )
    SupplierTerm.objects.create(supplier=nami, brand="Khác", months=12)
    sold_unit()

    open_supplier_covers(Unit.objects.all(), at=NOON)
    open_supplier_covers(Unit.objects.all(), at=NOON)

    row = SupplierCover.objects.get()
    assert (row.starts_on, row.ends_on) == (date(2026, 9, 12), date(2028, 9, 12))
    assert (row.part_percent, row.labour_percent) == (100, 0)


def test_no_promise_costs_one_query(
    nami: Supplier, django_assert_num_queries: Any
) -> None:
    sold_unit()

    with django_assert_num_queries(1):
        assert open_supplier_covers(Unit.objects.all(), at=NOON) == 0


def test_many_things_cost_no_more_than_one(
    nami: Supplier, django_assert_num_queries: Any
) -> None:
    SupplierTerm.objects.create(supplier=nami, brand="Nami", months=24)
    for_each = [sold_unit(f"NM-{n}") for n in range(20)]

    with django_assert_num_queries(3):
        open_supplier_covers(Unit.objects.all(), at=NOON)

    assert SupplierCover.objects.count() == len(for_each)


def test_a_repair_asks_the_supplier_by_itself(nami: Supplier) -> None:
    found = recovery(nami, labour_percent=80)

    assert found.number.startswith("NC-")
    assert (found.asked, found.state) == (80_000, SupplierClaimState.OPENED)
    assert found.supplier == nami


def test_a_cover_that_is_over_pays_nothing(nami: Supplier) -> None:
    claim = approved()
    covers(claim.unit, nami, ends_on=date(2026, 11, 19))

    repaired(claim)

    assert SupplierClaim.objects.count() == 0


def test_a_cover_of_another_part_pays_nothing(nami: Supplier) -> None:
    claim = approved(diagnosed(component=component("mo-to")))
    covers(claim.unit, nami, component=component("bo-mach"))

    repaired(claim)

    assert SupplierClaim.objects.count() == 0


def test_work_on_a_part_is_paid_by_the_cover_that_pays_most(nami: Supplier) -> None:
    motor: ComponentClass = component("mo-to")
    claim = approved(diagnosed(component=motor))
    covers(claim.unit, nami, labour_percent=20)
    covers(claim.unit, nami, component=motor, labour_percent=90)

    repaired(claim)

    assert SupplierClaim.objects.get().asked == 90_000


def test_a_second_repair_asks_for_no_line_twice(nami: Supplier) -> None:
    claim = approved()
    covers(claim.unit, nami)
    claim = repaired(claim)
    claim = in_repair(claim)

    tester = technician("an@hongha.example")
    try_repair(in_test(claim), has_passed=True, tester=tester, **by(tester))

    assert SupplierClaim.objects.count() == 1


def test_money_granted_is_recovered_when_it_has_come(
    nami: Supplier, clerk: User
) -> None:
    found = granted(nami, clerk)

    payment = finish_recovery(found, handler=clerk, **by(clerk))
    again = finish_recovery(found, handler=clerk, **by(clerk))
    assert (payment, payment.amount, payment.payee_name) == (again, 80_000, nami.name)
    paid(payment)
    sweep_events()

    found.refresh_from_db()
    assert found.state == SupplierClaimState.RECOVERED
    assert balance_of(ref(found)).paid_in == 80_000


def test_money_of_a_supplier_keeps_no_thing_here(nami: Supplier, clerk: User) -> None:
    found = granted(nami, clerk)
    finish_recovery(found, handler=clerk, **by(clerk))

    claim = hand_back(found.line.claim, identity="CCCD", actor=SYSTEM, at=NOON)

    assert claim.status == ClaimStatus.CLOSED


def test_money_that_was_called_off_is_asked_anew(nami: Supplier, clerk: User) -> None:
    found = granted(nami, clerk)
    first = finish_recovery(found, handler=clerk, **by(clerk))
    cancel(first, note="Sai", **by(clerk))

    second = finish_recovery(found, handler=clerk, **by(clerk))

    assert second != first


def test_the_news_of_the_money_told_twice_is_noted_once(
    nami: Supplier, clerk: User
) -> None:
    found = granted(nami, clerk)

    note_recovered(found, actor=SYSTEM, at=NOON)
    again = note_recovered(found, actor=SYSTEM, at=NOON)

    assert again.state == SupplierClaimState.RECOVERED


def test_a_refusal_may_be_asked_again(nami: Supplier, clerk: User) -> None:
    refused = granted(nami, clerk, 0)
    assert refused.state == SupplierClaimState.REFUSED
    with pytest.raises(TransitionError):
        finish_recovery(refused, handler=clerk, **by(clerk))

    again = send_recovery(refused, note="Kèm ảnh", handler=clerk, **by(clerk))

    assert again.state == SupplierClaimState.SENT


@pytest.mark.parametrize("amount", [-1, 100_001])
def test_nobody_grants_more_than_was_asked(
    nami: Supplier, clerk: User, amount: int
) -> None:
    with pytest.raises(RecoveryAmountError):
        granted(nami, clerk, amount)


def test_what_is_dropped_says_why_and_asks_for_no_money(
    nami: Supplier, clerk: User
) -> None:
    found = granted(nami, clerk)
    finish_recovery(found, handler=clerk, **by(clerk))

    with pytest.raises(ClaimNoteError):
        drop_recovery(found, note="", handler=clerk, **by(clerk))
    found = drop_recovery(
        found, note="Nhà cung cấp giải thể", handler=clerk, **by(clerk)
    )

    assert found.state == SupplierClaimState.DROPPED
    assert Payment.objects.get().state == "cancelled"
    with pytest.raises(TransitionError):
        send_recovery(found, handler=clerk, **by(clerk))


def test_recoveries_are_for_those_who_recover(nami: Supplier, clerk: User) -> None:
    found, nobody = recovery(nami), technician()

    with pytest.raises(NotYoursToDecideError):
        send_recovery(found, handler=nobody, **by(nobody))
    assert list(SupplierClaim.objects.visible_to(clerk)) == [found]
    assert not SupplierClaim.objects.visible_to(nobody).exists()


def test_what_cost_nothing_is_not_asked_back(nami: Supplier) -> None:
    claim = diagnosed()
    line = labour(claim)
    type(line).objects.filter(pk=line.pk).update(cost=0)
    covers(claim.unit, nami)

    repaired(approved(claim))

    assert SupplierClaim.objects.count() == 0


def test_what_was_done_before_another_thing_is_given_is_asked_back_too(
    nami: Supplier, clerk: User
) -> None:
    claim, who = approved(), decider()
    covers(claim.unit, nami)
    claim = in_test(in_repair(claim))
    claim = decide_replace(claim, note="Vẫn hỏng", decider=who, **by(who))

    give_replacement(claim, on_shelf(product=claim.unit.product), **by(who))

    assert SupplierClaim.objects.get().asked == 100_000


def test_what_was_done_before_the_money_goes_back_is_asked_back_too(
    nami: Supplier, clerk: User
) -> None:
    claim, who = approved(), decider()
    covers(claim.unit, nami)
    claim = in_test(in_repair(claim))
    words: dict[str, Any] = {"amount": 1_000_000, "note": "Vẫn hỏng", "decider": who}
    decide_refund(claim, **words, **by(who))

    paid(Payment.objects.get())
    sweep_events()

    assert SupplierClaim.objects.get().asked == 100_000


def test_what_was_paid_is_not_dropped_before_its_news_comes(
    nami: Supplier, clerk: User
) -> None:
    found = granted(nami, clerk)
    paid(finish_recovery(found, handler=clerk, **by(clerk)))

    with pytest.raises(TransitionError):
        drop_recovery(found, note="Thôi", handler=clerk, **by(clerk))
