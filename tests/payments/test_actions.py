"""Owing money, handing it over, calling it off."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.refs import Ref
from foundation.events.models import Event, EventLink
from foundation.payments.actions import (
    Debt,
    Payee,
    cancel,
    change_payee,
    owe_charge,
    owe_deposit_back,
    owe_refund,
    settle,
)
from foundation.payments.enums import Direction, Method, PaymentState, Purpose
from foundation.payments.errors import (
    AccountNumberError,
    AmountError,
    CeilingError,
    DeciderMissingError,
    MethodError,
    PayeeChangedError,
    PayeeMissingError,
    PaymentCancelledError,
    PaymentKeyError,
    PaymentSettledError,
    ReasonMissingError,
    ReferenceMissingError,
    SecondPersonError,
)
from foundation.payments.models import MAX_AMOUNT, Payment
from foundation.payments.queries import (
    Balance,
    balance_of,
    payments_of,
    payments_of_many,
)
from tests.conftest import NOON
from tests.factories.payments import CASE, HA, charge, debt, paid, refund

pytestmark = pytest.mark.django_db

OTHER_CASE = Ref("warranty.claim", "8")


@pytest.fixture
def by(lead: Actor) -> dict[str, Any]:
    return {"actor": lead, "at": NOON}


@pytest.fixture
def second(manager_user: User) -> dict[str, Any]:
    return {"actor": staff_actor(manager_user.pk), "at": NOON}


def test_a_refund_is_owed_with_a_number_and_who_decided(
    lead_user: User, by: dict[str, Any]
) -> None:
    payment = owe_refund(CASE, debt(400_000), ceiling=400_000, **by)

    payment.refresh_from_db()
    assert payment.number.startswith("TC-")
    assert (payment.direction, payment.purpose) == (Direction.OUT, Purpose.REFUND)
    assert (payment.amount, payment.state) == (400_000, PaymentState.OWED)
    assert payment.decided_by == lead_user
    assert payment.payee_account == "0071000123456"


def test_numbers_rise_and_are_never_given_twice() -> None:
    one, two = refund(1, "a"), refund(1, "b")

    assert int(two.number[3:]) > int(one.number[3:])


def test_refunds_of_a_case_stop_at_its_ceiling(by: dict[str, Any]) -> None:
    owe_refund(CASE, debt(700_000, "a"), ceiling=1_000_000, **by)

    with pytest.raises(CeilingError, match=r"300\.000"):
        owe_refund(CASE, debt(300_001, "b"), ceiling=1_000_000, **by)
    owe_refund(CASE, debt(300_000, "b"), ceiling=1_000_000, **by)


def test_what_was_paid_back_counts_and_what_was_called_off_does_not(
    by: dict[str, Any],
) -> None:
    paid(owe_refund(CASE, debt(400_000, "a"), ceiling=1_000_000, **by))
    gone = owe_refund(CASE, debt(600_000, "b"), ceiling=1_000_000, **by)
    cancel(gone, note="Khách đổi ý", **by)

    with pytest.raises(CeilingError):
        owe_refund(CASE, debt(600_001, "c"), ceiling=1_000_000, **by)
    owe_refund(CASE, debt(600_000, "c"), ceiling=1_000_000, **by)


def test_another_case_has_a_ceiling_of_its_own(by: dict[str, Any]) -> None:
    owe_refund(CASE, debt(500_000, "a"), ceiling=500_000, **by)

    owe_refund(OTHER_CASE, debt(500_000, "b"), ceiling=500_000, **by)

    assert Payment.objects.count() == 2


def test_a_promise_made_twice_is_one_payment(by: dict[str, Any]) -> None:
    first = owe_refund(CASE, debt(), ceiling=500_000, **by)

    again = owe_refund(CASE, debt(), ceiling=500_000, **by)

    assert again == first
    assert Event.objects.filter(verb="payment.owed").count() == 1


@pytest.mark.parametrize(
    ("subject", "amount"), [(CASE, 499_999), (OTHER_CASE, 500_000)]
)
def test_the_same_promise_with_another_sum_or_case_is_refused(
    by: dict[str, Any], subject: Ref, amount: int
) -> None:
    owe_refund(CASE, debt(500_000), ceiling=500_000, **by)

    with pytest.raises(PaymentKeyError):
        owe_refund(subject, debt(amount), ceiling=500_000, **by)


@pytest.mark.parametrize("amount", [0, -1, MAX_AMOUNT + 1])
def test_a_sum_is_above_zero_and_no_slip_of_the_finger(
    by: dict[str, Any], amount: int
) -> None:
    with pytest.raises(AmountError):
        owe_refund(CASE, debt(amount), ceiling=10**15, **by)


def test_nothing_goes_out_that_nobody_of_the_house_decided(by_customer: Actor) -> None:
    with pytest.raises(DeciderMissingError):
        owe_refund(CASE, debt(), ceiling=10**9, actor=SYSTEM, at=NOON)
    with pytest.raises(DeciderMissingError):
        owe_refund(CASE, debt(), ceiling=10**9, actor=by_customer, at=NOON)


def test_what_a_customer_agreed_to_pay_needs_nobody_else(by_customer: Actor) -> None:
    payment = owe_charge(
        CASE, debt(), purpose=Purpose.REPAIR, actor=by_customer, at=NOON
    )

    assert (payment.direction, payment.decided_by) == (Direction.IN, None)


def test_a_charge_cannot_go_out(by: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="goes out"):
        owe_charge(CASE, debt(), purpose=Purpose.REFUND, **by)


def test_of_a_deposit_as_much_comes_back_as_was_paid(by: dict[str, Any]) -> None:
    owed = charge(300_000, "d1", purpose=Purpose.DEPOSIT)
    with pytest.raises(CeilingError):
        owe_deposit_back(CASE, debt(300_000, "d2"), **by)

    paid(owed)
    owe_deposit_back(CASE, debt(300_000, "d2"), **by)

    with pytest.raises(CeilingError):
        owe_deposit_back(CASE, debt(1, "d3"), **by)


def test_money_goes_out_once_by_a_second_person(
    by: dict[str, Any], second: dict[str, Any], manager_user: User
) -> None:
    payment = owe_refund(CASE, debt(), ceiling=500_000, **by)
    with pytest.raises(SecondPersonError):
        settle(payment, method=Method.BANK, reference="FT1", **by)

    settle(payment, method=Method.BANK, reference=" FT1 ", **second)

    payment.refresh_from_db()
    assert (payment.state, payment.method) == (PaymentState.DONE, Method.BANK)
    assert (payment.reference, payment.settled_at) == ("FT1", NOON)
    assert payment.settled_by == manager_user
    with pytest.raises(PaymentSettledError):
        settle(payment, method=Method.BANK, reference="FT1", **second)


def test_nobody_of_the_house_pays_out_in_the_name_of_the_machine() -> None:
    with pytest.raises(DeciderMissingError):
        settle(refund(), method=Method.CASH, actor=SYSTEM, at=NOON)


def test_who_noted_a_charge_may_take_the_money(by: dict[str, Any]) -> None:
    payment = owe_charge(CASE, debt(), purpose=Purpose.REPAIR, **by)

    assert settle(payment, method=Method.CASH, **by).state == PaymentState.DONE


def test_money_changes_hands_in_some_way(second: dict[str, Any]) -> None:
    with pytest.raises(MethodError):
        settle(charge(), method=Method.NONE, **second)


@pytest.mark.parametrize("method", [Method.BANK, Method.CARD])
def test_a_transfer_or_card_has_a_number(
    second: dict[str, Any], method: Method
) -> None:
    payment = charge()

    with pytest.raises(ReferenceMissingError):
        settle(payment, method=method, reference="  ", **second)
    settle(payment, method=method, reference="8841", **second)


def test_no_transfer_goes_to_an_account_nobody_wrote_down(
    second: dict[str, Any],
) -> None:
    payment = refund(payee=Payee(name="Nguyễn Thu Hà"))

    with pytest.raises(PayeeMissingError):
        settle(payment, method=Method.BANK, reference="FT1", **second)
    settle(payment, method=Method.CASH, **second)


def test_the_account_that_was_seen_is_the_one_that_is_paid(
    by: dict[str, Any], second: dict[str, Any]
) -> None:
    payment = refund()
    seen = payment.payee_mark
    fresh = change_payee(payment, Payee(name="Ai đó", bank="B", account="9"), **by)
    pay: dict[str, Any] = {"method": Method.BANK, "reference": "FT1", **second}

    with pytest.raises(PayeeChangedError):
        settle(payment, seen=seen, **pay)
    settle(payment, seen=fresh.payee_mark, **pay)


def test_an_account_is_kept_as_a_bank_takes_it(by: dict[str, Any]) -> None:
    payee = Payee(name=" Nguyễn  Thu Hà ", bank="ACB", account="0071 0001-2345")

    payment = change_payee(refund(), payee, **by)

    assert payment.payee_name == "Nguyễn Thu Hà"
    assert payment.payee_account == "007100012345"


@pytest.mark.parametrize("account", ["12/34", "số 9", "1" * 35])
def test_an_account_that_is_no_number_is_refused(
    by: dict[str, Any], account: str
) -> None:
    with pytest.raises(AccountNumberError):
        change_payee(refund(), Payee(account=account), **by)


def test_the_same_payee_again_is_no_news(by: dict[str, Any]) -> None:
    change_payee(refund(), HA, **by)

    assert not Event.objects.filter(verb="payment.payee_changed").exists()


def test_calling_off_needs_a_reason_and_is_final(
    by: dict[str, Any], second: dict[str, Any]
) -> None:
    payment = refund()
    with pytest.raises(ReasonMissingError):
        cancel(payment, note="  ", **by)

    assert cancel(payment, note="Ghi nhầm", **by).cancel_reason == "Ghi nhầm"

    with pytest.raises(PaymentCancelledError):
        settle(payment, method=Method.CASH, **second)
    with pytest.raises(PaymentCancelledError):
        change_payee(payment, Payee(name="X"), **by)


def test_what_is_done_is_not_called_off(by: dict[str, Any]) -> None:
    payment = paid(refund())

    with pytest.raises(PaymentSettledError):
        cancel(payment, note="Ghi nhầm", **by)
    with pytest.raises(PaymentSettledError):
        change_payee(payment, Payee(name="X"), **by)


def test_events_tell_the_case_what_happened_and_name_nobody(
    by: dict[str, Any],
) -> None:
    paid(change_payee(refund(), Payee(name="Lê Ân", bank="B", account="11"), **by))

    events = Event.objects.filter(verb__startswith="payment.").order_by("pk")
    assert [event.verb for event in events] == [
        "payment.owed",
        "payment.payee_changed",
        "payment.settled",
    ]
    assert {tuple(sorted(event.data)) for event in events} == {
        ("amount", "direction", "purpose", "subject_id", "subject_type")
    }
    links = EventLink.objects.filter(type=CASE.type, thing_id=CASE.id)
    assert links.count() == 3


def test_a_balance_says_what_is_owed_and_paid_both_ways(by: dict[str, Any]) -> None:
    paid(charge(350_000, "a"))
    charge(50_000, "b")
    paid(refund(20_000, "c"))
    refund(10_000, "d")
    cancel(charge(7, "e"), note="x", **by)
    refund(999, "f", subject=OTHER_CASE)

    balance = balance_of(CASE)

    assert balance == Balance(50_000, 350_000, 10_000, 20_000)
    assert not balance.is_settled
    assert balance_of(Ref("x.y", "1")).is_settled
    assert len(payments_of(CASE)) == 5
    assert [len(each) for each in payments_of_many([CASE, OTHER_CASE]).values()] in (
        [5, 1],
        [1, 5],
    )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"amount": 0}, "payment_amount"),
        ({"direction": "in"}, "payment_purpose_goes_one_way"),
        ({"state": "done"}, "payment_done_iff"),
        ({"method": "cash"}, "payment_done_iff"),
        ({"settled_at": NOON}, "payment_done_iff"),
        ({"state": "cancelled"}, "payment_cancelled_has_a_reason"),
        ({"cancel_reason": "x"}, "payment_cancelled_has_a_reason"),
        ({"decided_by_id": None}, "payment_out_takes_two"),
        (
            {"state": "done", "method": "cash", "settled_at": NOON},
            "payment_out_takes_two",
        ),
    ],
)
def test_the_database_refuses(lead_user: User, change: Any, name: str) -> None:
    row = refund(by=lead_user)
    fields = {f.attname: getattr(row, f.attname) for f in Payment._meta.fields}
    fields |= {"id": None, "number": "TC-1", "key": "k", **change}
    twin = Payment(**fields)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        twin.save(force_insert=True)


def test_the_database_lets_nobody_pay_out_what_they_decided(lead_user: User) -> None:
    row = Payment.objects.filter(pk=refund(by=lead_user).pk)
    alone = {"state": "done", "method": "cash", "settled_at": NOON}

    with pytest.raises(IntegrityError, match="takes_two"), transaction.atomic():
        row.update(settled_by=lead_user, **alone)


@pytest.mark.parametrize(
    "change", [{"amount": 1}, {"key": "x"}, {"subject_id": "9"}, {"decided_by": None}]
)
def test_what_was_agreed_stands(change: dict[str, Any]) -> None:
    row = Payment.objects.filter(pk=charge().pk)

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        row.update(**change)


def test_what_is_done_or_called_off_stands(by: dict[str, Any]) -> None:
    done = Payment.objects.filter(pk=paid(charge(1, "a")).pk)
    gone = Payment.objects.filter(pk=cancel(charge(1, "b"), note="x", **by).pk)

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        done.update(reference="x")
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        gone.update(state="owed", cancel_reason="")
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        gone.delete()


def test_a_debt_without_a_payee_names_nobody(by: dict[str, Any]) -> None:
    payment = owe_refund(CASE, Debt(5, "k"), ceiling=5, **by)

    assert (payment.payee_name, payment.customer_id) == ("", None)
    assert not payment.has_account


def test_a_card_is_not_what_a_ticket_is_marked_with() -> None:
    with translation.override("en"):
        assert str(Method.CARD.label) != gettext("Thẻ")
