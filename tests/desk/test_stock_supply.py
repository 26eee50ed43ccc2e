"""Buying parts: drafts, orders, days, deliveries; what is low and who waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref
from parts.actions.purchasing import add_to_request, confirm_eta, order_request
from parts.actions.reordering import set_rule
from parts.actions.reserving import reserve
from parts.models import (
    Part,
    PurchaseLine,
    PurchaseRequest,
    Reservation,
    StockLocation,
)
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.desk.conftest import real
from tests.factories.claims import submitted
from tests.factories.parts import (
    OfferFactory,
    PartFactory,
    again,
    balance,
    kept,
    stocked,
    the_line,
)
from warranty.models import Claim

pytestmark = pytest.mark.django_db

LIST, LOW, WAITING = (
    "/desk/stock/purchases/",
    "/desk/stock/low/",
    "/desk/stock/waiting/",
)
BY: Any = {"actor": SYSTEM, "at": NOON}


def page_of(request: PurchaseRequest, verb: str = "purchase", *more: Any) -> str:
    return reverse(f"desk:stock_{verb}", args=[request.number, *more])


def drafted(part: Part, depot: StockLocation, quantity: int = 5) -> PurchaseLine:
    return add_to_request(part, location=depot, quantity=quantity, **BY)


def ordered(part: Part, depot: StockLocation, quantity: int = 5) -> PurchaseLine:
    line = drafted(part, depot, quantity)
    order_request(line.request, **BY)
    return PurchaseLine.objects.get(pk=line.pk)


def waits_for(claim: Claim, part: Part, depot: StockLocation) -> Reservation:
    return reserve(
        part,
        quantity=1,
        location=depot,
        subject=Ref("warranty.claimline", "0"),
        about=Ref("warranty.claim", str(claim.pk)),
        promised_at=NOON,
        **BY,
    )


def asked(part: Part, seen: int, wanted: str) -> dict[str, str]:
    """What the form of a draft sends of one part."""
    return {f"q{part.pk}": wanted, f"s{part.pk}": str(seen)}


def test_empty_lists_say_what_fills_them(keeper: Client) -> None:
    assert "Không có gì phải mua" in keeper.get(LIST).text
    assert "Không chờ chuyến hàng nào" in keeper.get(LIST, {"show": "ordered"}).text
    assert "Chưa có yêu cầu mua nào xong" in keeper.get(LIST, {"show": "over"}).text
    assert "Không có gì sắp hết" in keeper.get(LOW).text
    assert "Không ai phải chờ linh kiện" in keeper.get(WAITING).text
    assert "Không có việc nào" in keeper.get(WAITING, {"show": "late"}).text


def test_what_one_supplier_sells_gathers_in_one_draft(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    other = PartFactory.create(sku="VN-1")
    OfferFactory.create(part=other, supplier=pump.offers.get().supplier, price=10)
    drafted(pump, depot, 5)
    kept(other, depot, quantity=3)

    (row,) = keeper.get(LIST).context["shown"].rows

    assert (row.n_lines, row.quantity, row.n_waiting) == (2, 8, 1)
    assert row.cost == 5 * 175_000 + 3 * 10
    assert not row.is_late


def test_a_number_that_is_gone_is_not_found(keeper: Client) -> None:
    assert keeper.get(LIST + "MH-9/").status_code == 404


def test_numbers_of_a_draft_change_and_none_takes_a_line_off(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    line = drafted(pump, depot, 5)
    to = page_of(line.request, "quantities")

    keeper.post(to, asked(pump, 5, "12"))
    assert the_line(pump).quantity == 12
    answer = keeper.post(to, asked(pump, 12, "0"), follow=True)

    assert not PurchaseLine.objects.exists()
    assert "Đơn nháp đang trống" in answer.text


def test_fewer_than_work_waits_for_is_refused_at_its_line(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    kept(pump, depot, quantity=7)
    line = the_line(pump)

    fewer = keeper.post(page_of(line.request, "quantities"), asked(pump, 7, "2"))
    word = keeper.post(page_of(line.request, "quantities"), asked(pump, 7, "x"))

    assert (fewer.status_code, word.status_code) == (422, 422)
    assert "Có việc đang chờ linh kiện này" in fewer.text
    assert the_line(pump).quantity == 7


def test_a_draft_is_ordered_as_it_stood_on_the_page(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    line = drafted(pump, depot, 5)
    seen = f"{line.pk}:5"
    drafted(pump, depot, 1)

    stale = keeper.post(page_of(line.request, "order"), {"seen": seen})
    fresh = keeper.post(page_of(line.request, "order"), {"seen": f"{line.pk}:6"})
    twice = keeper.post(page_of(line.request, "order"), {"seen": f"{line.pk}:6"})

    assert stale.status_code == 409
    assert "Đơn nháp vừa đổi" in stale.text
    assert f'name="seen" value="{line.pk}:6"' in stale.text
    assert fresh.status_code == 302
    assert twice.status_code == 409
    assert PurchaseRequest.objects.get().state == "ordered"


def test_a_day_is_confirmed_and_the_waiting_claims_are_named(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    claim = submitted()
    waiting = waits_for(claim, pump, depot)
    line = the_line(pump)
    order_request(line.request, **BY)
    day = timezone.localdate() + timedelta(days=9)
    asked: Any = {"ask": "confirm", "line": line.pk}

    page = keeper.get(page_of(line.request), asked).text
    keeper.post(page_of(line.request, "confirm", line.pk), {"expected_on": day})
    past = keeper.post(
        page_of(line.request, "confirm", line.pk), {"expected_on": "2020-01-01"}
    )

    dialog = page.split('id="confirm"')[1]
    assert claim.number in dialog
    assert "được báo ngày mới" in dialog
    assert again(waiting).eta_on == day
    assert again(waiting).is_eta_confirmed
    assert past.status_code == 422
    assert "từ hôm nay trở đi" in past.text


def test_a_line_of_another_request_is_not_found(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    line = ordered(pump, depot)
    other = drafted(pump, depot)
    to = page_of(line.request, "confirm", other.pk)

    answer = keeper.post(to, {"expected_on": timezone.localdate()})

    assert answer.status_code == 404


def test_a_delivery_comes_line_by_line_and_once(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    line = ordered(pump, depot, 6)
    waiting = kept(pump, depot)
    to, form = page_of(line.request, "arrival"), {"key": "k1", f"q{line.pk}": "4"}

    assert "còn chờ 6" in keeper.get(to).text
    first = keeper.post(to, form, follow=True)
    keeper.post(to, form)

    assert "Đã nhận 4 cái." in first.text
    assert balance(pump, depot) == (4, 1)
    assert again(waiting).is_held
    assert the_line(pump).received == 4


def test_the_last_one_closes_and_sent_again_it_is_still_once(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    line = ordered(pump, depot, 5)
    to, form = page_of(line.request, "arrival"), {"key": "k1", f"q{line.pk}": "5"}

    keeper.post(to, form)
    twice = keeper.post(to, form)

    assert twice.status_code == 302
    assert PurchaseRequest.objects.get().state == "done"
    assert balance(pump, depot) == (5, 0)
    assert keeper.get(to).status_code == 302


def test_what_is_refused_stays_and_the_rest_is_in(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    other = PartFactory.create(sku="VN-1")
    OfferFactory.create(part=other, supplier=pump.offers.get().supplier)
    added, line = drafted(other, depot, 2), ordered(pump, depot, 5)
    form = {"key": "k1", f"q{line.pk}": "9", f"q{added.pk}": "2"}

    answer = keeper.post(page_of(line.request, "arrival"), form)

    assert answer.status_code == 422
    assert "Số về nhiều hơn số còn chờ" in answer.text
    assert 'value="9"' in answer.text
    assert f'name="q{added.pk}"' not in answer.text
    assert 'value="k1"' not in answer.text
    assert balance(other, depot) == (2, 0)
    assert balance(pump, depot) == (0, 0)


def test_numbered_parts_come_in_by_their_numbers(
    keeper: Client, depot: StockLocation
) -> None:
    part = PartFactory.create(sku="BM", is_serialised=True)
    OfferFactory.create(part=part)
    line = ordered(part, depot, 3)
    form = {"key": "k1", f"q{line.pk}": "SN-1\nSN-2\n"}

    keeper.post(page_of(line.request, "arrival"), form)

    assert balance(part, depot) == (2, 0)


def test_a_request_is_cancelled_and_the_need_asks_anew(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    kept(pump, depot, quantity=2)
    line = the_line(pump)
    order_request(line.request, **BY)

    keeper.post(page_of(line.request, "cancel"))

    states = PurchaseRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["cancelled", "draft"]


def test_the_order_is_printed_for_its_supplier(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    line = ordered(pump, depot, 5)

    paper = keeper.get(page_of(line.request, "order_paper") + "?now=1").text

    assert "Điện máy Tân Phú" in paper
    assert "875.000\u00a0₫" in paper
    assert "print-now" in paper


def test_what_is_low_fills_up_by_one_press(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    stocked(pump, depot, 1)
    set_rule(pump, depot, limits=(2, 12), service_level=95, **BY)
    (row, key) = keeper.get(LOW).context["rows"][0]
    form = {"part": pump.sku, "place": depot.code, "quantity": row.wanted, "key": key}

    keeper.post("/desk/stock/low/add/", form)
    keeper.post("/desk/stock/low/add/", form)

    assert row.wanted == 11
    assert the_line(pump).quantity == 11
    assert "11 trên đơn nháp" in keeper.get(LOW).text


@pytest.mark.parametrize("quantity", ["", "0", "x", "9999999"])
def test_a_number_that_is_none_is_refused(
    keeper: Client, pump: Part, depot: StockLocation, quantity: str
) -> None:
    form = {"part": pump.sku, "place": depot.code, "quantity": quantity, "key": "k"}

    answer = keeper.post("/desk/stock/low/add/", form)

    assert answer.status_code == 422
    assert "Số lượng phải từ 1" in answer.text


def test_what_nobody_sells_is_not_offered(keeper: Client, depot: StockLocation) -> None:
    part = PartFactory.create()
    set_rule(part, depot, limits=(2, 12), service_level=95, **BY)

    page = keeper.get(LOW).text

    assert "chưa biết ai bán" in page
    assert "Thêm vào đơn" not in page


def test_who_waits_stands_with_day_and_promise(
    keeper: Client, pump: Part, depot: StockLocation
) -> None:
    claim = submitted()
    waits_for(claim, pump, depot)
    unsold = kept(PartFactory.create(), depot, 99)
    line = the_line(pump)

    everybody = keeper.get(WAITING)
    unknown = keeper.get(WAITING, {"show": "unknown"}).context["shown"].rows
    late = keeper.get(WAITING, {"show": "late"}).context["shown"].rows

    assert f'href="/desk/claims/{claim.number}/"' in everybody.text
    assert line.request.number in everybody.text
    assert [row.reservation for row in unknown] == [unsold]
    assert [row.about.label for row in late] == [claim.number]


def test_who_looks_only_changes_nothing(
    agent_client: Client, pump: Part, depot: StockLocation
) -> None:
    line = ordered(pump, depot, 5)
    drafted(pump, depot)
    set_rule(pump, depot, limits=(2, 12), service_level=95, **BY)

    page = agent_client.get(page_of(line.request)).text

    assert "Nhận hàng" not in page
    assert "Chốt ngày" not in page
    assert "Thêm vào đơn" not in agent_client.get(LOW).text


def fill(pump: Part, depot: StockLocation, n: int) -> PurchaseRequest:
    """`n` of everything on and around one request."""
    supplier = pump.offers.get().supplier
    first = drafted(pump, depot, 100)
    for number in range(n):
        part = PartFactory.create()
        OfferFactory.create(part=part, supplier=supplier)
        drafted(part, depot, 2)
        kept(part, depot, 2 * number)
        set_rule(part, depot, limits=(1, 9), service_level=95, **BY)
        other = PartFactory.create()
        OfferFactory.create(part=other)
        kept(other, depot, 2 * number + 1)
    return PurchaseRequest.objects.get(pk=first.request_id)


@pytest.mark.parametrize("n", [1, 50])
def test_lists_and_pages_ask_as_much_for_fifty_as_for_one(
    keeper: Client, pump: Part, depot: StockLocation, n: int
) -> None:
    request = fill(pump, depot, n)

    assert queries_of(keeper, LIST) == BUDGETS["desk:stock_purchases"]
    assert queries_of(keeper, LOW) == BUDGETS["desk:stock_low"]
    assert queries_of(keeper, WAITING) == BUDGETS["desk:stock_waiting"]
    assert queries_of(keeper, page_of(request)) == BUDGETS["desk:stock_purchase"]
    paper = queries_of(keeper, page_of(request, "order_paper"))
    assert paper == BUDGETS["desk:stock_order_paper"]
    order_request(request, **BY)
    arrival = queries_of(keeper, page_of(request, "arrival"))
    assert arrival == BUDGETS["desk:stock_arrival"]


def test_no_name_is_missing_on_the_pages(
    keeper: Client, pump: Part, depot: StockLocation, gaps: set[str]
) -> None:
    request = fill(pump, depot, 1)
    keeper.get(LIST)
    keeper.get(LOW)
    keeper.get(WAITING)
    keeper.get(page_of(request))
    keeper.get(page_of(request, "order_paper"))
    order_request(request, **BY)
    line = the_line(pump)
    confirm_eta(line, expected_on=timezone.localdate(), actor=SYSTEM, at=timezone.now())
    keeper.get(f"{page_of(request)}?ask=confirm&line={line.pk}")
    keeper.get(page_of(request, "arrival"))
    keeper.get(LIST, {"show": "ordered"})

    assert real(gaps) == set()
