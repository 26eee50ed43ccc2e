"""Which units a recall calls back: sign by sign, whatever the database sorts by."""

from datetime import date

import pytest
from django.db.models import Exists

from catalog.enums import Severity
from catalog.models import Product, Recall, Unit
from tests.factories.catalog import ProductFactory, UnitFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("serial", "is_called_back"),
    [
        ("NM95-10", True),
        ("NM95-1999", True),
        ("NM95-20", True),
        ("NM95-200", False),
        # A dictionary overlooks the dash and puts this one between the two.
        ("NM9515", False),
        ("NM95-09", False),
    ],
)
def test_a_range_is_read_sign_by_sign(serial: str, *, is_called_back: bool) -> None:
    product: Product = ProductFactory.create()
    unit: Unit = UnitFactory.create(serial=serial, product=product)
    Recall.objects.create(
        code="pin-2026",
        title="Pin nóng",
        product=product,
        serial_from="NM95-10",
        serial_to="NM95-20",
        severity=Severity.values[0],
        action="Ngừng dùng",
        starts_on=date(2026, 11, 1),
    )

    assert Recall.objects.of_unit(unit).exists() is is_called_back
    ticket = TicketFactory(unit=unit)
    asked = Ticket.objects.filter(Exists(Recall.objects.of_outer("unit")))
    assert asked.contains(ticket) is is_called_back
