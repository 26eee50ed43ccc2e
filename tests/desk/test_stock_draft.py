"""A draft in two tabs: nobody overwrites what changed meanwhile, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.core.actor import SYSTEM
from parts.actions.purchasing import (
    add_to_request,
    cancel_request,
    change_quantity,
    order_request,
)
from parts.models import Part, PurchaseLine, PurchaseRequest, StockLocation
from tests.conftest import NOON
from tests.desk.conftest import real
from tests.factories.parts import OfferFactory, PartFactory, the_line

pytestmark = pytest.mark.django_db

BY: Any = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def hose(pump: Part) -> Part:
    """Another part of the same supplier."""
    part = PartFactory.create(sku="ONG-1", name="Ống xả")
    OfferFactory.create(part=part, supplier=pump.offers.get().supplier)
    return part


@pytest.fixture
def draft(pump: Part, hose: Part, depot: StockLocation) -> PurchaseRequest:
    """Five pumps and three hoses."""
    add_to_request(pump, location=depot, quantity=5, **BY)
    line = add_to_request(hose, location=depot, quantity=3, **BY)
    return PurchaseRequest.objects.get(pk=line.request_id)


def save(draft: PurchaseRequest) -> str:
    return reverse("desk:stock_quantities", args=[draft.number])


def typed(pump: str, hose: str) -> dict[str, str]:
    """What a page sends on which five pumps and three hoses stood."""
    first, second = (Part.objects.get(sku=sku).pk for sku in ("BX-WF95", "ONG-1"))
    return {
        f"q{first}": pump,
        f"s{first}": "5",
        f"q{second}": hose,
        f"s{second}": "3",
    }


def by_colleague(part: Part, quantity: int) -> None:
    line = the_line(part)
    change_quantity(line, quantity=quantity, seen=line.quantity, **BY)


def numbers() -> dict[str, int]:
    return dict(PurchaseLine.objects.values_list("part__sku", "quantity"))


def test_the_page_carries_what_it_showed(
    keeper: Client, draft: PurchaseRequest, pump: Part
) -> None:
    page = keeper.get(reverse("desk:stock_purchase", args=[draft.number])).text

    assert f'<input type="hidden" name="s{pump.pk}" value="5"' in page


def test_what_a_colleague_changed_is_not_overwritten_and_what_was_typed_stays(
    keeper: Client, draft: PurchaseRequest, pump: Part
) -> None:
    by_colleague(pump, 8)

    answer = keeper.post(save(draft), typed("12", "3"))

    assert answer.status_code == 409
    assert numbers() == {"BX-WF95": 8, "ONG-1": 3}
    assert "Đơn nháp vừa đổi trong lúc bạn sửa" in answer.text
    assert "từ 5 thành 8. Nếu vẫn muốn 12, hãy lưu lần nữa" in answer.text
    assert f'name="q{pump.pk}" value="12"' in answer.text
    assert f'name="s{pump.pk}" value="8"' in answer.text


def test_saved_once_more_it_counts(
    keeper: Client, draft: PurchaseRequest, pump: Part
) -> None:
    by_colleague(pump, 8)
    form = keeper.post(save(draft), typed("12", "3")).context["quantities"]

    answer = keeper.post(save(draft), form.data)

    assert answer.status_code == 302
    assert numbers() == {"BX-WF95": 12, "ONG-1": 3}


def test_a_line_that_was_not_touched_keeps_what_a_colleague_wrote(
    keeper: Client, draft: PurchaseRequest, pump: Part
) -> None:
    by_colleague(pump, 8)

    answer = keeper.post(save(draft), typed("5", "4"))

    assert answer.status_code == 302
    assert numbers() == {"BX-WF95": 8, "ONG-1": 4}


def test_the_other_lines_are_saved_and_show_it(
    keeper: Client, draft: PurchaseRequest, pump: Part, hose: Part
) -> None:
    by_colleague(pump, 8)

    answer = keeper.post(save(draft), typed("12", "4"))

    assert numbers() == {"BX-WF95": 8, "ONG-1": 4}
    assert f'name="q{hose.pk}" value="4"' in answer.text
    assert f'name="s{hose.pk}" value="4"' in answer.text


def test_a_line_that_came_meanwhile_is_left_alone(
    keeper: Client, draft: PurchaseRequest, pump: Part, depot: StockLocation
) -> None:
    more = PartFactory.create(sku="VN-1")
    OfferFactory.create(part=more, supplier=pump.offers.get().supplier)
    add_to_request(more, location=depot, quantity=2, **BY)

    answer = keeper.post(save(draft), typed("12", "3"))

    assert answer.status_code == 302
    assert numbers() == {"BX-WF95": 12, "ONG-1": 3, "VN-1": 2}


def test_what_was_typed_for_a_line_that_is_gone_is_named(
    keeper: Client, draft: PurchaseRequest, pump: Part
) -> None:
    by_colleague(pump, 0)

    answer = keeper.post(save(draft), typed("12", "4"))

    assert answer.status_code == 409
    assert "đã được bỏ khỏi đơn nháp" in answer.text
    assert "BX-WF95 × 12" in answer.text
    assert numbers() == {"ONG-1": 4}


def test_two_who_take_the_same_line_off_agree(
    keeper: Client, draft: PurchaseRequest, pump: Part
) -> None:
    by_colleague(pump, 0)

    answer = keeper.post(save(draft), typed("0", "3"))

    assert answer.status_code == 302


def test_a_line_that_was_taken_off_and_came_back_is_the_same_line(
    keeper: Client, draft: PurchaseRequest, pump: Part, depot: StockLocation
) -> None:
    by_colleague(pump, 0)
    add_to_request(pump, location=depot, quantity=9, **BY)

    answer = keeper.post(save(draft), typed("12", "3"))

    assert answer.status_code == 409
    assert "từ 5 thành 9" in answer.text
    assert numbers()["BX-WF95"] == 9


@pytest.mark.parametrize("end", [order_request, cancel_request])
def test_what_was_typed_for_what_is_no_draft_any_more_is_named(
    keeper: Client, draft: PurchaseRequest, end: Any
) -> None:
    end(draft, **BY)

    answer = keeper.post(save(draft), typed("12", "4"))

    assert answer.status_code == 409
    assert "Đơn này không còn là đơn nháp" in answer.text
    assert "BX-WF95 × 12, ONG-1 × 4" in answer.text
    assert numbers() == {"BX-WF95": 5, "ONG-1": 3}


def test_a_word_for_a_number_keeps_the_other_number_and_its_guard(
    keeper: Client, draft: PurchaseRequest, pump: Part, hose: Part
) -> None:
    by_colleague(pump, 8)

    answer = keeper.post(save(draft), typed("12", "x"))

    assert answer.status_code == 422
    assert f'name="q{pump.pk}" value="12"' in answer.text
    assert f'name="s{pump.pk}" value="5"' in answer.text
    assert f'name="q{hose.pk}" value="x"' in answer.text
    assert answer.text.count(f'id="id_q{hose.pk}_error"') == 1


@pytest.mark.parametrize("seen", [{}, {"s": ""}, {"s": "nhiều"}])
def test_a_page_that_does_not_say_what_it_showed_changes_nothing(
    keeper: Client, draft: PurchaseRequest, pump: Part, seen: dict[str, str]
) -> None:
    form = {f"q{pump.pk}": "12", **{f"s{pump.pk}": said for said in seen.values()}}

    answer = keeper.post(save(draft), form)

    assert answer.status_code == 409
    assert "Ai đó vừa thay đổi mục này" in answer.text
    assert numbers()["BX-WF95"] == 5


def test_no_name_is_missing_where_it_is_refused(
    keeper: Client, draft: PurchaseRequest, pump: Part, gaps: set[str]
) -> None:
    by_colleague(pump, 8)

    keeper.post(save(draft), typed("12", "3"))

    assert real(gaps) == set()
