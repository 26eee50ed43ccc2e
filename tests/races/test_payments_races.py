"""Money at the same time, on real connections."""

from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from foundation.payments import actions
from foundation.payments.actions import cancel, owe_refund, settle
from foundation.payments.enums import Method, PaymentState
from foundation.payments.models import Payment
from foundation.payments.queries import balance_of
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.payments import CASE, debt, refund
from tests.sessions import (
    all_at_once,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(outcomes: list[object]) -> list[str]:
    return sorted(
        type(each).__name__ for each in outcomes if isinstance(each, Exception)
    )


def by(user: User) -> dict[str, Any]:
    return {"actor": staff_actor(user.pk), "at": NOON}


def test_two_who_pay_out_at_once_pay_once() -> None:
    payment = refund()
    people = [StaffFactory(), StaffFactory()]

    outcomes = all_at_once(
        *[
            lambda one=one: settle(payment, method=Method.CASH, **by(one))
            for one in people
        ]
    )

    assert refusals(outcomes) == ["PaymentSettledError"]
    assert balance_of(CASE).paid_out == payment.amount


def test_two_refunds_at_once_do_not_pass_the_ceiling() -> None:
    decides = by(StaffFactory())

    outcomes = all_at_once(
        *[
            lambda key=key: owe_refund(
                CASE, debt(600_000, key), ceiling=1_000_000, **decides
            )
            for key in ("a", "b")
        ]
    )

    assert refusals(outcomes) == ["CeilingError"]
    assert balance_of(CASE).owed_out == 600_000


def test_without_the_lock_both_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    decides = by(StaffFactory())
    monkeypatch.setattr(actions, "_hold", lambda subject: None)

    with another_session() as other:
        other.begin()
        other.run(
            lambda: owe_refund(CASE, debt(600_000, "a"), ceiling=1_000_000, **decides)
        )
        owe_refund(CASE, debt(600_000, "b"), ceiling=1_000_000, **decides)
        other.commit()

    assert balance_of(CASE).owed_out == 1_200_000


def test_the_second_waits_for_the_first_and_is_refused() -> None:
    decides = by(StaffFactory())

    with another_session() as first, another_session() as second:
        first.begin()
        first.run(
            lambda: owe_refund(CASE, debt(600_000, "a"), ceiling=1_000_000, **decides)
        )
        waiting = second.start(
            lambda: owe_refund(CASE, debt(600_000, "b"), ceiling=1_000_000, **decides)
        )
        assert eventually(somebody_waits_for_a_row, bool)
        first.commit()
        error = waiting.exception(timeout=30)

    assert type(error).__name__ == "CeilingError"


def test_the_same_promise_four_times_at_once_is_one_payment() -> None:
    decides = by(StaffFactory())

    outcomes = all_at_once(
        *[lambda: owe_refund(CASE, debt(), ceiling=500_000, **decides)] * 4
    )

    assert refusals(outcomes) == []
    assert Payment.objects.count() == 1


def test_paid_and_called_off_at_once_is_one_of_both() -> None:
    payment = refund()
    pays, cancels = by(StaffFactory()), by(StaffFactory())

    outcomes = all_at_once(
        lambda: settle(payment, method=Method.CASH, **pays),
        lambda: cancel(payment, note="Ghi nhầm", **cancels),
    )

    payment.refresh_from_db()
    assert len(refusals(outcomes)) == 1
    assert payment.state in {PaymentState.DONE, PaymentState.CANCELLED}
