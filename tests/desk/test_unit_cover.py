"""A unit's page at the desk: its cover, what made it so, and what may be done with it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import component, covered_unit, published
from warranty.actions.changes import grant_days, restart_component
from warranty.enums import ReviewKind
from warranty.models import Review

pytestmark = pytest.mark.django_db


def page_of(unit: Unit) -> str:
    return reverse("desk:unit", args=[unit.serial])


@pytest.fixture
def unit(customer: Customer) -> Unit:
    published("nha", {"length": 24}, {"length": 120, "component": component("motor")})
    return covered_unit(owner=customer)


def test_the_page_says_until_when_and_by_which_words(
    agent_client: Client, unit: Unit
) -> None:
    page = agent_client.get(page_of(unit)).text

    assert "Còn bảo hành tới" in page
    assert reverse("portal:policy_version", args=["nha", 1]) in page
    assert "Nếu hỏng hôm nay" in page
    assert "Motor" in page


def test_a_unit_without_cover_says_so(agent_client: Client, customer: Customer) -> None:
    unit = UnitFactory.create(owner=customer)

    page = agent_client.get(page_of(unit)).text

    assert "Chưa có thông tin bảo hành" in page
    assert "Các khoảng thời gian" not in page


def test_what_happened_says_why(agent_client: Client, unit: Unit) -> None:
    grant_days(unit, days=10, note="Giao trễ linh kiện", actor=SYSTEM, at=NOON)

    page = agent_client.get(page_of(unit)).text

    assert "Thêm ngày thiện chí" in page
    assert "Giao trễ linh kiện" in page


def test_something_odd_stands_on_the_page(agent_client: Client, unit: Unit) -> None:
    Review.objects.create(unit=unit, kind=ReviewKind.OTHER_OWNER, opened_at=NOON)

    page = agent_client.get(page_of(unit)).text

    assert "Người kích hoạt khác người mua" in page
    assert "Bảo hành đang được xem xét" in page


@pytest.mark.parametrize("n", [1, 50])
def test_the_page_asks_as_much_for_fifty_events_as_for_one(
    agent_client: Client, unit: Unit, n: int
) -> None:
    start = date(2026, 9, 20)
    for i in range(n):
        grant_days(unit, days=1, note="Thử", actor=SYSTEM, at=NOON)
        on = start + timedelta(days=i)
        restart_component(unit, component("motor"), on=on, actor=SYSTEM, at=NOON)

    assert queries_of(agent_client, page_of(unit)) == BUDGETS["desk:unit?cover"]
