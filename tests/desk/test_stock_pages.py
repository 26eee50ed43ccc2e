"""The parts store: finding a part, and all that is known of it."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.refs import Ref, ref
from foundation.events.things import find_things
from parts.actions.moving import Lot, Spot
from parts.actions.purchasing import add_to_request, order_request
from parts.actions.reordering import set_rule
from parts.actions.reserving import consume, reserve
from parts.actions.stock import move_stock, scrap_stock
from parts.enums import Condition, LocationKind
from parts.models import Part, PartFit, StockLocation, Substitute, SupplierPart
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.desk.conftest import real
from tests.factories.catalog import ProductFactory
from tests.factories.claims import submitted
from tests.factories.parts import LocationFactory, PartFactory, kept, stocked
from tests.factories.warranty import covered_unit

pytestmark = pytest.mark.django_db

LIST = "/desk/stock/"
BY: Any = {"actor": SYSTEM, "at": NOON}


def page_of(part: Part, more: str = "") -> str:
    return reverse("desk:stock_part", args=[part.sku]) + more


def ordered(part: Part, depot: StockLocation, quantity: int) -> None:
    line = add_to_request(part, location=depot, quantity=quantity, **BY)
    order_request(line.request, **BY)


def test_an_empty_store_says_what_to_do_first(keeper: Client) -> None:
    assert "Chưa có linh kiện nào" in keeper.get(LIST).text


def test_the_list_counts_what_can_be_had(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 7)
    kept(pump, depot, quantity=2)
    kept(pump, depot, 2, quantity=6)
    ordered(pump, depot, 10)
    set_rule(pump, depot, limits=(5, 20), service_level=95, **BY)

    (row,) = keeper.get(LIST).context["shown"].rows

    assert (row.on_hand, row.reserved, row.free) == (7, 2, 5)
    assert (row.coming, row.waiting) == (10, 6)
    assert (row.minimum, row.is_low, row.is_missing) == (5, True, True)


def test_broken_ones_are_not_to_be_had(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    bin_ = LocationFactory.create(kind=LocationKind.DEFECTIVE, code="hong")
    stocked(pump, depot, 1)
    broken = Spot(bin_, Condition.DAMAGED)
    move_stock(pump, origin=Spot(depot), target=broken, lot=Lot(1, "m"), **BY)

    (everywhere,) = keeper.get(LIST).context["shown"].rows
    (there,) = keeper.get(LIST, {"place": "hong"}).context["shown"].rows

    assert (everywhere.on_hand, everywhere.free) == (0, 0)
    assert (there.on_hand, there.free) == (1, 0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=bom+xa", "a"),
        ("q=BX", "a"),
        ("q=may+giat+nami", "a"),
        ("q=khong-co", ""),
        ("place=xe", "b"),
        ("place=nowhere", "ab"),
        ("show=low", "b"),
        ("show=waiting", "b"),
        ("show=dead", "a"),
        ("show=last_buy", "a"),
        ("show=closed", "c"),
        ("show=nonsense", "ab"),
        ("show=low&place=kho-chinh", ""),
        ("q=" + "x" * 300, ""),
        ("from=BX-WF95", "b"),
        ("to=BX-WF95", ""),
        ("to=Z", "ab"),
    ],
)
def test_the_address_narrows_the_list(
    keeper: Client, pump: Part, depot: StockLocation, asked: str, found: str
) -> None:
    van = LocationFactory.create(code="xe", kind=LocationKind.VAN)
    rows = {
        "a": pump,
        "b": PartFactory.create(sku="CX-1", name="Cảm biến"),
        "c": PartFactory.create(sku="DX-1", name="Đệm cao su", is_active=False),
    }
    long_ago = timezone.now() - timedelta(days=500)
    stocked(pump, depot, 3, at=long_ago)
    Part.objects.filter(pk=pump.pk).update(last_buy_on=timezone.localdate())
    PartFit.objects.create(part=pump, product=ProductFactory(name="Máy giặt Nami"))
    set_rule(rows["b"], van, limits=(2, 5), service_level=95, **BY)
    kept(rows["b"], van)

    page = keeper.get(f"{LIST}?{asked}").text

    assert "".join(key for key in rows if f">{rows[key].name}</a>" in page) == found


def test_a_whole_number_opens_its_part(keeper: Client, pump: Part) -> None:
    assert keeper.get(LIST, {"q": "bx-wf95"}).url == page_of(pump)  # type: ignore[attr-defined]


@pytest.mark.parametrize("sku", ["A/B", "50%", "Ổ CỨNG 2"])
def test_a_number_with_odd_characters_has_a_page(keeper: Client, sku: str) -> None:
    part = PartFactory.create(sku=sku, name="Lạ")

    thing = find_things([ref(part)])[ref(part)]
    assert quote(sku[0]) in page_of(part)
    assert thing.path == page_of(part)
    assert keeper.get(page_of(part)).status_code == 200
    assert keeper.get(LIST).status_code == 200


def test_pages_go_on_behind_the_last_number(keeper: Client) -> None:
    for number in range(51):
        PartFactory.create(sku=f"P-{number:03}")

    first = keeper.get(LIST, {"q": "p-"}).context["shown"].page
    second = keeper.get(LIST + first.later).context["shown"].page

    assert [len(first.rows), first.earlier] == [50, ""]
    assert [one.sku for one in second.rows] == ["P-050"]
    assert "q=p-" in second.earlier
    assert keeper.get(LIST + second.earlier).context["shown"].page.rows == first.rows


def test_the_page_of_a_part_tells_all_of_it(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    other = PartFactory.create(sku="BX-2", name="Bơm xả khác")
    Substitute.objects.create(part=pump, by=other)
    PartFit.objects.create(part=pump, product=ProductFactory(name="Giặt Nami WF-95"))
    SupplierPart.objects.update(lead_p50=4, lead_p90=9)
    stocked(pump, depot, 7)
    used = kept(pump, depot, 1, at=timezone.now())
    consume(used, actor=SYSTEM, at=timezone.now() - timedelta(days=2))
    set_rule(pump, depot, limits=(2, 8), service_level=95, **BY)
    scrap_stock(pump, spot=Spot(depot), lot=Lot(1, "s", note="Vỡ vỏ"), **BY)

    page = keeper.get(page_of(pump)).text

    assert "Kho Thủ Đức" in page
    assert "Giặt Nami WF-95" in page
    assert page_of(other) in page
    assert "thường về sau 4 ngày, 9 trên 10 lần trong 9 ngày" in page
    assert "“Vỡ vỏ”" in page
    assert "Dùng 1 cái trong 180 ngày: mỗi ngày 0,01 × 9 ngày" in page


def test_who_waits_stands_in_turn_with_the_case(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    first, second = submitted(), submitted(covered_unit(serial="NM95-2"))
    late = timezone.now() - timedelta(days=1)
    for turn, (claim, urgency) in enumerate([(first, 0), (second, 3)]):
        reserve(
            pump,
            quantity=1,
            location=depot,
            subject=Ref("warranty.claimline", str(turn)),
            about=Ref("warranty.claim", str(claim.pk)),
            urgency=urgency,
            promised_at=late,
            **BY,
        )

    answer = keeper.get(page_of(pump))

    rows = answer.context["shown"].waiting
    assert [(row.turn, row.about.label) for row in rows] == [
        (1, second.number),
        (2, first.number),
    ]
    assert all(row.is_late for row in rows)
    assert f'href="/desk/claims/{first.number}/"' in answer.text


def test_moves_are_told_with_whom_and_what_for(
    keeper: Client, keeper_user: User, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 2, actor=staff_actor(keeper_user.pk))
    consume(kept(pump, depot), **BY)

    used, came = keeper.get(page_of(pump)).context["shown"].moves

    assert (came.sign, came.way, came.who) == ("+", "Kho Thủ Đức", "Bùi Tường Lâm")
    assert (used.sign, used.way, used.who) == ("−", "Kho Thủ Đức", "Hệ thống")


def test_numbered_parts_are_told_one_by_one(
    keeper: Client, depot: StockLocation
) -> None:
    part = PartFactory.create(sku="BM", is_serialised=True)
    stocked(part, depot, 2, serials=["SN-1", "SN-2"])

    page = keeper.get(page_of(part)).text

    assert "Số riêng đang có" in page
    assert "SN2" in page or "SN-2" in page


def fill(part: Part, depot: StockLocation, n: int) -> None:
    """`n` of everything."""
    for number in range(n):
        more = PartFactory.create()
        stocked(more, depot, 2)
        kept(more, depot, 1000 + number)
        set_rule(more, depot, limits=(1, 9), service_level=95, **BY)
        PartFit.objects.create(part=part, product=ProductFactory())
        Substitute.objects.create(part=part, by=more)
        place = LocationFactory.create()
        stocked(part, place, 3)
        kept(part, place, 2 * number)
        kept(part, place, 2 * number + 1, quantity=5)
        set_rule(part, place, limits=(1, 9), service_level=95, **BY)


@pytest.mark.parametrize("n", [1, 50])
def test_list_and_page_ask_as_much_for_fifty_as_for_one(
    keeper: Client, pump: Part, depot: StockLocation, n: int
) -> None:
    fill(pump, depot, n)

    assert queries_of(keeper, LIST) == BUDGETS["desk:stock"]
    assert queries_of(keeper, page_of(pump)) == BUDGETS["desk:stock_part"]


def test_no_name_is_missing_on_the_pages(
    keeper: Client, pump: Part, depot: StockLocation, gaps: set[str]
) -> None:
    fill(pump, depot, 1)
    Part.objects.filter(pk=pump.pk).update(last_buy_on=date(2030, 1, 1))

    keeper.get(LIST)
    keeper.get(page_of(pump))

    assert real(gaps) == set()
