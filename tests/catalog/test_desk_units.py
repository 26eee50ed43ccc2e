"""Units and products at the desk."""

import pytest
from django.test import Client

from catalog.actions.purchases import record_purchase
from catalog.enums import SalesChannel
from catalog.models import Product, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory, UnitFactory
from tests.factories.tickets import OPENED, TicketFactory


@pytest.fixture
def unit(db: None) -> Unit:
    ProductFactory.create(sku="WF-95", name="Máy giặt Nami WF-95")
    buyer = Buyer("Nguyễn Thu Hà", "+84903442218")
    head = ReceiptHead("pos", "HD117920", SalesChannel.STORE, buyer, OPENED)
    line = ReceiptLine("WF-95", 1, 9_490_000, 500_000, ("NM95-2409-004172",))
    record_purchase(Receipt(head, (line,)), actor=SYSTEM, at=NOON)
    return Unit.objects.get()


def test_the_page_of_a_unit_tells_what_it_is_and_whose(
    agent_client: Client, unit: Unit
) -> None:
    page = agent_client.get(f"/desk/units/{unit.serial}/").content.decode()

    assert "Máy giặt Nami WF-95" in page
    assert "Nguyễn Thu Hà" in page
    assert "HD117920" in page
    assert "8.990.000" in page
    assert "ghi đơn mua" in page


def test_it_lists_only_tickets_the_reader_may_see(
    agent_client: Client, unit: Unit, team: Team, other_team: Team
) -> None:
    TicketFactory.create(unit=unit, team=team, subject="Không vắt")
    TicketFactory.create(unit=unit, team=other_team, subject="Chuyện nhóm khác")

    page = agent_client.get(f"/desk/units/{unit.serial}/").content.decode()

    assert "Không vắt" in page
    assert "Chuyện nhóm khác" not in page


def test_another_way_of_writing_leads_to_the_page(
    agent_client: Client, unit: Unit
) -> None:
    answer = agent_client.get("/desk/units/nm95-2409-004172/")

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/desk/units/NM95-2409-004172/",
    )


def test_the_whole_number_opens_the_unit(agent_client: Client, unit: Unit) -> None:
    answer = agent_client.get(
        "/desk/units/", {"q": "nm95 2409 004172".replace(" ", "-")}
    )

    assert answer["Location"] == "/desk/units/NM95-2409-004172/"


def test_the_last_digits_find_it(agent_client: Client, unit: Unit) -> None:
    UnitFactory.create(serial="OTHER-1")

    page = agent_client.get("/desk/units/", {"q": "4172"}).content.decode()

    assert "NM95-2409-004172" in page
    assert "OTHER-1" not in page


@pytest.mark.parametrize("text", ["%", "'", "\\", "a" * 500, "số máy"])
def test_any_search_is_answered(agent_client: Client, text: str) -> None:
    assert agent_client.get("/desk/units/", {"q": text}).status_code == 200
    assert agent_client.get("/desk/products/", {"q": text}).status_code == 200


def test_a_unit_that_is_none_is_not_found(agent_client: Client) -> None:
    assert agent_client.get("/desk/units/NO-SUCH/").status_code == 404


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_asks_the_same_for_any_number(agent_client: Client, n: int) -> None:
    UnitFactory.create_batch(n)

    assert queries_of(agent_client, "/desk/units/") == BUDGETS["desk:units"]


@pytest.mark.parametrize("n", [1, 20])
def test_the_page_asks_the_same_for_any_number(
    agent_client: Client, unit: Unit, team: Team, n: int
) -> None:
    TicketFactory.create_batch(n, unit=unit, team=team)

    asked = queries_of(agent_client, f"/desk/units/{unit.serial}/")

    assert asked == BUDGETS["desk:unit"]


def test_a_manager_enters_a_product(manager_client: Client) -> None:
    answer = manager_client.post(
        "/desk/products/new/",
        {"sku": "TV-43", "name": " Tivi  Nami ", "category": "tv", "is_active": "on"},
    )

    assert answer.status_code == 302
    assert Product.objects.get().name == "Tivi Nami"


@pytest.mark.parametrize(
    "data",
    [
        {"sku": "", "name": "N", "category": "tv"},
        {"sku": "số", "name": "N", "category": "tv"},
        {"sku": "WF-95", "name": "N", "category": "tv"},
        {"sku": "X", "name": "", "category": "tv"},
        {"sku": "X", "name": "N", "category": "car"},
    ],
)
def test_a_bad_product_is_told(manager_client: Client, data: dict[str, str]) -> None:
    ProductFactory.create(sku="WF-95")

    answer = manager_client.post("/desk/products/new/", data)

    assert answer.status_code == 422
    assert Product.objects.count() == 1


def test_a_manager_corrects_a_product(manager_client: Client) -> None:
    product = ProductFactory.create(name="Tên cũ")

    manager_client.post(
        f"/desk/products/{product.pk}/", {"name": "Tên mới", "category": "tv"}
    )

    product.refresh_from_db()
    assert (product.name, product.is_active) == ("Tên mới", False)


def test_an_agent_looks_but_does_not_edit(agent_client: Client) -> None:
    product = ProductFactory.create()

    assert agent_client.get("/desk/products/").status_code == 200
    assert agent_client.get(f"/desk/products/{product.pk}/").status_code == 403
    assert agent_client.get("/desk/products/new/").status_code == 403
