"""A unit's page at the desk: its cover, what made it so, and what may be done with it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from catalog.actions.parts import fit_part
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.warranty import component, cover, covered_unit, published
from warranty.actions.changes import grant_days, restart_component
from warranty.enums import CoverStatus, ReviewKind, VoidReason
from warranty.models import Activation, ExtensionPlan, Review

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


VERBS = [
    "activate",
    "offer",
    "hand_over",
    "goodwill",
    "plan",
    "part",
    "void",
]


def do(verb: str, unit: Unit) -> str:
    return reverse(f"desk:unit_{verb}", args=[unit.serial])


@pytest.mark.parametrize("verb", VERBS)
def test_every_dialog_opens_by_its_address(
    manager_client: Client, unit: Unit, verb: str
) -> None:
    page = manager_client.get(f"{page_of(unit)}?ask={verb}").text

    assert f'action="{do(verb, unit)}"' in page


def test_a_dialog_is_fetched_alone(manager_client: Client, unit: Unit) -> None:
    headers = {"HX-Request": "true"}

    answer = manager_client.get(f"{page_of(unit)}?ask=void", headers=headers)

    assert "<html" not in answer.text
    assert do("void", unit) in answer.text


def test_agents_are_not_offered_decisions(agent_client: Client, unit: Unit) -> None:
    page = agent_client.get(page_of(unit)).text

    assert "?ask=activate" in page
    assert "?ask=void" not in page


def test_a_colleague_activates_with_evidence(agent_client: Client, unit: Unit) -> None:
    said = {"on": "2026-09-14", "evidence": "Phiếu lắp đặt 0112"}

    answer = agent_client.post(do("activate", unit), said)

    assert answer.status_code == 302
    assert Activation.objects.get(unit=unit).evidence == "Phiếu lắp đặt 0112"


def test_activating_without_evidence_is_asked_again(
    agent_client: Client, unit: Unit
) -> None:
    answer = agent_client.post(do("activate", unit), {"on": "2026-09-14"})

    assert answer.status_code == 422
    assert do("activate", unit) in answer.text


def test_goodwill_days_move_the_end(manager_client: Client, unit: Unit) -> None:
    before = cover(unit)
    said = {"days": 7, "note": "Giao trễ", "seen": before.n_events}

    manager_client.post(do("goodwill", unit), said)

    assert cover(unit).ends_on == before.ends_on + timedelta(days=7)


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("goodwill", {"days": 7, "note": "Giao trễ"}),
        ("void", {"reason": VoidReason.LIQUID.value, "note": "Ảnh 3"}),
    ],
)
def test_a_decision_on_what_has_changed_since_is_refused(
    manager_client: Client, unit: Unit, verb: str, said: dict[str, object]
) -> None:
    grant_days(unit, days=1, note="Thử", actor=SYSTEM, at=NOON)

    answer = manager_client.post(do(verb, unit), {**said, "seen": 1})

    assert answer.status_code == 409
    assert cover(unit).n_events == 2


def test_a_plan_prolongs_the_cover(manager_client: Client, unit: Unit) -> None:
    plan = ExtensionPlan.objects.create(
        code="them-12",
        name="Thêm 12 tháng",
        months=12,
        part_percent=100,
        labour_percent=100,
        travel_percent=0,
    )
    before = cover(unit)
    said = {"plan": plan.pk, "seen": before.n_events}

    manager_client.post(do("plan", unit), said)

    assert cover(unit).ends_on > before.ends_on


def test_a_cover_is_refused_and_given_back(manager_client: Client, unit: Unit) -> None:
    said = {"reason": VoidReason.LIQUID.value, "note": "Ảnh 3", "seen": 1}
    manager_client.post(do("void", unit), said)
    assert cover(unit).status == CoverStatus.VOIDED
    assert "Ảnh 3" in manager_client.get(page_of(unit)).text

    back = {"void_number": 2, "note": "Ảnh của máy khác", "seen": 2}
    manager_client.post(do("reinstate", unit), back)

    assert cover(unit).status != CoverStatus.VOIDED


def test_a_component_is_refused_alone(manager_client: Client, unit: Unit) -> None:
    said = {"component": component("motor").pk, "reason": "power", "note": "Biên bản"}

    manager_client.post(do("void", unit), {**said, "seen": 1})

    assert cover(unit).status != CoverStatus.VOIDED
    assert "Motor: Dùng sai điện áp" in manager_client.get(page_of(unit)).text


def test_papers_make_a_new_owner(manager_client: Client, unit: Unit) -> None:
    said = {"phone": "0987654321", "name": "Lê Minh", "evidence": "Giấy bán máy"}

    manager_client.post(do("hand_over", unit), said)

    unit.refresh_from_db()
    assert unit.owner is not None
    assert unit.owner.name == "Lê Minh"


def test_a_refused_hand_over_leaves_no_customer(
    manager_client: Client, unit: Unit
) -> None:
    Unit.objects.filter(pk=unit.pk).update(whereabouts="blocked")
    said = {"phone": "0987654321", "name": "Lê Minh", "evidence": "Giấy bán máy"}

    answer = manager_client.post(do("hand_over", unit), said)

    assert answer.status_code == 409
    assert not Customer.objects.filter(name="Lê Minh").exists()


def test_a_part_that_differs_opens_a_review(agent_client: Client, unit: Unit) -> None:
    fit_part(unit, component("motor"), "MT-0001", on=None)
    said = {"component": component("motor").pk, "serial": "MT-9999"}

    agent_client.post(do("part", unit), said)

    assert Review.objects.get(unit=unit).kind == ReviewKind.MISMATCHED_PART


def test_nothing_to_cancel_says_so(agent_client: Client, unit: Unit) -> None:
    assert agent_client.post(do("cancel_offer", unit)).status_code == 409
