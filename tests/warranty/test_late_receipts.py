"""A thing is switched on at the door of the shop, its receipt comes in at night."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from catalog.actions.purchases import record_purchase
from catalog.enums import SalesChannel
from catalog.models import Product, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.events.actions import sweep_events
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory, UnitFactory
from tests.factories.warranty import cover, published, sold_unit
from warranty.actions import opening
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.dating import date_covers
from warranty.actions.opening import open_sold
from warranty.enums import ActivationChannel, ReviewKind
from warranty.keys import unit_key
from warranty.models import CoverageEvent, Review, UnitCover
from warranty.replay import replay_coverage
from warranty.review_pages import what_is_odd

pytestmark = pytest.mark.django_db

SERIAL = "NM95-2501-000001"
BOUGHT = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)
MADE_ON = date(2025, 1, 1)


@pytest.fixture
def product() -> Product:
    found: Product = ProductFactory.create(sku="WF-95")
    return found


@pytest.fixture
def activated(product: Product) -> Unit:
    published()
    unit: Unit = UnitFactory.create(serial=SERIAL, product=product, produced_on=MADE_ON)
    facts = ActivationFacts(ActivationChannel.QR, NOON.date(), code=unit_key(SERIAL))
    activate(unit, facts, actor=SYSTEM, at=NOON)
    return unit


def receipt_comes(serial: str = SERIAL, **times: Any) -> None:
    buyer = Buyer("Nguyễn Thu Hà", "+84903442218", "")
    head = ReceiptHead("pos", "HD1", SalesChannel.STORE, buyer, BOUGHT, **times)
    line = ReceiptLine("WF-95", 1, 9_490_000, 0, (serial,))
    record_purchase(Receipt(head, (line,)), actor=SYSTEM, at=NOON)
    sweep_events()


def doubts() -> QuerySet[Review]:
    return Review.objects.filter(kind=ReviewKind.OTHER_OWNER)


def test_a_cover_reckoned_from_production_hears_of_the_receipt(activated: Unit) -> None:
    guessed = cover(activated)

    receipt_comes()

    known = cover(activated)
    assert (guessed.basis, guessed.starts_on) == ("production", date(2025, 7, 1))
    assert (known.basis, known.starts_on) == ("invoice", date(2026, 11, 19))
    assert known.ends_on == date(2028, 11, 20)  # the 19th is a Sunday
    assert [one for each in replay_coverage() for one in each.differences] == []


def test_the_day_of_delivery_goes_before_that_of_the_receipt(activated: Unit) -> None:
    receipt_comes(delivered_at=datetime(2026, 11, 20, 3, 0, tzinfo=UTC))

    assert cover(activated).basis == "delivery"
    assert cover(activated).starts_on == date(2026, 11, 20)


def test_a_receipt_of_somebody_else_is_looked_at_and_takes_nothing(
    activated: Unit, other_customer: Customer
) -> None:
    Unit.objects.filter(pk=activated.pk).update(owner=other_customer)

    receipt_comes()
    receipt_comes()

    activated.refresh_from_db()
    review = doubts().get()
    assert activated.owner == other_customer
    assert activated.purchase_line is not None
    assert review.unit == activated
    assert "người mua trên hóa đơn" in what_is_odd(review)


def test_a_receipt_of_its_owner_is_nothing_odd(activated: Unit) -> None:
    receipt_comes()

    assert not doubts().exists()


def test_a_line_more_says_nothing_of_what_was_handed_on_since(
    activated: Unit, other_customer: Customer
) -> None:
    receipt_comes()
    Unit.objects.filter(pk=activated.pk).update(owner=other_customer)

    receipt_comes(serial="NM95-2501-000002")

    assert not doubts().exists()


def test_a_receipt_is_told_once(activated: Unit) -> None:
    receipt_comes()

    again = date_covers(Unit.objects.all(), actor=SYSTEM, at=NOON)

    assert again == 0
    assert CoverageEvent.objects.filter(unit=activated, kind="dated").count() == 1


def test_what_was_opened_by_its_receipt_is_left_alone(product: Product) -> None:
    published()

    receipt_comes()

    unit = Unit.objects.get(serial=SERIAL)
    assert date_covers(Unit.objects.all(), actor=SYSTEM, at=NOON) == 0
    assert unit.coverage_events.count() == 1


def test_what_came_in_with_it_is_opened_with_it(
    django_assert_max_num_queries: Any,
) -> None:
    published()
    units = [sold_unit(f"NM-{n:04}") for n in range(20)]
    first, *others = [Unit.objects.filter(pk=unit.pk) for unit in units]

    opened = open_sold(first, actor=SYSTEM, at=NOON)
    with django_assert_max_num_queries(1):
        again = open_sold(others[0], actor=SYSTEM, at=NOON)

    assert (opened, again) == (20, 0)
    assert {cover(unit).ends_on for unit in units} == {date(2028, 9, 12)}


def test_far_apart_on_one_receipt_both_are_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    published()
    units = [sold_unit(f"NM-{n:04}") for n in range(6)]
    monkeypatch.setattr(opening, "PIECE", 3)
    ends = Unit.objects.filter(pk__in=[units[0].pk, units[-1].pk])

    opened = open_sold(ends, actor=SYSTEM, at=NOON)

    covered = UnitCover.objects.filter(unit__in=ends).count()
    assert (opened, covered) == (3, 2)
