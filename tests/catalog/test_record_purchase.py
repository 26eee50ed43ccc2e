from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catalog import verbs
from catalog.actions.purchases import record_purchase
from catalog.actions.units import register_unit
from catalog.enums import SalesChannel, Whereabouts
from catalog.errors import (
    LineError,
    ReceiptError,
    SerialOfOtherProductError,
    SerialTakenError,
    UnitNotForSaleError,
    UnknownSkuError,
)
from catalog.models import Product, Purchase, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.events.models import Dispatch, Event, EventLink
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory, UnitFactory

BOUGHT = datetime(2026, 9, 12, 3, 0, tzinfo=UTC)
SERIAL = "NM95-2409-000001"


@pytest.fixture
def product(db: None) -> Product:
    return ProductFactory.create(sku="WF-95")


def head(number: str = "HD1", phone: str = "+84903442218") -> ReceiptHead:
    buyer = Buyer("Nguyễn Thu Hà", phone, "ha@thu.example")
    return ReceiptHead("pos", number, SalesChannel.STORE, buyer, BOUGHT)


def line(**changes: Any) -> ReceiptLine:
    plain = ReceiptLine("WF-95", 1, 9_490_000, 0, (SERIAL,))
    return replace(plain, **changes)


def bought(
    *lines: ReceiptLine, number: str = "HD1", phone: str = "+84903442218"
) -> Purchase:
    receipt = Receipt(head(number, phone), lines or (line(),))
    return record_purchase(receipt, actor=SYSTEM, at=NOON)


def test_a_purchase_has_its_buyer_lines_and_units(product: Product) -> None:
    purchase = bought(line(quantity=3, discount=1_000_000, serials=("AA1", "AA2")))

    written = purchase.lines.get()
    assert purchase.customer.name == "Nguyễn Thu Hà"
    assert (written.number, written.quantity, written.net_unit) == (1, 3, 9_156_666)
    assert set(
        Unit.objects.values_list("serial", "whereabouts", "owner", "purchase_line")
    ) == {
        (serial, Whereabouts.SOLD, purchase.customer_id, written.pk)
        for serial in ("AA1", "AA2")
    }


def test_a_purchase_is_told_once_on_every_timeline(product: Product) -> None:
    purchase = bought()

    event = Event.objects.get(verb=verbs.PURCHASE_RECORDED)
    assert event.data == {"lines": 1, "units": 1, "amount": 9_490_000}
    assert event.subject_id == str(purchase.pk)
    assert set(EventLink.objects.filter(event=event).values_list("type", flat=True)) == {
        "catalog.purchase", "catalog.unit", "customers.customer",
    }  # fmt: skip
    assert Dispatch.objects.filter(event=event, dispatched_at=None).exists()


def test_the_same_receipt_twice_is_one_purchase(product: Product) -> None:
    first = bought()

    again = bought(line(unit_price=1, serials=("OTHER-1",)))

    assert again == first
    assert Purchase.objects.count() == 1
    assert list(Unit.objects.values_list("serial", flat=True)) == [SERIAL]
    assert Event.objects.filter(verb=verbs.PURCHASE_RECORDED).count() == 1


def test_the_number_decides_who_the_buyer_is(
    product: Product, customer: Customer
) -> None:
    purchase = bought()

    assert purchase.customer == customer
    assert not customer.contact_points.filter(kind="email").exists()


def test_an_address_typed_for_two_buyers_stays_with_the_first(
    product: Product,
) -> None:
    first = bought().customer

    second = bought(line(serials=()), number="HD2", phone="+84912345678").customer

    assert second != first
    assert first.contact_points.filter(kind="email").count() == 1
    assert not second.contact_points.filter(kind="email").exists()


def test_a_unit_is_sold_once(product: Product) -> None:
    bought()

    with pytest.raises(SerialTakenError):
        bought(number="HD2", phone="+84912345678")

    assert Purchase.objects.count() == 1
    assert Customer.objects.count() == 1


def test_a_unit_from_stock_goes_to_the_buyer(product: Product) -> None:
    unit = register_unit(SERIAL, product, actor=SYSTEM, at=NOON)

    purchase = bought()

    unit.refresh_from_db()
    assert (unit.whereabouts, unit.owner) == (Whereabouts.SOLD, purchase.customer)


def test_a_receipt_may_follow_a_unit_its_owner_registered(
    product: Product, customer: Customer
) -> None:
    unit = register_unit(SERIAL, product, owner=customer, actor=SYSTEM, at=NOON)

    purchase = bought()

    unit.refresh_from_db()
    assert unit.purchase_line == purchase.lines.get()


def test_a_unit_that_somebody_else_registered_stays_theirs(
    product: Product, other_customer: Customer
) -> None:
    unit = register_unit(SERIAL, product, owner=other_customer, actor=SYSTEM, at=NOON)

    purchase = bought()

    unit.refresh_from_db()
    assert unit.owner == other_customer
    assert unit.purchase_line == purchase.lines.get()
    assert purchase.customer != other_customer


def test_a_serial_number_of_another_product_is_refused(product: Product) -> None:
    UnitFactory.create(serial=SERIAL, whereabouts=Whereabouts.SALEABLE)

    with pytest.raises(SerialOfOtherProductError):
        bought()


@pytest.mark.parametrize("place", [Whereabouts.LOANER, Whereabouts.BLOCKED])
def test_a_loaner_or_blocked_unit_is_not_sold(
    product: Product, place: Whereabouts
) -> None:
    UnitFactory.create(serial=SERIAL, product=product, whereabouts=place)

    with pytest.raises(UnitNotForSaleError):
        bought()


def test_one_line_that_cannot_be_refuses_the_whole_receipt(product: Product) -> None:
    with pytest.raises(UnknownSkuError):
        bought(line(), line(sku="NO-SUCH", serials=()))

    assert not Purchase.objects.exists()
    assert not Customer.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": 0},
        {"quantity": 10_001},
        {"unit_price": -1},
        {"discount": 9_490_001},
        {"discount": -1},
        {"serials": ("AA1", "AA2")},
        {"quantity": 2, "serials": ("AA1", "AA1")},
    ],
)
def test_impossible_lines_are_refused(product: Product, change: dict[str, Any]) -> None:
    with pytest.raises(LineError):
        bought(line(**change))


@pytest.mark.parametrize(
    "lines",
    [
        (line(serials=()), line(serials=(), quantity=2)),
        (line(), line(sku="OTHER")),
    ],
)
def test_a_product_or_serial_number_stands_on_one_line(
    product: Product, lines: tuple[ReceiptLine, ...]
) -> None:
    with pytest.raises(ReceiptError):
        bought(*lines)


@pytest.mark.parametrize(
    "change",
    [
        {"source_id": ""},
        {"purchased_at": NOON + timedelta(days=2)},
        {"delivered_at": BOUGHT - timedelta(days=2)},
    ],
)
def test_impossible_heads_are_refused(product: Product, change: dict[str, Any]) -> None:
    receipt = Receipt(replace(head(), **change), (line(),))

    with pytest.raises(ReceiptError):
        record_purchase(receipt, actor=SYSTEM, at=NOON)


def test_a_receipt_has_lines(product: Product) -> None:
    with pytest.raises(ReceiptError):
        record_purchase(Receipt(head(), ()), actor=SYSTEM, at=NOON)
