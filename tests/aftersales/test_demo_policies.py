"""The policies of the demo shop: published whole, one for each thing it sells."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from aftersales.demo.products import PRODUCTS
from aftersales.demo.warranty import seed_policies
from catalog.models import Product
from foundation.policies.models import Policy
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory
from warranty.policy_book import version_for

pytestmark = pytest.mark.django_db
LONGEST_AGO = localdate(NOON) - timedelta(days=541)


@pytest.fixture
def range_of_things() -> list[Product]:
    brand = "Nami"
    made: list[Product] = [
        ProductFactory.create(
            sku=one.sku, name=one.name, brand=brand, category=one.category
        )
        for one in PRODUCTS
    ]
    seed_policies(NOON)
    return made


def test_everything_sold_has_its_policy_since_the_first_purchase(
    range_of_things: list[Product],
) -> None:
    found = {version_for(one, "store", LONGEST_AGO) for one in range_of_things}

    assert {version.policy.code for version in found if version} == {
        "chung",
        "dien-thoai",
        "may-giat-nami",
    }
    assert None not in found


def test_one_policy_has_two_versions_to_compare(range_of_things: list[Product]) -> None:
    policy = Policy.objects.get(code="may-giat-nami")

    assert policy.versions.published().count() == 2
