"""A form that is sent twice buys once, whichever process answers it and whatever it forgets."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from foundation.core.actor import SYSTEM
from parts.actions.purchasing import cancel_request
from parts.actions.reordering import set_rule
from parts.enums import LocationKind
from parts.models import Part, PurchaseLine, StockLocation
from tests.conftest import NOON
from tests.factories.parts import LocationFactory, the_line

pytestmark = pytest.mark.django_db

BY: Any = {"actor": SYSTEM, "at": NOON}
ADD_LOW = "/desk/stock/low/add/"


@pytest.fixture
def bought(pump: Part, depot: StockLocation) -> dict[str, Any]:
    """What the dialog sends."""
    supplier = pump.offers.get().supplier_id
    return {"key": "k1", "location": depot.pk, "supplier": supplier, "quantity": 7}


@pytest.fixture
def filled(pump: Part, depot: StockLocation) -> dict[str, Any]:
    """What a row of the list of what is low sends."""
    set_rule(pump, depot, limits=(2, 9), service_level=95, **BY)
    return {"key": "k1", "part": pump.sku, "place": depot.code, "quantity": "9"}


def test_another_process_adds_no_second_time(
    keeper: Client, pump: Part, bought: dict[str, Any]
) -> None:
    address = f"/desk/stock/{pump.sku}/buy/"

    keeper.post(address, bought)
    cache.clear()
    again = keeper.post(address, bought, follow=True)

    assert "Đã ghi vào đơn nháp." in again.text
    assert the_line(pump).quantity == 7


def test_another_process_fills_up_no_second_time(
    keeper: Client, pump: Part, filled: dict[str, Any]
) -> None:
    keeper.post(ADD_LOW, filled)
    cache.clear()
    keeper.post(ADD_LOW, filled)
    keeper.post(ADD_LOW, {**filled, "key": "k2"})

    assert the_line(pump).quantity == 18


def test_what_broke_off_half_way_is_added_by_the_next_press(
    keeper: Client, pump: Part, filled: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("parts.actions.purchasing.best_offer", lambda *_: 1 / 0)
        failed = keeper.post(ADD_LOW, filled)
    keeper.post(ADD_LOW, filled)

    assert failed.status_code == 500
    assert the_line(pump).quantity == 9


def test_a_form_without_a_key_adds_each_time(
    keeper: Client, pump: Part, filled: dict[str, Any]
) -> None:
    keeper.post(ADD_LOW, {**filled, "key": ""})
    keeper.post(ADD_LOW, {**filled, "key": ""})

    assert the_line(pump).quantity == 18


def test_a_press_after_its_draft_has_gone_says_so(
    keeper: Client, pump: Part, filled: dict[str, Any]
) -> None:
    keeper.post(ADD_LOW, filled)
    line = the_line(pump)
    PurchaseLine.objects.filter(pk=line.pk).delete()
    cancel_request(line.request, **BY)

    answer = keeper.post(ADD_LOW, filled)

    assert answer.status_code == 409
    assert "đã sang bước khác" in answer.text


@pytest.mark.parametrize("name", ["part", "place", "quantity", "key"])
def test_characters_that_nothing_can_store_are_refused_and_no_fault(
    keeper: Client, filled: dict[str, Any], name: str
) -> None:
    answer = keeper.post(ADD_LOW, {**filled, name: "\0\0"})

    assert answer.status_code in {302, 422}


def test_nothing_is_bought_for_a_place_that_holds_no_good_ones(
    keeper: Client, filled: dict[str, Any]
) -> None:
    LocationFactory.create(code="hong", kind=LocationKind.DEFECTIVE)

    answer = keeper.post(ADD_LOW, {**filled, "place": "hong"})

    assert answer.status_code == 422
    assert not PurchaseLine.objects.exists()
