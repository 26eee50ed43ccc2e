"""What a customer may read of a claim, and what they can do about it on their own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from customers.models import Customer
from foundation.core.actor import SYSTEM, staff_actor
from portal.claim_rows import facts_of
from portal.claim_stages import claim_stages
from tests.conftest import NOON
from tests.factories import claims as made
from tests.factories.parts import SupplierFactory
from tests.factories.remedies import by, decider, loaner, rejected
from tests.factories.warranty import covered_unit, published
from tests.portal.reading import html_of, text_of
from warranty.actions.claims.lines import share_otherwise
from warranty.actions.claims.loaners import lend_loaner
from warranty.actions.claims.quoting import accept_quote, send_quote
from warranty.actions.claims.refunding import decide_refund
from warranty.actions.claims.refusing import appeal_claim, decide_appeal
from warranty.actions.claims.repairing import try_repair
from warranty.actions.claims.returning import withdraw_claim
from warranty.actions.claims.supplier import send_to_supplier
from warranty.claim_enums import ClaimMode, ClaimOutcome, ClaimStatus, ConsentVia
from warranty.claim_links import quote_path
from warranty.models import Claim, RepairQuote

SERIAL = "NM95-2409-004172"
REASON = "Vỏ móp do va đập, ngoài bảo hành"
WHISPER = "Khách khó tính, sếp quen"


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def claim(customer: Customer) -> Claim:
    published("nha", {"length": 24})
    return made.received(made.submitted(covered_unit(SERIAL, owner=customer)))


@pytest.fixture
def page(claim: Claim, customer_client: Client) -> Any:
    return lambda: customer_client.get(f"/my/tickets/{claim.ticket.number}/")


@pytest.fixture
def post(claim: Claim, customer_client: Client) -> Any:
    return lambda verb, **form: customer_client.post(
        f"/my/claims/{claim.number}/{verb}/", form, follow=True
    )


def quoted(claim: Claim) -> RepairQuote:
    """Half of it is the customer's, for a reason that is written for them."""
    lead = decider()
    line = made.labour(made.diagnosed(made.on_bench(claim)))
    share_otherwise(line, percent=50, reason=REASON, decider=lead, **by(lead))
    claim.refresh_from_db()
    return send_quote(claim, sender=lead, **by(lead))


def ready(claim: Claim) -> Claim:
    tester = made.technician("quyen@hongha.example", name="Phan Thị Quyên")
    in_test = made.in_test(
        made.in_repair(made.approved(made.diagnosed(made.on_bench(claim))))
    )
    return try_repair(in_test, has_passed=True, tester=tester, actor=SYSTEM, at=NOON)


def upheld(claim: Claim) -> Claim:
    appeal = appeal_claim(
        rejected(made.on_bench(claim)), words="Sai", actor=SYSTEM, at=NOON
    )
    judge = decider("linh@hongha.example")
    return decide_appeal(
        appeal, is_granted=False, answer="Đã xem kỹ.", decider=judge, **by(judge)
    )


def withdrawn_by_a_clerk(claim: Claim) -> None:
    clerk = staff_actor(decider().pk)
    withdraw_claim(claim, note=WHISPER, actor=clerk, at=NOON)


def agreed_at_the_counter(claim: Claim) -> None:
    accept_quote(quoted(claim), via=ConsentVia.COUNTER, note=WHISPER, **by(decider()))


def sent_to_the_maker(claim: Claim) -> None:
    lead = decider()
    claim = made.approved(made.diagnosed(made.on_bench(claim)))
    supplier = SupplierFactory.create()
    send_to_supplier(claim, supplier, note=WHISPER, **by(lead))


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (withdrawn_by_a_clerk, "Bạn đã rút yêu cầu"),
        (agreed_at_the_counter, "Bạn đã đồng ý báo giá"),
        (sent_to_the_maker, "Đã gửi máy cho hãng"),
    ],
)
def test_what_colleagues_note_stays_with_them(
    claim: Claim, page: Any, deed: Any, told: str
) -> None:
    deed(claim)

    case = page()

    assert told in text_of(case)
    assert WHISPER not in html_of(case)


def test_why_a_line_is_shared_otherwise_is_on_the_quote(claim: Claim) -> None:
    sheet = Client().get(quote_path(quoted(claim)))

    assert REASON in text_of(sheet)


def test_called_off_twice_it_is_called_off_once(claim: Claim, post: Any) -> None:
    post("withdraw")

    again = post("withdraw")

    claim.refresh_from_db()
    assert (claim.status, claim.result) == ("ready", ClaimOutcome.WITHDRAWN)
    assert claim.steps.filter(verb="claim.withdrawn").count() == 1
    assert "không cho phép" not in text_of(again)


