"""Products, purchases and units over the API."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import Product, Purchase, Unit
from customers.models import Customer
from foundation.accounts.models import User
from tests.budgets import BUDGETS, queries_of
from tests.factories.accounts import ApiTokenFactory
from tests.factories.catalog import (
    ProductFactory,
    PurchaseFactory,
    PurchaseLineFactory,
    UnitFactory,
)

PRODUCTS, PURCHASES, UNITS = (
    "/api/v1/products/",
    "/api/v1/purchases/",
    "/api/v1/units/",
)
JSON = "application/json"


def program(user: User) -> Client:
    ApiTokenFactory.create(user=user, key="k")
    return Client(headers={"Authorization": "Token k"})


@pytest.fixture
def caller(manager_user: User) -> Client:
    return program(manager_user)


@pytest.fixture
def product(db: None) -> Product:
    return ProductFactory.create(sku="WF-95", name="Máy giặt Nami WF-95")


def receipt(**changes: Any) -> dict[str, Any]:
    return {
        "source": "pos",
        "source_id": "HD1",
        "channel": "store",
        "customer": {"name": "Nguyễn Thu Hà", "phone": "0903 442 218"},
        "purchased_at": "2026-09-12T10:00:00+07:00",
        "lines": [
            {
                "sku": "WF-95",
                "quantity": 2,
                "unit_price": 9_490_000,
                "discount": 500_001,
                "serials": ["nm95-1"],
            }
        ],
        **changes,
    }


def line(**changes: Any) -> list[dict[str, Any]]:
    return [{**receipt()["lines"][0], **changes}]


def errors(answer: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in answer.json()["errors"]]


def test_a_product_is_entered_and_corrected(caller: Client) -> None:
    words = {"sku": "TV-43", "name": "Tivi Nami TV-43", "category": "tv"}

    created = caller.post(PRODUCTS, words, JSON)
    changed = caller.patch(f"{PRODUCTS}TV-43/", {"is_active": False}, JSON)

    assert created.status_code == 201
    assert changed.json() == {**created.json(), "is_active": False}
    assert caller.get(f"{PRODUCTS}{created.json()['id']}/").json() == changed.json()


@pytest.mark.parametrize(
    ("words", "status", "error"),
    [
        ({"sku": "WF-95", "name": "Trùng"}, 409, ("sku_taken", "sku")),
        ({"sku": "số 1", "name": "Tên"}, 400, ("invalid", "sku")),
        ({"sku": "X1"}, 400, ("required", "name")),
        ({"sku": "X1", "name": 5}, 400, ("wrong_type", "name")),
        ({"sku": "X1", "name": "N", "x": 1}, 400, ("unknown_field", "x")),
        (
            {"sku": "X1", "name": "N", "category": "car"},
            400,
            ("invalid_choice", "category"),
        ),
    ],
)
def test_a_bad_product_is_refused(
    caller: Client,
    product: Product,
    words: dict[str, Any],
    status: int,
    error: tuple[str, str],
) -> None:
    answer = caller.post(PRODUCTS, words, JSON)

    assert (answer.status_code, errors(answer)) == (status, [error])
    assert Product.objects.count() == 1


def test_products_are_found_without_marks(caller: Client, product: Product) -> None:
    ProductFactory.create(name="Tủ lạnh")

    found = caller.get(PRODUCTS, {"q": "may giat"}).json()["results"]

    assert [one["sku"] for one in found] == ["WF-95"]


def test_a_purchase_is_recorded(caller: Client, product: Product) -> None:
    answer = caller.post(PURCHASES, receipt(), JSON)

    assert answer.status_code == 201
    body = answer.json()
    assert body["customer"]["name"] == "Nguyễn Thu Hà"
    assert (body["amount"], body["currency"]) == (18_479_999, "VND")
    assert {
        key: body["lines"][0][key] for key in ("sku", "quantity", "net_unit", "serials")
    } == {"sku": "WF-95", "quantity": 2, "net_unit": 9_239_999, "serials": ["NM95-1"]}
    assert caller.get(f"{PURCHASES}{body['id']}/").json() == body


def test_the_same_receipt_twice_is_one_purchase(
    caller: Client, product: Product
) -> None:
    first = caller.post(PURCHASES, receipt(), JSON)
    again = caller.post(PURCHASES, receipt(), JSON)

    assert again.status_code == 200
    assert again.json() == first.json()
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"lines": line(sku="NO")}, 422, "unknown_sku"),
        ({"lines": line(quantity=0)}, 422, "invalid_line"),
        ({"lines": line(quantity=2**40)}, 422, "invalid_line"),
        ({"lines": line(quantity=2**70)}, 400, "max_value"),
        ({"lines": line(quantity="2")}, 400, "wrong_type"),
        ({"lines": line(unit_price=-1)}, 422, "invalid_line"),
        ({"lines": line(unit_price=1.5)}, 400, "wrong_type"),
        ({"lines": line(discount=99_000_000)}, 422, "invalid_line"),
        ({"lines": line(serials=["số?"])}, 422, "invalid_serial"),
        ({"lines": line(serials=["A-1", "A-2", "A-3"])}, 422, "invalid_line"),
        ({"lines": line(serials=[]) * 2}, 422, "invalid_receipt"),
        (
            {"lines": line(serials=["A-1"]) + line(serials=["A-1"])},
            422,
            "invalid_receipt",
        ),
        ({"lines": []}, 422, "invalid_receipt"),
        ({"lines": line(colour="red")}, 400, "unknown_field"),
        ({"customer": {"name": "Hà", "phone": "123"}}, 422, "invalid_phone"),
        ({"customer": {"name": "Hà"}}, 400, "required"),
        ({"customer": "Hà"}, 400, "invalid"),
        ({"channel": "market"}, 400, "invalid_choice"),
        ({"purchased_at": "hôm qua"}, 400, "invalid"),
        ({"purchased_at": "2999-01-01T00:00:00Z"}, 422, "invalid_receipt"),
        ({"source_id": "a\x00b"}, 400, None),
        ({"source_id": ""}, 400, "blank"),
    ],
)
def test_a_bad_receipt_is_refused_as_a_whole(
    caller: Client,
    product: Product,
    changes: dict[str, Any],
    status: int,
    code: str | None,
) -> None:
    answer = caller.post(PURCHASES, receipt(**changes), JSON)

    assert answer.status_code == status
    assert code in {None, errors(answer)[0][0]}
    assert not Purchase.objects.exists()
    assert not Customer.objects.exists()


def test_a_unit_sold_before_is_a_conflict(caller: Client, product: Product) -> None:
    caller.post(PURCHASES, receipt(), JSON)

    answer = caller.post(PURCHASES, receipt(source_id="HD2"), JSON)

    assert answer.status_code == 409
    assert errors(answer)[0][0] == "serial_taken"


def test_an_agent_does_not_record_purchases(agent_user: User, product: Product) -> None:
    assert program(agent_user).post(PURCHASES, receipt(), JSON).status_code == 403


@pytest.mark.parametrize("written", ["NM95-1", "nm95-1", " nm95 - 1"])
def test_a_unit_is_found_however_its_number_is_written(
    caller: Client, product: Product, written: str
) -> None:
    caller.post(PURCHASES, receipt(), JSON)

    listed = caller.get(UNITS, {"serial": written}).json()["results"]
    one = caller.get(f"{UNITS}{written}/").json()

    assert [unit["serial"] for unit in listed] == ["NM95-1"]
    assert one["purchase"]["source_id"] == "HD1"
    assert one["owner"]["name"] == "Nguyễn Thu Hà"
    assert [event["verb"] for event in one["history"]] == ["purchase.recorded"]


def test_a_unit_that_is_none_is_not_found(caller: Client) -> None:
    assert caller.get(f"{UNITS}NO-SUCH/").status_code == 404


@pytest.mark.parametrize("n", [1, 20])
def test_a_page_of_units_asks_the_same_for_any_number(caller: Client, n: int) -> None:
    UnitFactory.create_batch(n)

    assert queries_of(caller, UNITS) == BUDGETS["catalog_api:units"]


@pytest.mark.parametrize("n", [1, 20])
def test_a_page_of_purchases_asks_the_same_for_any_number(
    caller: Client, n: int
) -> None:
    for _ in range(n):
        PurchaseLineFactory.create(purchase=PurchaseFactory.create())

    assert queries_of(caller, PURCHASES) == BUDGETS["catalog_api:purchases"]


def test_a_unit_keeps_its_product_when_nothing_was_bought(caller: Client) -> None:
    unit = UnitFactory.create(serial="NM95-1")

    one = caller.get(f"{UNITS}NM95-1/").json()

    assert (one["purchase"], one["owner"]) == (None, None)
    assert one["product"]["sku"] == Unit.objects.get(pk=unit.pk).product.sku
