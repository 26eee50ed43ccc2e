"""What the warehouse does with a part, by the dialogs of its page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.core.actor import SYSTEM
from parts.enums import Condition, LocationKind
from parts.models import Part, PurchaseLine, ReorderRule, StockLocation, StockMove
from tests.conftest import NOON
from tests.desk.conftest import real
from tests.factories.parts import (
    LocationFactory,
    PartFactory,
    again,
    balance,
    kept,
    stocked,
    the_line,
)

pytestmark = pytest.mark.django_db

BY: Any = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def bin_(db: None) -> StockLocation:
    """For broken ones."""
    return LocationFactory.create(
        code="hong", name="Kệ hỏng", kind=LocationKind.DEFECTIVE
    )


def page_of(part: Part) -> str:
    return reverse("desk:stock_part", args=[part.sku])


def do(verb: str, part: Part) -> str:
    return reverse(f"desk:stock_{verb}", args=[part.sku])


def good(place: StockLocation) -> str:
    return f"{place.pk}:good"


def said(**more: Any) -> dict[str, Any]:
    return {"key": "k1", **more}


def test_parts_come_in_once_and_serve_whose_turn_it_is(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    waiting = kept(pump, depot, quantity=2)
    form = said(location=depot.pk, quantity=5, unit_cost=190_000)

    first = keeper.post(do("receive", pump), form, follow=True)
    keeper.post(do("receive", pump), form)

    assert "Đã nhập kho." in first.text
    assert balance(pump, depot) == (5, 2)
    assert again(waiting).is_held
    assert Part.objects.get().cost == 190_000


def test_numbered_parts_come_in_by_their_numbers(
    keeper: Client, depot: StockLocation
) -> None:
    part = PartFactory.create(sku="BM", is_serialised=True)
    form = said(location=depot.pk, serials="SN-1\n\n SN-2 \n", unit_cost=1)

    keeper.post(do("receive", part), form)
    again_ = keeper.post(do("receive", part), {**form, "key": "k2"})

    assert balance(part, depot) == (2, 0)
    assert again_.status_code == 409
    assert "không nằm ở nơi đó" in again_.text


def test_parts_go_elsewhere_and_broken_ones_to_their_bin(
    keeper: Client, pump: Part, depot: StockLocation, bin_: StockLocation
) -> None:
    stocked(pump, depot, 5)
    form = said(spot=good(depot), target=bin_.pk, quantity=2, condition="damaged")

    keeper.post(do("move", pump), form)
    keeper.post(do("move", pump), form)
    wrong = keeper.post(do("move", pump), {**form, "key": "k2", "condition": ""})

    assert balance(pump, depot) == (3, 0)
    assert balance(pump, bin_, Condition.DAMAGED) == (2, 0)
    assert wrong.status_code == 422
    assert "không nhận linh kiện ở tình trạng đó" in wrong.text


def test_what_is_kept_stays(keeper: Client, pump: Part, depot: StockLocation) -> None:
    van = LocationFactory.create(kind=LocationKind.VAN)
    stocked(pump, depot, 2)
    kept(pump, depot, quantity=2)
    form = said(spot=good(depot), target=van.pk, quantity=1)

    answer = keeper.post(do("move", pump), form)

    assert answer.status_code == 409
    assert "đã giữ cho việc khác" in answer.text
    assert 'name="key" value="k1"' not in answer.text


def test_a_count_is_of_the_number_on_the_page(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 5)
    asked = {"ask": "count", "spot": good(depot)}
    page = keeper.get(page_of(pump), asked).text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    form = said(spot=good(depot), seen=seen[1], counted=4, note="Thiếu một")

    first = keeper.post(do("count", pump), form)
    twice = keeper.post(do("count", pump), form)

    assert (first.status_code, twice.status_code) == (302, 302)
    assert balance(pump, depot) == (4, 0)
    assert StockMove.objects.filter(reason="counted").count() == 1


def test_a_stale_count_is_refused_and_shows_the_new_number(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 5)
    form = said(spot=good(depot), seen=7, counted=6, note="Thiếu")

    answer = keeper.post(do("count", pump), form)

    assert answer.status_code == 409
    assert "Số trên sổ vừa đổi" in answer.text
    assert 'name="seen" value="5"' in answer.text
    assert balance(pump, depot) == (5, 0)


def test_a_count_that_agrees_says_so_and_a_difference_needs_a_reason(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 5)
    form = said(spot=good(depot), seen=5, counted=5, note="")

    agrees = keeper.post(do("count", pump), form, follow=True)
    differs = keeper.post(do("count", pump), {**form, "counted": 4})
    gone = keeper.post(do("count", pump), {**form, "spot": "0:good"})

    assert "Số đếm khớp với sổ." in agrees.text
    assert differs.status_code == 422
    assert "Hãy ghi rõ lý do." in differs.text
    assert gone.status_code == 422


def test_parts_are_thrown_away_with_a_reason(
    keeper: Client, pump: Part, depot: StockLocation, bin_: StockLocation
) -> None:
    stocked(pump, depot, 3)
    form = said(spot=good(depot), quantity=1, way="scrap", note="Vỡ")

    silent = keeper.post(do("scrap", pump), {**form, "note": ""})
    good_one = keeper.post(do("scrap", pump), {**form, "way": "recycle"})
    keeper.post(do("scrap", pump), form)
    keeper.post(do("scrap", pump), form)

    assert silent.status_code == 422
    assert good_one.status_code == 422
    assert balance(pump, depot) == (2, 0)


def test_parts_are_put_on_the_draft_once(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    supplier = pump.offers.get().supplier_id
    form = said(location=depot.pk, supplier=supplier, quantity=7)

    keeper.post(do("buy", pump), form)
    keeper.post(do("buy", pump), form)

    assert the_line(pump).quantity == 7
    assert PurchaseLine.objects.count() == 1


def test_a_place_is_told_how_many_to_hold(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    form = said(location=depot.pk, minimum=2, maximum=9, service_level=95)

    keeper.post(do("rule", pump), form)
    wrong = keeper.post(do("rule", pump), {**form, "maximum": 1})
    page = keeper.get(f"{page_of(pump)}?ask=rule&spot={depot.pk}").text

    rule = ReorderRule.objects.get()
    assert (rule.minimum, rule.maximum, rule.is_low) == (2, 9, True)
    assert "không được thấp hơn" in wrong.text
    assert 'name="maximum" value="9"' in page


@pytest.mark.parametrize("verb", ["receive", "move", "count", "scrap", "buy", "rule"])
def test_an_empty_form_comes_back_in_its_open_dialog(
    keeper: Client, pump: Part, depot: StockLocation, verb: str
) -> None:
    stocked(pump, depot, 3)

    answer = keeper.post(do(verb, pump), {"spot": good(depot)})

    assert answer.status_code == 422
    assert (
        f'id="{verb}" aria-labelledby="{verb}-title" data-behaviour="dialog" open'
        in (answer.text)
    )


@pytest.mark.parametrize("verb", ["receive", "move", "count", "scrap", "buy", "rule"])
def test_every_dialog_opens_by_its_address(
    keeper: Client, pump: Part, depot: StockLocation, verb: str, gaps: set[str]
) -> None:
    stocked(pump, depot, 3)
    real(gaps)
    asked = {"ask": verb, "spot": good(depot)}

    page = keeper.get(page_of(pump), asked).text

    assert f'id="{verb}-title"' in page
    assert " open>" in page


def test_a_refused_page_leads_on_to_the_part(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 3)

    page = keeper.post(do("count", pump), {"spot": good(depot)}).text

    assert f'href="{page_of(pump)}?ask=move' in page
    assert 'href="?ask' not in page


def test_every_label_belongs_to_the_field_of_its_own_dialog(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 3)

    page = keeper.get(page_of(pump), {"ask": "count", "spot": good(depot)}).text

    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_who_looks_only_is_offered_nothing(
    agent_client: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 3)

    page = agent_client.get(page_of(pump), {"ask": "receive"}).text

    assert "<dialog" not in page.split('id="content"')[1].split("</main>")[0]
    assert "Kiểm kê" not in page
