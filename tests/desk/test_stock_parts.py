"""The desk's editor of parts: a new one, a correction, who sells it, what it fits."""

from typing import Any

import pytest
from django.test import Client

from parts.enums import Quality
from parts.models import Part, PartFit, StockLocation, Substitute, SupplierPart
from tests.budgets import BUDGETS, queries_of
from tests.desk.conftest import real
from tests.factories.catalog import ProductFactory
from tests.factories.parts import PartFactory, SupplierFactory, stocked

pytestmark = pytest.mark.django_db

NEW = "/desk/stock/new/"
PUMP = "/desk/stock/BX-WF95/"
SAID: dict[str, Any] = {"name": "Dây cu-roa", "price": "90000", "is_active": "on"}


def test_a_part_is_entered_and_its_page_asks_for_the_rest(keeper: Client) -> None:
    form = {**SAID, "sku": "dc-wf95/2"}

    answer = keeper.post(NEW, form, follow=True)

    assert Part.objects.get().sku == "DC-WF95/2"
    assert "Đã thêm linh kiện" in answer.text
    assert "Thêm nguồn mua" in answer.text


@pytest.mark.parametrize("sku", ["", "mã có dấu", "-A", "A" * 41])
def test_a_number_that_cannot_be_one_comes_back_with_all_that_was_typed(
    keeper: Client, pump: Part, sku: str
) -> None:
    answer = keeper.post(NEW, {**SAID, "sku": sku})

    assert answer.status_code == 422
    assert 'value="90000"' in answer.text
    assert Part.objects.get() == pump


def test_a_taken_number_is_said_at_its_field(keeper: Client, pump: Part) -> None:
    answer = keeper.post(NEW, {**SAID, "sku": "bx-wf95"})

    assert answer.status_code == 422
    assert "Mã linh kiện này đã có." in answer.text


def test_a_part_is_corrected(keeper: Client, pump: Part) -> None:
    shown = keeper.get(f"{PUMP}edit/").text
    answer = keeper.post(f"{PUMP}edit/", SAID, follow=True)

    assert 'value="Bơm xả WF-95"' in shown
    assert "Đã lưu linh kiện." in answer.text
    assert (Part.objects.get().name, Part.objects.get().price) == ("Dây cu-roa", 90_000)


def test_numbering_what_has_moved_is_refused(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 1)

    answer = keeper.post(f"{PUMP}edit/", {**SAID, "is_serialised": "on"})

    assert answer.status_code == 422
    assert "không đổi được" in answer.text


def test_who_sells_it_is_said_corrected_and_taken_back(
    keeper: Client, pump: Part
) -> None:
    supplier = SupplierFactory.create()
    form = {
        "key": "k",
        "supplier": supplier.pk,
        "price": 150_000,
        "lead_days": 3,
        "minimum_order": 2,
    }

    keeper.post(f"{PUMP}offer/", {**form, "is_preferred": "on"})
    offer = SupplierPart.objects.get(supplier=supplier)
    asked = keeper.get(f"{PUMP}?ask=offer&spot={supplier.pk}").text
    keeper.post(f"{PUMP}offer/", {**form, "drop": "on"})

    assert (offer.price, offer.lead_days, offer.is_preferred) == (150_000, 3, True)
    assert 'value="150.000"' in asked
    assert SupplierPart.objects.get().supplier != supplier


def test_what_it_fits_is_said_by_the_code_of_the_product(
    keeper: Client, pump: Part
) -> None:
    ProductFactory.create(sku="WF-95")
    form = {"key": "k", "product": "wf-95", "position": "Đáy máy"}

    keeper.post(f"{PUMP}fit/", form)
    wrong = keeper.post(f"{PUMP}fit/", {**form, "product": "KHONG-CO"})
    fit = PartFit.objects.get()
    asked = keeper.get(f"{PUMP}?ask=fit&spot={fit.pk}").text
    keeper.post(f"{PUMP}fit/", {**form, "drop": "on"})

    assert "Không có mã hàng này" in wrong.text
    assert 'value="KHONG-CO"' in wrong.text
    assert 'value="Đáy máy"' in asked
    assert not PartFit.objects.exists()


def test_what_stands_in_is_said_and_taken_back(keeper: Client, pump: Part) -> None:
    PartFactory.create(sku="BX-2")
    form = {"key": "k", "by": "bx-2", "quality": Quality.ORIGINAL}

    keeper.post(f"{PUMP}stand/", form)
    itself = keeper.post(f"{PUMP}stand/", {**form, "by": pump.sku})
    row = Substitute.objects.get()
    keeper.post(f"{PUMP}stand/", {**form, "drop": "on"})

    assert row.quality == Quality.ORIGINAL
    assert "khác với chính nó" in itself.text
    assert not Substitute.objects.exists()


@pytest.mark.parametrize("verb", ["offer", "fit", "stand"])
def test_each_opens_by_its_address_for_whoever_may_and_for_nobody_else(
    keeper: Client, agent_client: Client, pump: Part, verb: str, gaps: set[str]
) -> None:
    real(gaps)

    page = keeper.get(PUMP, {"ask": verb}).text
    looked = agent_client.get(PUMP).text

    assert f'id="{verb}-title"' in page
    assert f"?ask={verb}" in page
    assert f"ask={verb}" not in looked
    assert "/edit/" not in looked


@pytest.mark.parametrize("spot", ["x", "999999999999999999999", "²"])
def test_a_wrong_address_asks_for_a_new_one(
    keeper: Client, pump: Part, spot: str
) -> None:
    answer = keeper.get(PUMP, {"ask": "fit", "spot": spot})

    assert answer.status_code == 200
    assert 'name="drop"' not in answer.text


def test_the_editors_cost_the_same_for_many_parts(keeper: Client, pump: Part) -> None:
    PartFactory.create_batch(50)

    assert queries_of(keeper, NEW) == BUDGETS["desk:stock_new_part"]
    assert queries_of(keeper, f"{PUMP}edit/") == BUDGETS["desk:stock_edit_part"]
