"""What claims do when parts come, and when they come on another day."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from foundation.core.actor import SYSTEM
from foundation.events.actions import sweep_events
from foundation.notifications.models import OutgoingMessage
from parts.actions.purchasing import confirm_eta, order_request
from parts.models import Part, PurchaseLine, StockLocation
from tests.factories.claims import NOON, approved, diagnosed
from tests.factories.parts import (
    LocationFactory,
    OfferFactory,
    PartFactory,
    kept,
    stocked,
)
from warranty.actions.claims.lines import NewLine, add_line
from warranty.claim_enums import ClaimStatus, LineKind
from warranty.models import Claim, ClaimTerms

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(db: None) -> Part:
    return OfferFactory(part=PartFactory(price=500_000, cost=200_000)).part


@pytest.fixture
def store(db: None) -> StockLocation:
    return LocationFactory()


@pytest.fixture
def waiting(part: Part, store: StockLocation) -> Claim:
    claim = diagnosed()
    new = NewLine(LineKind.PART, part=part)
    add_line(claim, new, adder=None, actor=SYSTEM, at=NOON)
    claim = approved(claim)
    assert claim.status == ClaimStatus.WAITING_PART
    sweep_events()
    return claim


def letters() -> int:
    return OutgoingMessage.objects.filter(template="part-eta").count()


def test_the_part_is_there_and_the_claim_goes_on(
    waiting: Claim, part: Part, store: StockLocation
) -> None:
    n_letters = OutgoingMessage.objects.count()

    stocked(part, store, 1)
    sweep_events()

    waiting.refresh_from_db()
    assert waiting.status == ClaimStatus.APPROVED
    assert OutgoingMessage.objects.count() == n_letters


def test_where_the_house_wants_it_somebody_goes_on_by_hand(
    waiting: Claim, part: Part, store: StockLocation
) -> None:
    ClaimTerms.objects.create(pk=1, wakes_on_arrival=False)

    stocked(part, store, 1)
    sweep_events()

    waiting.refresh_from_db()
    assert waiting.status == ClaimStatus.WAITING_PART


def test_another_day_is_told_once(waiting: Claim) -> None:
    line = PurchaseLine.objects.get()
    order_request(line.request, actor=SYSTEM, at=NOON)
    day = localdate(NOON) + timedelta(days=9)
    confirm_eta(line, expected_on=day, actor=SYSTEM, at=NOON)
    sweep_events()
    n_told = letters()

    confirm_eta(line, expected_on=day, actor=SYSTEM, at=NOON)
    sweep_events()
    assert letters() == n_told
    confirm_eta(line, expected_on=day + timedelta(days=2), actor=SYSTEM, at=NOON)
    sweep_events()

    assert letters() == n_told + 1
    latest = OutgoingMessage.objects.filter(template="part-eta").latest("pk")
    assert latest.context["day"] == "01/12/2026"


def test_where_the_house_does_not_tell_nobody_is_told(waiting: Claim) -> None:
    ClaimTerms.objects.create(pk=1, tells_eta=False)
    line = PurchaseLine.objects.get()
    order_request(line.request, actor=SYSTEM, at=NOON)
    day = localdate(NOON) + timedelta(days=9)

    confirm_eta(line, expected_on=day, actor=SYSTEM, at=NOON)
    sweep_events()

    assert letters() == 0


def test_parts_for_other_work_move_no_claim(part: Part, store: StockLocation) -> None:
    kept(part, store, number=9_999)

    stocked(part, store, 1)
    sweep_events()

    assert Claim.objects.count() == 0
