"""Which published version covers a thing: the one that speaks of it most closely."""

from datetime import date, timedelta

import pytest

from catalog.models import Product
from foundation.core.actor import SYSTEM
from foundation.policies.actions import switch_policy_off
from foundation.policies.models import Policy, PolicyVersion
from tests.conftest import NOON
from tests.factories.policies import LONG_AGO, YEAR, parts, policy_called, published
from warranty.choice import fitting
from warranty.models import WarrantyTerms
from warranty.policy_book import version_for
from warranty.policy_terms import ExclusionTerms, LineTerms, Terms

WASHER = Product(sku="WF-95", brand="Nami", category="washing_machine")
HOUSE = {"brand": ""}
BRAND = {"brand": "nami"}
CATEGORY = {"categories": ["washing_machine"]}
BRAND_AND_CATEGORY = BRAND | CATEGORY
SKU = {"skus": ["WF-85", "WF-95"]}
OTHER_SKU = BRAND | {"skus": ["WF-85"]}
OTHER_BRAND = {"brand": "Sao Mai"}
IN_STORE = {"channels": ["store"]}


def version(position: int, conditions: dict[str, object]) -> PolicyVersion:
    policy = Policy(pk=position, position=position)
    made = PolicyVersion(policy=policy, number=position)
    made.warranty_terms = WarrantyTerms(version=made, **conditions)
    return made


@pytest.mark.parametrize(
    ("conditions", "channel", "chosen"),
    [
        ([], "store", None),
        ([OTHER_BRAND, OTHER_SKU], "store", None),
        ([HOUSE], "", 0),
        ([HOUSE, CATEGORY], "store", 1),
        ([CATEGORY, BRAND], "store", 1),
        ([BRAND, BRAND_AND_CATEGORY], "store", 1),
        ([BRAND_AND_CATEGORY, SKU], "store", 1),
        ([SKU, BRAND_AND_CATEGORY, BRAND, CATEGORY, HOUSE], "store", 0),
        ([HOUSE, OTHER_SKU], "store", 0),
        ([BRAND, BRAND], "store", 0),
        ([HOUSE, IN_STORE], "store", 1),
        ([HOUSE, IN_STORE], "online", 0),
        ([IN_STORE], "", None),
        ([BRAND, IN_STORE], "store", 0),
    ],
)
def test_the_closest_version_is_chosen(
    conditions: list[dict[str, object]], channel: str, chosen: int | None
) -> None:
    versions = [version(place, each) for place, each in enumerate(conditions)]

    found = fitting(versions[::-1], WASHER, channel)

    assert found == (None if chosen is None else versions[chosen])


@pytest.mark.django_db
def test_the_version_of_the_day_of_purchase_holds() -> None:
    tomorrow = date(2026, 11, 21)
    first = published("chung")
    second = published(first.policy, said=parts(scope="Mới."), on=tomorrow)

    assert version_for(WASHER, "store", LONG_AGO - timedelta(days=1)) is None
    assert version_for(WASHER, "store", date(2026, 11, 20)) == first
    assert version_for(WASHER, "store", tomorrow) == second


@pytest.mark.django_db
def test_a_version_that_turned_elsewhere_lets_a_wider_one_hold() -> None:
    house, tomorrow = published("chung"), date(2026, 11, 21)
    brand = published(
        "nami", Terms("Nami", lines=YEAR.lines, exclusions=YEAR.exclusions)
    )
    published(
        brand.policy,
        Terms("Sao Mai", lines=(LineTerms(6),), exclusions=(ExclusionTerms("A", "B"),)),
        on=tomorrow,
    )

    assert version_for(WASHER, "store", date(2026, 11, 20)) == brand
    assert version_for(WASHER, "store", tomorrow) == house


@pytest.mark.django_db
def test_a_policy_out_of_use_and_one_without_a_version_cover_nothing() -> None:
    policy_called("nhap")
    old = published("chung")
    switch_policy_off(old.policy, actor=SYSTEM, at=NOON)

    assert version_for(WASHER, "store", date(2026, 11, 20)) is None