def test_what_waits_for_its_turn_may_be_called_off(claim: Claim, post: Any) -> None:
    made.approved(made.diagnosed(made.on_bench(claim)))

    post("withdraw")

    claim.refresh_from_db()
    assert claim.result == ClaimOutcome.WITHDRAWN


def test_what_hands_were_on_once_may_not(claim: Claim, page: Any, post: Any) -> None:
    made.in_repair(made.approved(made.diagnosed(made.on_bench(claim))))
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.WAITING_PART)

    post("withdraw")

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.WAITING_PART
    assert "gọi hoặc nhắn chúng tôi ngay, vì thợ đã bắt đầu" in text_of(page())


def test_a_quote_that_waits_is_answered_with_no(claim: Claim, page: Any) -> None:
    quoted(claim)

    assert "mở báo giá và chọn không đồng ý" in text_of(page())


def test_an_objection_says_until_when_it_is_heard(claim: Claim, page: Any) -> None:
    rejected(made.on_bench(claim))

    assert "Bạn khiếu nại được cho tới khi nhận lại máy." in text_of(page())


def test_of_what_never_came_until_a_day(
    customer: Customer, customer_client: Client
) -> None:
    claim = rejected(made.submitted(covered_unit(SERIAL, owner=customer)))

    case = customer_client.get(f"/my/tickets/{claim.ticket.number}/")

    assert "Bạn khiếu nại được tới 04/12/2026, 15:00." in text_of(case)


def test_objecting_twice_is_one_objection(claim: Claim, post: Any) -> None:
    rejected(made.on_bench(claim))
    post("appeal", words="Máy không hề bị nước")

    again = post("appeal", words="Máy không hề bị nước")

    assert (again.status_code, claim.appeals.count()) == (200, 1)
    assert "Đã nhận khiếu nại." in text_of(again)


def test_the_second_no_says_where_else_to_turn(
    claim: Claim, page: Any, post: Any
) -> None:
    upheld(claim)

    refused = post("appeal", words="Vẫn không đồng ý")

    assert claim.appeals.count() == 1
    assert refused.status_code == 409
    assert "Gửi khiếu nại" not in text_of(page())
    assert "cơ quan bảo vệ quyền lợi người tiêu dùng" in text_of(page())


def test_an_objection_that_comes_too_late_is_not_lost(claim: Claim, post: Any) -> None:
    rejected(made.on_bench(claim))
    withdrawn = {"status": ClaimStatus.CLOSED, "outcome": ClaimOutcome.REJECTED}
    Claim.objects.filter(pk=claim.pk).update(**withdrawn, closed_at=NOON)

    refused = post("appeal", words="Máy để trên kệ, không hề bị nước")

    assert refused.status_code == 409
    assert "Máy để trên kệ, không hề bị nước</textarea>" in html_of(refused)


def test_the_loaner_is_shown_with_its_state_and_asked_for(
    claim: Claim, page: Any
) -> None:
    lend_loaner(
        claim,
        loaner(),
        due_at=NOON + timedelta(days=7),
        condition="Xước nhẹ nắp",
        actor=SYSTEM,
        at=NOON,
    )
    ready(claim)

    case = text_of(page())

    assert "Bạn đang mượn:" in case
    assert "Tình trạng lúc giao: Xước nhẹ nắp" in case
    assert "Mang theo máy mượn để trả lại." in case


def test_who_waits_for_a_part_is_told_of_loaners(claim: Claim, page: Any) -> None:
    made.approved(made.diagnosed(made.on_bench(claim)))
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.WAITING_PART)

    assert "hỏi mượn máy" in text_of(page())


def test_money_on_its_way_back_is_named(claim: Claim, page: Any) -> None:
    who = decider()
    on_bench = made.diagnosed(made.on_bench(claim))
    decide_refund(
        on_bench, amount=900_000, ceiling=900_000, note=WHISPER, decider=who, **by(who)
    )

    assert "Chúng tôi đang hoàn cho bạn 900.000" in text_of(page())
    assert WHISPER not in html_of(page())


def test_what_was_sent_in_is_sent_back(claim: Claim, page: Any) -> None:
    ready(claim)
    Claim.objects.filter(pk=claim.pk).update(mode=ClaimMode.MAIL_IN)

    assert "Máy đã sẵn sàng, chúng tôi gửi về cho bạn." in text_of(page())


def test_the_stops_are_no_words_of_a_form_in_english(claim: Claim) -> None:
    facts = facts_of(claim, [], has_quote=False)

    with override("en"):
        labels = {stage.label for stage in claim_stages(facts, NOON)}

    assert not labels & {"Edit", "Take in", "Change unit"}
