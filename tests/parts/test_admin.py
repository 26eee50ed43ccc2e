"""What an administrator enters bare, and what stays as it is."""

import pytest
from django.test import Client

from aftersales.celery import app
from parts import tasks
from parts.enums import LocationKind
from parts.models import Part, StockLocation, Supplier
from tests.factories.parts import PartFactory, stocked

pytestmark = pytest.mark.django_db

NO_INLINES = {
    f"{prefix}-{field}": "0"
    for prefix in ("fits", "substitutes", "offers")
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}
PART = {"name": " Máy  nén NC-12 ", "price": "2590000", "is_active": "on", **NO_INLINES}


def test_a_part_is_entered_with_its_number_in_capitals(admin_client: Client) -> None:
    answer = admin_client.post("/admin/parts/part/add/", {**PART, "sku": " mn-nc12 "})

    assert answer.status_code == 302
    assert Part.objects.get().sku == "MN-NC12"
    assert Part.objects.get().name == "Máy nén NC-12"


def test_two_parts_cannot_share_a_number(admin_client: Client) -> None:
    PartFactory.create(sku="MN-NC12")

    answer = admin_client.post("/admin/parts/part/add/", {**PART, "sku": "mn-nc12"})

    assert answer.status_code == 200
    assert Part.objects.count() == 1


def test_a_part_that_has_moved_stays_unnumbered(
    admin_client: Client, compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)

    admin_client.post(
        f"/admin/parts/part/{compressor.pk}/change/",
        {
            **PART,
            "sku": "XX",
            "is_serialised": "on",
            "offers-TOTAL_FORMS": "1",
            "offers-INITIAL_FORMS": "1",
            "offers-0-id": compressor.offers.get().pk,
            "offers-0-part": compressor.pk,
            "offers-0-supplier": compressor.offers.get().supplier_id,
            "offers-0-minimum_order": "2",
            "offers-0-price": "5",
            "offers-0-lead_days": "4",
        },
    )

    compressor.refresh_from_db()
    assert (compressor.sku, compressor.is_serialised) == ("MN-NC12", False)
    assert compressor.name == "Máy nén NC-12"
    assert compressor.offers.get().minimum_order == 2


def test_suppliers_and_places_are_entered_and_never_deleted(
    admin_client: Client,
) -> None:
    admin_client.post(
        "/admin/parts/supplier/add/",
        {"code": "nami", "name": "Nami", "is_active": "on"},
    )
    admin_client.post(
        "/admin/parts/stocklocation/add/",
        {"code": "kho", "name": "Kho", "kind": LocationKind.MAIN, "is_active": "on"},
    )
    supplier, place = Supplier.objects.get(), StockLocation.objects.get()

    answers = [
        admin_client.post(f"/admin/parts/supplier/{supplier.pk}/delete/"),
        admin_client.post(f"/admin/parts/stocklocation/{place.pk}/delete/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("model", ["part", "supplier", "stocklocation"])
def test_the_lists_open(
    admin_client: Client, compressor: Part, store: StockLocation, model: str
) -> None:
    assert admin_client.get(f"/admin/parts/{model}/").status_code == 200
    assert admin_client.get(f"/admin/parts/{model}/add/").status_code == 200


def test_only_administrators_enter(agent_client: Client) -> None:
    assert agent_client.get("/admin/parts/part/").status_code != 200


def test_the_clockwork_knows_the_store(compressor: Part, store: StockLocation) -> None:
    stocked(compressor, store, 1)

    tasks.check_stock()
    tasks.learn()

    assert {"parts.check_stock", "parts.learn"} <= set(app.conf.beat_schedule)
