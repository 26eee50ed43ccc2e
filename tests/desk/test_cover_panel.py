"""The cover beside a ticket: what is said at a glance, and why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from catalog.enums import Severity
from catalog.models import Recall, Unit
from foundation.core.actor import SYSTEM
from foundation.core.formats import vndate
from foundation.core.refs import Ref
from tests.budgets import BUDGETS, queries_of
from tests.desk.pages import page_of, shown
from tests.factories.warranty import component, cover, covered_unit, published
from tickets.models import Ticket
from warranty.actions.changes import grant_days
from warranty.actions.custody import begin_custody, end_custody
from warranty.actions.judgements import judge_case
from warranty.actions.reviews import open_review
from warranty.enums import ReviewKind

JUDGED_AT = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
CLAIM = Ref("tickets.ticket", "0")


@pytest.fixture
def unit(mine: Ticket) -> Unit:
    motor = component("motor", "Động cơ")
    published("nami", {"length": 60}, {"length": 120, "component": motor})
    unit = covered_unit(owner=mine.customer)
    mine.unit = unit
    mine.save()
    return unit


def test_the_product_card_says_until_when_and_for_what(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert "Còn bảo hành" in page
    assert vndate(cover(unit).ends_on) in page
    assert "Động cơ" in page
    assert "Mua 12/09/2026" in page


def test_days_in_the_workshop_are_told(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    begin_custody(unit, on=date(2026, 10, 1), claim=CLAIM, actor=SYSTEM, at=JUDGED_AT)
    home_at = JUDGED_AT + timedelta(days=5)
    end_custody(unit, on=date(2026, 10, 6), claim=CLAIM, actor=SYSTEM, at=home_at)

    page = shown(agent_client.get(page_of(mine)))

    assert "+6 ngày do nằm xưởng" in page


def test_days_given_are_told_beside_them(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    grant_days(
        unit,
        days=30,
        note="Khách thân thiết",
        actor=SYSTEM,
        at=JUDGED_AT,
    )

    page = shown(agent_client.get(page_of(mine)))

    assert "Cộng 30 ngày thiện chí" in page


def test_the_case_says_by_which_words_it_was_judged(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    judge_case(mine, at=JUDGED_AT)

    page = shown(agent_client.get(page_of(mine)))

    assert "/policies/nami/1/" in page
    assert "Bảo hành nami, bản 1" in page
    assert "ngày 01/10/2026" in page


def test_a_recall_and_a_review_are_warned_of(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    Recall.objects.create(
        code="lo-2409",
        title="Dây nguồn nóng",
        product=unit.product,
        serial_from=unit.serial,
        serial_to=unit.serial,
        severity=Severity.DANGER,
        action="Ngừng dùng",
        starts_on=date(2026, 9, 20),
    )
    open_review(unit, ReviewKind.EARLY_CLAIM, data={}, actor=SYSTEM, at=JUDGED_AT)

    page = shown(agent_client.get(page_of(mine)))

    assert "Dây nguồn nóng" in page
    assert "Đang xem xét" in page
    assert "Chưa hứa với khách" in page


def test_a_thing_without_a_policy_says_so(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    cover(unit).delete()

    page = shown(agent_client.get(page_of(mine)))

    assert "Chưa có bảo hành" in page


@pytest.mark.parametrize(
    "headers", [{}, {"HX-Request": "true", "HX-Target": "div#cover-why"}]
)
def test_why_says_each_cost_its_reason_and_what_would_change_it(
    agent_client: Client, unit: Unit, headers: dict[str, str]
) -> None:
    response = agent_client.get(f"/desk/units/{unit.serial}/verdict/", headers=headers)
    page = shown(response)

    assert "Động cơ" in page
    assert "Tiền công" in page
    assert "Được bảo hành" in page
    assert "Còn trong hạn" in page
    assert "Sẽ khác nếu" in page
    assert "thuộc trường hợp không bảo hành" in page
    assert "Máy vào nước" in page


def test_the_cover_is_asked_for_in_three_queries(
    agent_client: Client, mine: Ticket, unit: Unit
) -> None:
    judge_case(mine, at=JUDGED_AT)

    assert queries_of(agent_client, page_of(mine)) <= BUDGETS["desk:ticket"]
