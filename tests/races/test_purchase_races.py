"""Two shop systems, or one that retries, record the same thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from catalog.actions.purchases import record_purchase
from catalog.enums import SalesChannel
from catalog.errors import SerialTakenError
from catalog.models import Purchase, PurchaseLine, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory

BOUGHT = datetime(2026, 9, 12, 3, 0, tzinfo=UTC)


def receipt(number: str, phone: str, serial: str) -> Receipt:
    head = ReceiptHead("pos", number, SalesChannel.STORE, Buyer("Hà", phone), BOUGHT)
    return Receipt(head, (ReceiptLine("WF-95", 1, 9_490_000, 0, (serial,)),))


def at_once(receipts: list[Receipt]) -> list[object]:
    """Record all receipts at the same moment: a purchase or an error for each."""
    barrier = Barrier(len(receipts))

    def record(one: Receipt) -> object:
        barrier.wait()
        try:
            return record_purchase(one, actor=SYSTEM, at=NOON)
        except SerialTakenError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(receipts)) as pool:
        return list(pool.map(record, receipts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_one_receipt_from_four_sides_is_one_purchase(_round: int) -> None:
    ProductFactory.create(sku="WF-95")

    purchases = at_once([receipt("HD1", "+84903442218", "NM95-1")] * 4)

    assert len(set(purchases)) == 1
    assert Customer.objects.count() == 1
    assert PurchaseLine.objects.count() == 1
    assert Event.objects.filter(verb="purchase.recorded").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_one_serial_number_on_two_receipts_is_sold_once(_round: int) -> None:
    ProductFactory.create(sku="WF-95")

    results = at_once(
        [
            receipt("HD1", "+84903442218", "NM95-1"),
            receipt("HD2", "+84912345678", "NM95-1"),
        ]
    )

    assert sorted(type(result).__name__ for result in results) == [
        "Purchase",
        "SerialTakenError",
    ]
    assert Unit.objects.get().owner == Purchase.objects.get().customer
    assert Customer.objects.count() == 1
