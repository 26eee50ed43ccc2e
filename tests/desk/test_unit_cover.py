"""A unit's page at the desk: its cover, what made it so, and what may be done with it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.actions.parts import fit_part
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.events.actions import record
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.verbs import MESSAGE_SENT
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.factories.customers import CustomerFactory
from tests.factories.warranty import component, cover, covered_unit, published
from warranty.actions.changes import grant_days, restart_component
from warranty.actions.voiding import void_cover
from warranty.enums import CoverStatus, ReviewKind, VoidReason
from warranty.models import Activation, ExtensionPlan, Review, Transfer

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


PAPERS = {"phone": "0987654321", "name": "Lê Minh", "evidence": "Giấy bán máy"}
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


def test_nothing_is_activated_before_it_was_made(
    agent_client: Client, unit: Unit
) -> None:
    Unit.objects.filter(pk=unit.pk).update(produced_on=date(2026, 9, 15))
    said = {"on": "2026-09-14", "evidence": "Phiếu lắp đặt 0112"}

    early = agent_client.post(do("activate", unit), said)
    same_day = agent_client.post(do("activate", unit), {**said, "on": "2026-09-15"})

    assert (early.status_code, same_day.status_code) == (422, 302)
    assert "trước ngày sản xuất" in early.text
    assert "2026-09-14" in early.text or "14/09/2026" in early.text


def test_letters_about_the_cover_stand_by_their_names(
    agent_client: Client, unit: Unit
) -> None:
    by: dict[str, Any] = {"actor": SYSTEM, "at": NOON}
    void_cover(unit, reason=VoidReason.LIQUID, note="Ảnh 3", **by)
    letter = OutgoingMessage.objects.get(template="cover-voided")
    record(letter, MESSAGE_SENT, links=[unit], **by)

    page = agent_client.get(page_of(unit)).text

    assert "Báo từ chối bảo hành" in page
    assert "cover-voided" not in page


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
    said = {**PAPERS, "giver": unit.owner_id}

    answer = manager_client.post(do("hand_over", unit), said, follow=True)

    unit.refresh_from_db()
    assert unit.owner is not None
    assert unit.owner.name == "Lê Minh"
    assert "Đã chuyển máy cho Lê Minh." in answer.text


def test_papers_do_not_take_a_unit_from_whoever_got_it_since(
    manager_client: Client, unit: Unit, customer: Customer
) -> None:
    seen, now = unit.owner_id, CustomerFactory.create(name="Vũ Thị Hoa")
    Unit.objects.filter(pk=unit.pk).update(owner=now)

    answer = manager_client.post(do("hand_over", unit), {**PAPERS, "giver": seen})

    assert answer.status_code == 409
    assert "Máy vừa đổi chủ" in answer.text
    assert f'name="giver" value="{now.pk}"' in answer.text
    assert "Giấy bán máy" in answer.text
    assert not Customer.objects.filter(name="Lê Minh").exists()


def test_what_is_nobodys_gets_its_first_owner(
    manager_client: Client, unit: Unit
) -> None:
    Unit.objects.filter(pk=unit.pk).update(owner=None)
    before = cover(unit).ends_on
    assert "?ask=name_owner" in manager_client.get(page_of(unit)).text

    answer = manager_client.post(do("name_owner", unit), PAPERS, follow=True)

    unit.refresh_from_db()
    assert unit.owner is not None
    assert unit.owner.name == "Lê Minh"
    assert (cover(unit).status, cover(unit).ends_on) == (CoverStatus.LIVE, before)
    assert "Máy đứng tên Lê Minh." in answer.text
    assert "Giấy bán máy" in answer.text


def test_what_we_lend_becomes_nobodys(manager_client: Client, unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(owner=None, whereabouts="loaner")

    assert "?ask=name_owner" not in manager_client.get(page_of(unit)).text
    assert manager_client.post(do("name_owner", unit), PAPERS).status_code == 409


def test_a_refused_hand_over_leaves_no_customer(
    manager_client: Client, unit: Unit
) -> None:
    Unit.objects.filter(pk=unit.pk).update(whereabouts="blocked")
    said = {**PAPERS, "giver": unit.owner_id}

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


def test_a_button_pressed_twice_is_no_second_person(
    agent_client: Client, unit: Unit
) -> None:
    said = {"on": NOON.strftime("%d/%m/%Y"), "evidence": "Hóa đơn 0112"}
    agent_client.post(do("activate", unit), said)

    answer = agent_client.post(do("activate", unit), said)

    assert answer.status_code == 302
    assert Activation.objects.count() == 1
    assert not Review.objects.exists()


def test_what_changed_since_can_be_decided_once_it_was_seen(
    manager_client: Client, unit: Unit
) -> None:
    said = {"days": 5, "line": "", "note": "Chờ lâu", "seen": 1}
    grant_days(unit, days=10, note="Giao trễ", actor=SYSTEM, at=NOON)

    answer = manager_client.post(do("goodwill", unit), said)

    assert answer.status_code == 409
    assert 'name="seen" value="2"' in answer.text
    assert "Chờ lâu" in answer.text


def test_a_code_that_ran_out_is_no_offer(agent_client: Client, unit: Unit) -> None:
    assert unit.owner is not None
    Transfer.objects.create(
        unit=unit,
        giver=unit.owner,
        digest="x",
        offered_at=NOON - timedelta(days=9),
        expires_at=NOON - timedelta(days=2),
    )

    page = agent_client.get(page_of(unit)).text

    assert "Gửi mã chuyển chủ" in page
    assert "Đang chuyển chủ" not in page
