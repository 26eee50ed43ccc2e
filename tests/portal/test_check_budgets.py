"""The public check asks the same little for one line and place and for fifty."""

import pytest
from django.test import Client

from tests.budgets import BUDGETS, queries_of
from tests.factories.places import ServicePointFactory
from tests.factories.warranty import component, covered_unit, published
from warranty.keys import qr_path

pytestmark = pytest.mark.django_db
SERIAL = "NM95-2409-004172"
PAGES = {
    "portal:warranty_check": "/warranty/check/",
    "portal:warranty_check?serial": f"/warranty/check/?serial={SERIAL}",
    "portal:unit_door": qr_path(SERIAL),
    "portal:certificate": f"/warranty/certificate/{SERIAL}/",
    "warranty_api:lookup": f"/api/v1/warranty/lookup/?serial={SERIAL}",
}


def shop_with(n: int) -> None:
    """Of each sort, so many."""
    terms = [{"length": 24, "component": component(f"c{i}")} for i in range(n)]
    published("nha", {"length": 24}, *terms)
    covered_unit(SERIAL)
    ServicePointFactory.create_batch(n)


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget(client: Client, name: str, n: int) -> None:
    shop_with(n)

    assert queries_of(client, PAGES[name]) == BUDGETS[name]
