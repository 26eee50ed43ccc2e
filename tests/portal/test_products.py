"""A customer's things: each with its cover, its cases and what can be done with it."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from catalog.enums import BlockReason, Whereabouts
from catalog.models import Recall, Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref
from tests.conftest import NOON, signed_in
from tests.factories.catalog import UnitFactory
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import component, cover, covered_unit, published
from tests.portal.reading import html_of, text_of
from warranty.actions.custody import begin_custody
from warranty.actions.reviews import open_review
from warranty.actions.voiding import void_cover
from warranty.enums import ReviewKind, VoidReason

SERIAL = "NM95-2409-004172"
PAGE = f"/my/products/{SERIAL}/"
LIST = "/my/products/"


@pytest.fixture
def unit(customer: Customer) -> Unit:
    """A washing machine, delivered on 12/09/2026 and covered for two years."""
    return covered_unit(SERIAL, owner=customer)


def on(day: date, customer: Customer, address: str) -> str:
    """The words of a page on a day, to its customer."""
    assert customer.login is not None
    with time_machine.travel(day, tick=False):
        return text_of(signed_in(customer.login).get(address))


def test_a_thing_under_cover_says_until_when(customer: Customer, unit: Unit) -> None:
    page = on(date(2026, 11, 20), customer, LIST)

    assert "Còn bảo hành tới 12/09/2028" in page


def test_a_cover_that_ends_soon_says_so(customer: Customer, unit: Unit) -> None:
    page = on(date(2028, 8, 1), customer, LIST)

    assert "Sắp hết hạn tới 12/09/2028" in page


def test_a_cover_that_ended_says_which_was_the_last_day(
    customer: Customer, unit: Unit
) -> None:
    page = on(date(2029, 1, 1), customer, LIST)

    assert "Hết bảo hành 12/09/2028" in page


def test_a_refused_cover_shows_no_end_and_offers_no_certificate(
    customer: Customer, unit: Unit
) -> None:
    void_cover(unit, reason=VoidReason.LIQUID, note="Ố nước", actor=SYSTEM, at=NOON)

    row = on(date(2026, 11, 20), customer, LIST)
    page = on(date(2026, 11, 20), customer, PAGE)

    assert "Từ chối bảo hành Mua ngày 12/09/2026" in row
    assert "Giấy bảo hành" not in page


def test_a_thing_in_the_workshop_is_not_said_to_stay_there(
    customer: Customer, unit: Unit
) -> None:
    case = Ref("ticket", "7")
    begin_custody(unit, on=date(2026, 11, 10), claim=case, actor=SYSTEM, at=NOON)

    row = on(date(2026, 11, 20), customer, LIST)

    assert "Đang ở xưởng hạn 12/09/2028" in row


def test_the_owner_of_a_blocked_number_reads_what_anybody_reads(
    customer: Customer, unit: Unit
) -> None:
    Unit.objects.update(
        whereabouts=Whereabouts.BLOCKED, block_reason=BlockReason.STOLEN
    )

    page = on(date(2026, 11, 20), customer, PAGE)

    assert "Số máy này đã bị khóa" in page
    assert "Chuyển cho chủ mới" not in page
    assert "Còn bảo hành" not in page
    assert "Giấy bảo hành" not in page
    assert "Số máy đã khóa" in on(date(2026, 11, 20), customer, LIST)


def test_a_doubt_about_a_thing_shows_in_the_list(
    customer: Customer, unit: Unit
) -> None:
    open_review(unit, ReviewKind.SECOND_ACTIVATION, data={}, actor=SYSTEM, at=NOON)

    assert "Đang xem xét" in on(date(2026, 11, 20), customer, LIST)


def test_home_shows_the_cover_too_and_leads_to_the_page(
    customer_client: Client, unit: Unit
) -> None:
    page = customer_client.get("/")

    assert f'href="{PAGE}"' in html_of(page)
    assert "tới 12/09/2028" in text_of(page)


def test_the_page_tells_cover_lines_and_the_words_they_follow(
    customer_client: Client, customer: Customer
) -> None:
    motor = component("motor", "Động cơ")
    published("nha", {"length": 24}, {"length": 120, "component": motor})
    covered_unit(SERIAL, owner=customer)

    page = on(date(2026, 11, 20), customer, PAGE)

    assert "Còn bảo hành tới 12/09/2028" in page
    assert "Toàn máy" in page
    assert "12/09/2036" in page
    assert "bản 1 , hiệu lực từ 01/01/2025" in page.replace("</a>", "")


def test_the_page_leads_to_a_claim_about_this_thing_and_to_its_certificate(
    customer_client: Client, unit: Unit
) -> None:
    page = html_of(customer_client.get(PAGE))

    assert f"/my/claims/new/?unit={SERIAL}" in page
    assert f"/warranty/certificate/{SERIAL}/" in page


def test_the_page_lists_the_customers_own_cases_about_the_thing(
    customer_client: Client, customer: Customer, unit: Unit
) -> None:
    own = TicketFactory(customer=customer, unit=unit, subject="Không vắt")
    other = TicketFactory(customer=customer, subject="Việc khác")

    page = text_of(customer_client.get(PAGE))

    assert own.number in page
    assert other.number not in page


def test_a_recall_stands_above_everything(customer_client: Client, unit: Unit) -> None:
    Recall.objects.create(
        code="NM95-LO-2409",
        title="Dây nguồn có thể nóng",
        product=unit.product,
        serial_from="NM95-2409-000000",
        serial_to="NM95-2409-999999",
        severity="danger",
        action="Rút điện và gọi cho chúng tôi.",
        starts_on=date(2026, 11, 1),
    )

    page = text_of(customer_client.get(PAGE))

    assert "Dây nguồn có thể nóng Rút điện và gọi cho chúng tôi." in page


def test_a_refused_cover_says_what_can_be_done(customer: Customer, unit: Unit) -> None:
    void_cover(
        unit,
        reason=VoidReason.LIQUID,
        note="Bo mạch ố nước",
        actor=SYSTEM,
        at=NOON,
    )

    page = on(date(2026, 11, 20), customer, PAGE)

    assert "Máy này bị từ chối bảo hành" in page
    assert "gửi yêu cầu xem xét lại" in page


def test_a_thing_that_no_policy_covers_has_its_page(
    customer_client: Client, customer: Customer
) -> None:
    UnitFactory(serial=SERIAL, owner=customer)

    page = customer_client.get(PAGE)

    assert "Chưa có thông tin bảo hành" in text_of(page)
    assert "Chưa rõ ngày mua" in text_of(customer_client.get(LIST))
    assert "/warranty/certificate/" not in html_of(page)


def test_somebody_elses_thing_is_not_there(
    other_customer_client: Client, unit: Unit
) -> None:
    assert other_customer_client.get(PAGE).status_code == 404
    assert other_customer_client.get(f"{PAGE}transfer/").status_code == 404


def test_its_owner_switches_a_cover_on_without_showing_anything(
    customer_client: Client, customer: Customer
) -> None:
    published(start_basis="activation", activation_days=90)
    unit = covered_unit(SERIAL, owner=customer)

    with time_machine.travel(NOON, tick=False):
        before = text_of(customer_client.get(PAGE))
        after = text_of(customer_client.post(f"{PAGE}activate/", follow=True))

    assert "Kích hoạt bảo hành" in before
    assert "Đã kích hoạt bảo hành." in after
    assert cover(unit).activated_on == date(2026, 11, 20)


def test_a_fault_is_reported_by_the_number_on_the_public_page(
    customer_client: Client, client: Client, unit: Unit
) -> None:
    address = f"/support/new/?serial={SERIAL}"

    assert f'value="{unit.pk}" selected' in html_of(customer_client.get(address))
    assert f"Số máy: {SERIAL}" in text_of(client.get(address))


def test_the_story_of_a_cover_is_told_in_the_order_of_days(
    customer_client: Client, unit: Unit
) -> None:
    page = text_of(customer_client.get(PAGE))

    assert "Các mốc bảo hành và lý do" in page
    assert "Mở bảo hành Tính từ 12/09/2026, ngày giao hàng." in page
    assert "Hạn bảo hành: 12/09/2028" in page


def test_the_time_left_is_a_bar_with_words(customer_client: Client, unit: Unit) -> None:
    page = html_of(customer_client.get(PAGE))

    assert 'aria-label="Từ 12/09/2026 tới 12/09/2028, đã qua' in page
