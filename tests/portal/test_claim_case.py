"""A claim on the page of its case, by both doors."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories import claims as made
from tests.factories.places import ServicePointFactory
from tests.factories.warranty import covered_unit, published
from tests.portal.reading import html_of, text_of
from warranty.actions.claims.lines import NewLine, add_line
from warranty.actions.claims.quoting import send_quote
from warranty.actions.claims.receiving import promise_again
from warranty.actions.claims.repairing import try_repair
from warranty.actions.claims.returning import hand_back
from warranty.claim_enums import (
    AlarmKind,
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    LineKind,
)
from warranty.models import Claim, EntitlementAlarm

DOORS = ["own", "link"]
SERIAL = "NM95-2409-004172"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def unit(customer: Customer) -> Unit:
    published("nha", {"length": 24, "travel_percent": 0})
    return covered_unit(SERIAL, owner=customer)


@pytest.fixture
def claim(unit: Unit) -> Claim:
    return made.submitted(unit, service_point=ServicePointFactory(name="Thủ Đức"))


class Visit:
    """One of the two ways to a case, with the browser that goes it."""

    def __init__(self, door: str, claim: Claim, customer_client: Client) -> None:
        is_own = door == "own"
        ticket = claim.ticket
        self.browser = customer_client if is_own else Client()
        self.page_url = (
            f"/my/tickets/{ticket.number}/" if is_own else f"/t/{ticket.access_key}/"
        )
        self.base = f"/my/claims/{claim.number}/"
        if not is_own:
            self.base = f"/t/{ticket.access_key}/claims/{claim.number}/"

    def page(self) -> Any:
        return self.browser.get(self.page_url)

    def post(self, verb: str, **form: Any) -> Any:
        return self.browser.post(f"{self.base}{verb}/", form, follow=True)


@pytest.fixture(params=DOORS)
def visit(request: Any, claim: Claim, customer_client: Client) -> Visit:
    return Visit(request.param, claim, customer_client)


def later(days: int) -> datetime:
    """So many days on, for those who look then."""
    return NOON + timedelta(days=days)


def ready(claim: Claim, *, at: datetime = NOON) -> Claim:
    tester = made.technician("quyen@hongha.example", name="Phan Thị Quyên")
    in_test = made.in_test(
        made.in_repair(made.approved(made.diagnosed(made.on_bench(claim))))
    )
    return try_repair(in_test, has_passed=True, tester=tester, actor=SYSTEM, at=at)


def quoted(claim: Claim) -> Claim:
    claim = made.diagnosed(made.on_bench(made.received(claim)))
    travel = NewLine(LineKind.FEE, name="Vệ sinh ngoài bảo hành", price=250_000)
    line = add_line(claim, travel, adder=None, actor=SYSTEM, at=NOON)
    type(line).objects.filter(pk=line.pk).update(
        customer_amount=250_000, company_amount=0
    )
    Claim.objects.filter(pk=claim.pk).update(customer_total=250_000, house_total=0)
    claim.refresh_from_db()
    send_quote(claim, sender=None, actor=SYSTEM, at=NOON)
    claim.refresh_from_db()
    return claim


def test_the_case_shows_where_the_repair_stands(visit: Visit, claim: Claim) -> None:
    page = text_of(visit.page())

    assert claim.number in page
    assert "Không chạy" in page
    assert "Nhận máy bạn mang máy tới" in page
    assert f"Mang máy tới và đọc số {claim.number}." in page
    assert "Thủ Đức" in page


def test_a_draft_of_the_desk_is_not_shown(visit: Visit, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.DRAFT)

    assert claim.number not in text_of(visit.page())


def test_a_received_thing_has_its_day_and_its_receipt(
    visit: Visit, claim: Claim
) -> None:
    made.received(claim)

    page = visit.page()

    assert "Hẹn trả máy 27/11/2026, 15:00" in text_of(page)
    assert f"{visit.base}receipt/" in html_of(page)


def test_another_day_is_told_with_the_first_and_why(visit: Visit, claim: Claim) -> None:
    claim = made.received(claim)
    promise_again(
        claim, promised_at=later(9), note="Chờ bo mạch", actor=SYSTEM, at=NOON
    )

    page = text_of(visit.page())

    assert "Hẹn trả máy 29/11/2026" in page
    assert "Lần đầu hẹn 27/11/2026. Chờ bo mạch" in page


def test_a_day_that_is_over_is_owned_up_to(visit: Visit, claim: Claim) -> None:
    made.received(claim)

    with time_machine.travel(later(8), tick=False):
        page = text_of(visit.page())

    assert "Chúng tôi trễ hẹn 27/11/2026 với bạn" in page


def test_what_the_law_gives_is_said_in_plain_words(visit: Visit, claim: Claim) -> None:
    claim = made.received(claim)
    EntitlementAlarm.objects.create(
        claim=claim, kind=AlarmKind.OVERDUE, opened_at=NOON, due_at=later(3)
    )

    page = text_of(visit.page())

    assert "Điều 30 Luật Bảo vệ quyền lợi người tiêu dùng 2023" in page
    assert "đổi máy mới tương tự, hoặc trả máy và nhận lại tiền" in page


def test_a_quote_waits_behind_a_button(visit: Visit, claim: Claim) -> None:
    quoted(claim)

    page = text_of(visit.page())

    assert "Báo giá chờ bạn trả lời: 250.000" in page
    assert "Xem báo giá" in page
    assert "Có câu trả lời, chúng tôi làm tiếp ngay." not in page


def test_words_for_staff_alone_stay_with_them(visit: Visit, claim: Claim) -> None:
    claim = made.diagnosed(made.on_bench(made.received(claim)))

    page = text_of(visit.page())

    assert "Thợ bắt đầu kiểm tra máy" in page
    assert "Mô-tơ cháy" not in page


def test_a_ready_thing_says_where_and_for_how_much(visit: Visit, claim: Claim) -> None:
    ready(made.received(claim))

    page = text_of(visit.page())

    assert "Máy đã sẵn sàng, mời bạn tới nhận." in page
    assert "Bạn không phải trả thêm khoản nào." in page
    assert "Thủ Đức" in page
    assert "mã nhận máy" in page


def test_what_came_back_is_covered_longer_and_says_why(
    visit: Visit, claim: Claim
) -> None:
    claim = ready(made.received(claim), at=later(4))
    hand_back(claim, identity="CCCD 079…", actor=SYSTEM, at=later(4))

    with time_machine.travel(later(5), tick=False):
        page = text_of(visit.page())

    assert "Bảo hành dài thêm 5 ngày" in page
    assert "Máy ở xưởng từ 20/11/2026 tới 24/11/2026" in page
    assert "Công thay mô-tơ" in page
    assert "CCCD" not in page


def test_a_claim_that_was_not_covered_moves_no_end(
    customer_client: Client, customer: Customer
) -> None:
    published("nha", {"length": 1})
    unit = covered_unit(SERIAL, owner=customer)
    claim = made.submitted(unit, at=later(60))
    made.received(claim, at=later(60), promised_at=later(70))
    Claim.objects.filter(pk=claim.pk).update(
        status=ClaimStatus.READY,
        result=ClaimOutcome.RETURNED_UNREPAIRED,
        ready_at=later(61),
        promised_at=later(70),
    )
    claim.refresh_from_db()
    hand_back(claim, identity="CCCD", actor=SYSTEM, at=later(62))

    page = customer_client.get(f"/my/tickets/{claim.ticket.number}/")

    assert "Trả lại chưa sửa" in text_of(page)
    assert "Bảo hành dài thêm" not in text_of(page)


def test_a_customer_may_change_their_mind(visit: Visit, claim: Claim) -> None:
    page = visit.post("withdraw")

    claim.refresh_from_db()
    assert (claim.status, claim.outcome) == ("closed", ClaimOutcome.WITHDRAWN)
    assert "Đã rút yêu cầu sửa." in text_of(page)


def test_but_not_while_hands_are_on_it(visit: Visit, claim: Claim) -> None:
    in_repair = made.in_repair(
        made.approved(made.diagnosed(made.on_bench(made.received(claim))))
    )

    page = visit.post("withdraw")

    in_repair.refresh_from_db()
    assert in_repair.status == ClaimStatus.IN_REPAIR
    assert "Máy đã bắt đầu được sửa nên không rút ở đây được." in text_of(page)
    assert "Rút yêu cầu" not in text_of(visit.page())
    assert "Không cần sửa nữa: gọi hoặc nhắn chúng tôi ngay" in text_of(visit.page())


def test_a_visit_is_told_by_its_hour(customer_client: Client, unit: Unit) -> None:
    claim = made.submitted(unit, mode=ClaimMode.ONSITE)

    page = customer_client.get(f"/my/tickets/{claim.ticket.number}/")

    assert "Thợ tới nhà chúng tôi gọi để hẹn" in text_of(page)


def test_the_receipt_says_what_was_handed_over(visit: Visit, claim: Claim) -> None:
    missing = visit.browser.get(f"{visit.base}receipt/")
    made.received(claim)

    page = visit.browser.get(f"{visit.base}receipt/")

    assert missing.status_code == 404
    assert "Hẹn trả máy 27/11/2026, 15:00" in text_of(page)
    assert SERIAL in text_of(page)


def test_a_strangers_key_opens_no_claim(claim: Claim, customer: Customer) -> None:
    other = made.submitted(covered_unit("NM95-9"))
    foreign = f"/t/{other.ticket.access_key}/claims/{claim.number}/"

    assert Client().get(f"{foreign}receipt/").status_code == 404
    assert Client().post(f"{foreign}withdraw/").status_code == 404


def test_claims_have_a_list_of_their_own(customer_client: Client, claim: Claim) -> None:
    page = customer_client.get("/my/claims/")

    assert claim.number in text_of(page)
    assert "Chờ nhận máy" in text_of(page)


def test_an_empty_list_says_what_to_do(customer_client: Client) -> None:
    assert "Chưa có hồ sơ sửa chữa nào" in text_of(customer_client.get("/my/claims/"))


def test_a_number_leads_to_its_case(
    customer_client: Client, other_customer_client: Client, claim: Claim
) -> None:
    own = customer_client.get(f"/my/claims/{claim.number}/")
    foreign = other_customer_client.get(f"/my/claims/{claim.number}/")

    assert own.headers["Location"].startswith(f"/my/tickets/{claim.ticket.number}/")
    assert foreign.status_code == 404


def test_the_first_page_leads_to_the_quote(
    customer_client: Client, claim: Claim
) -> None:
    quoted(claim)

    page = customer_client.get("/")

    assert "Báo giá sửa máy đang chờ bạn trả lời." in text_of(page)
    assert f"/my/claims/{claim.number}/quote/" in html_of(page)


def test_the_first_page_says_that_a_thing_is_ready(
    customer_client: Client, claim: Claim
) -> None:
    ready(made.received(claim))

    assert "Máy đã sẵn sàng, mời bạn tới nhận." in text_of(customer_client.get("/"))


def test_a_thing_with_an_open_claim_says_so(
    customer_client: Client, claim: Claim
) -> None:
    assert "Chờ nhận máy" in text_of(customer_client.get("/"))
    assert "Chờ nhận máy" in text_of(customer_client.get("/my/products/"))
