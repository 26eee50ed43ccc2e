"""Whoever shows nothing learns nothing about a unit, and sets nobody to work."""

from datetime import UTC, date, datetime

import pytest

from catalog.enums import BlockReason, Whereabouts
from customers.models import Customer
from foundation.core.actor import SYSTEM
from tests.factories.warranty import cover, covered_unit, scratch_code
from warranty.actions.activation import ActivationFacts, activate
from warranty.enums import ActivationChannel
from warranty.errors import AlreadyActivatedError, WrongCodeError
from warranty.models import Activation, Review

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
STRANGER = "+84909000111"

pytestmark = pytest.mark.django_db


def shown(channel: ActivationChannel, code: str, phone: str = "") -> ActivationFacts:
    return ActivationFacts(channel, TODAY, code=code, phone=phone)


@pytest.mark.parametrize("channel", ["web", "qr", "invoice"])
def test_a_wrong_proof_of_what_is_switched_on_already_opens_no_review(
    channel: str,
) -> None:
    unit = covered_unit()
    activate(unit, shown(ActivationChannel.AGENT, ""), actor=SYSTEM, at=NOON)

    wrong = shown(ActivationChannel(channel), "AAAAAAAAAA", STRANGER)
    with pytest.raises(WrongCodeError):
        activate(unit, wrong, actor=SYSTEM, at=NOON)

    assert not Review.objects.exists()
    assert Activation.objects.count() == 1


def test_a_wrong_proof_of_a_blocked_unit_opens_no_review() -> None:
    unit = covered_unit(
        whereabouts=Whereabouts.BLOCKED, block_reason=BlockReason.STOLEN
    )

    wrong = shown(ActivationChannel.QR, "AAAAAAAAAA")
    with pytest.raises(WrongCodeError):
        activate(unit, wrong, actor=SYSTEM, at=NOON)

    assert not Review.objects.exists()


def test_a_code_that_somebody_used_before_opens_a_review() -> None:
    unit = covered_unit(owner=None)
    code = scratch_code(unit)
    activate(unit, shown(ActivationChannel.WEB, code), actor=SYSTEM, at=NOON)

    again = shown(ActivationChannel.WEB, code, STRANGER)
    with pytest.raises(AlreadyActivatedError):
        activate(unit, again, actor=SYSTEM, at=NOON)

    assert Review.objects.get().kind == "second_activation"


def test_an_owner_by_our_books_has_nothing_to_show(customer: Customer) -> None:
    unit = covered_unit(owner=customer)
    own = ActivationFacts(ActivationChannel.INVOICE, TODAY, customer=customer)

    activate(unit, own, actor=SYSTEM, at=NOON)

    assert cover(unit).activated_on == TODAY


def test_somebody_else_has(customer: Customer, other_customer: Customer) -> None:
    unit = covered_unit(owner=customer)
    foreign = ActivationFacts(ActivationChannel.INVOICE, TODAY, customer=other_customer)

    with pytest.raises(WrongCodeError):
        activate(unit, foreign, actor=SYSTEM, at=NOON)
