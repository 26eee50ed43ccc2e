"""A claim's page at the desk: what stands on it, what may be done, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import SYSTEM
from foundation.payments.models import Payment
from tests.budgets import BUDGETS, queries_of
from tests.conftest import signed_in
from tests.factories.claims import (
    PROMISED,
    approved,
    cause,
    diagnosed,
    fault,
    fix,
    in_repair,
    in_test,
    labour,
    on_bench,
    received,
    submitted,
    technician,
)
from tests.factories.tickets import OPENED
from tests.factories.warranty import covered_unit
from warranty.actions.claims.lines import share_otherwise
from warranty.actions.claims.quoting import send_quote
from warranty.actions.codes import digest
from warranty.claim_enums import AlarmKind, ClaimStatus
from warranty.models import Claim, EntitlementAlarm, FaultCode

pytestmark = pytest.mark.django_db
MOMENT = "%Y-%m-%dT%H:%M"


def page_of(claim: Claim) -> str:
    return reverse("desk:claim", args=[claim.number])


def do(verb: str, claim: Claim) -> str:
    return reverse(f"desk:claim_{verb}", args=[claim.number])


def status_of(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).status


def soon(days: int = 7) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime(MOMENT)


@pytest.fixture
def bench_user(team: Team) -> User:
    return technician(team=team)


@pytest.fixture
def bench(bench_user: User) -> Client:
    return signed_in(bench_user)


@pytest.fixture
def unit(customer: Customer) -> Any:
    return covered_unit(owner=customer)


@pytest.fixture
def claim(unit: Any, team: Team) -> Claim:
    found = submitted(unit)
    found.ticket.team = team
    found.ticket.save(update_fields=["team"])
    return found


def test_the_page_says_what_it_is_about_and_what_is_next(
    lead_client: Client, claim: Claim
) -> None:
    page = lead_client.get(page_of(claim)).text

    assert claim.number in page
    assert "Không chạy" in page
    assert "Nguyễn Thu Hà" in page
    assert "Nhận máy và in phiếu hẹn" in page
    assert reverse("portal:policy_version", args=["nha", 1]) in page


def test_a_number_is_found_as_people_write_it(
    lead_client: Client, claim: Claim
) -> None:
    spelled = claim.number.lower().replace("-", " ")

    answer = lead_client.get(reverse("desk:claim", args=[spelled]))

    assert answer.headers["Location"] == page_of(claim)


def test_a_stranger_finds_nothing(other_agent_client: Client, claim: Claim) -> None:
    assert other_agent_client.get(page_of(claim)).status_code == 404


def test_a_dialog_opens_by_its_address_and_comes_alone_for_htmx(
    lead_client: Client, claim: Claim
) -> None:
    address = f"{page_of(claim)}?ask=receive"

    whole = lead_client.get(address).text
    alone = lead_client.get(address, headers={"HX-Request": "true"}).text

    assert f'action="{do("receive", claim)}"' in whole
    assert do("receive", claim) in alone
    assert "<html" not in alone


def test_what_makes_no_sense_now_is_not_offered(
    lead_client: Client, claim: Claim
) -> None:
    page = lead_client.get(page_of(claim)).text

    assert "?ask=receive" in page
    assert "?ask=hand_back" not in page
    assert "?ask=finish" not in page


def test_taking_it_in_leads_to_the_paper(lead_client: Client, claim: Claim) -> None:
    answer = lead_client.post(do("receive", claim), {"promised_at": soon()})

    assert answer.headers["Location"] == f"{do('receipt', claim)}?now=1"
    assert status_of(claim) == ClaimStatus.RECEIVED


def test_taking_it_in_without_a_day_is_asked_again(
    lead_client: Client, claim: Claim
) -> None:
    answer = lead_client.post(do("receive", claim), {"promised_at": ""})

    assert answer.status_code == 422
    assert status_of(claim) == ClaimStatus.SUBMITTED


def test_the_paper_names_number_and_day(lead_client: Client, claim: Claim) -> None:
    received(claim, promised_at=PROMISED)

    a5 = lead_client.get(do("receipt", claim)).text
    roll = lead_client.get(do("receipt", claim) + "?paper=80mm").text

    assert "Phiếu nhận bảo hành" in a5
    assert claim.number in a5
    assert "27/11/2026" in a5
    assert "27/11/2026" in roll


def test_there_is_no_paper_before_it_came_in(lead_client: Client, claim: Claim) -> None:
    assert lead_client.get(do("receipt", claim)).status_code == 404


def test_a_technician_finds_the_fault_and_adds_the_work(
    bench: Client, bench_user: User, claim: Claim
) -> None:
    on_bench(received(claim), by=bench_user)
    said = {"symptom": fault().pk, "cause": cause().pk, "note": "Cuộn dây đứt"}

    bench.post(do("diagnose", claim), said)
    bench.post(
        do("add_cost", claim), {"kind": "labour", "name": "Công", "price": 300000}
    )
    page = bench.get(page_of(claim)).text

    assert "Mô-tơ cháy" in page
    assert "300.000" in page
    assert "?ask=approve" in page


def test_codes_of_other_things_are_not_offered(
    bench: Client, bench_user: User, claim: Claim
) -> None:
    on_bench(received(claim), by=bench_user)
    other = fault("khong-lanh", name="Không lạnh", family="lanh")
    other.categories = ["fridge-only"]
    other.save()

    page = bench.get(f"{page_of(claim)}?ask=diagnose").text

    assert "Không lạnh" not in page


def test_a_line_is_dropped_and_shared_otherwise(
    lead_client: Client, claim: Claim
) -> None:
    line = labour(diagnosed(on_bench(received(claim))))

    asked = lead_client.get(f"{page_of(claim)}?ask=share_line&line={line.pk}").text
    lead_client.post(
        do("share_line", claim),
        {"line": line.pk, "percent": 50, "reason": "Khách thân"},
    )
    line.refresh_from_db()

    assert f'value="{line.pk}" selected' in asked
    assert line.customer_amount == 150_000

    lead_client.post(do("drop_line", claim), {"line": line.pk})
    line.refresh_from_db()
    assert line.state == "cancelled"


def chargeable(claim: Claim) -> Claim:
    """One whose customer has to agree to half of the work."""
    line = labour(diagnosed(on_bench(received(claim))))
    share_otherwise(
        line, percent=50, reason="Một nửa", decider=None, actor=SYSTEM, at=OPENED
    )
    claim.refresh_from_db()
    return claim


def test_a_quote_shows_what_the_customer_reads_and_is_sent(
    lead_client: Client, claim: Claim
) -> None:
    chargeable(claim)

    asked = lead_client.get(f"{page_of(claim)}?ask=quote").text
    lead_client.post(do("quote", claim), {"seen": claim.n_steps})

    assert "Tổng khách trả" in asked
    assert "150.000" in asked
    assert status_of(claim) == ClaimStatus.AWAITING_CUSTOMER


def test_a_quote_on_what_has_changed_since_is_refused(
    lead_client: Client, claim: Claim
) -> None:
    chargeable(claim)

    answer = lead_client.post(do("quote", claim), {"seen": claim.n_steps - 1})

    assert answer.status_code == 409
    assert status_of(claim) == ClaimStatus.DIAGNOSING


def quoted(claim: Claim) -> Claim:
    """One whose customer was asked just now."""
    chargeable(claim)
    quote = send_quote(claim, sender=technician(), actor=SYSTEM, at=timezone.now())
    quote.code_digest = digest("ABC234")
    quote.save()
    claim.refresh_from_db()
    return claim


def test_an_answer_at_the_counter_is_written_down(
    lead_client: Client, claim: Claim
) -> None:
    quoted(claim)
    said = {"answer": "accept", "via": "counter", "seen": claim.n_steps}

    lead_client.post(do("answer", claim), said)

    assert status_of(claim) == ClaimStatus.APPROVED


def test_a_wrong_code_over_the_telephone_is_refused(
    lead_client: Client, claim: Claim
) -> None:
    quoted(claim)
    said = {"answer": "accept", "via": "code", "seen": claim.n_steps}

    wrong = lead_client.post(do("answer", claim), {**said, "code": "ZZZZZZ"})
    assert wrong.status_code == 422
    assert "Hãy xem lại mã trong tin báo giá" in wrong.text
    assert status_of(claim) == ClaimStatus.AWAITING_CUSTOMER

    lead_client.post(do("answer", claim), {**said, "code": "abc 234"})
    assert status_of(claim) == ClaimStatus.APPROVED


def test_no_means_that_it_goes_back_unrepaired(
    lead_client: Client, claim: Claim
) -> None:
    quoted(claim)
    said = {"answer": "decline", "via": "counter", "seen": claim.n_steps}

    lead_client.post(do("answer", claim), said)

    assert status_of(claim) == ClaimStatus.READY


def test_work_beyond_what_one_may_decide_is_refused_and_says_so(
    bench: Client, bench_user: User, claim: Claim
) -> None:
    labour(diagnosed(on_bench(received(claim), by=bench_user)), 2_000_000)
    claim.refresh_from_db()

    page = bench.get(page_of(claim)).text
    answer = bench.post(do("approve", claim), {"seen": claim.n_steps})

    assert "vượt mức bạn được duyệt" in page
    assert answer.status_code == 409
    assert "nhờ trưởng nhóm duyệt" in answer.text


def test_a_repair_is_not_begun_before_the_customer_was_asked_about_a_loaner(
    bench: Client, claim: Claim
) -> None:
    approved(diagnosed(on_bench(received(claim))))
    Claim.objects.filter(pk=claim.pk).update(loaner_answer="")

    page = bench.get(page_of(claim)).text
    answer = bench.post(do("start", claim))

    assert "Chưa ghi khách mượn máy" in page
    assert answer.status_code == 409


def test_a_second_person_tries_it_and_the_first_is_not_asked(
    bench: Client, lead_client: Client, claim: Claim
) -> None:
    in_test(in_repair(approved(diagnosed(on_bench(received(claim))))))

    own = bench.get(page_of(claim)).text
    lead_client.post(do("test", claim), {"passed": "yes", "note": "Chạy 30 phút"})

    assert "?ask=test" not in own
    assert "người khác phải kiểm tra lại" in own
    assert status_of(claim) == ClaimStatus.READY


def test_it_is_paid_and_handed_back_for_papers(
    lead_client: Client, claim: Claim
) -> None:
    quoted(claim)
    said = {"answer": "accept", "via": "counter", "seen": claim.n_steps}
    lead_client.post(do("answer", claim), said)
    Claim.objects.filter(pk=claim.pk).update(loaner_answer="refused")
    bench = signed_in(technician())
    bench.post(do("start", claim))
    bench.post(do("finish", claim), {"fix": fix().pk})
    lead_client.post(do("test", claim), {"passed": "yes"})

    unpaid = lead_client.post(do("hand_back", claim), {"identity": "CCCD 218"})
    assert unpaid.status_code == 409
    seen = Claim.objects.get(pk=claim.pk).n_steps
    stale = lead_client.post(do("pay", claim), {"method": "cash", "seen": seen - 1})
    assert stale.status_code == 409
    lead_client.post(do("pay", claim), {"method": "cash", "seen": seen})
    assert Payment.objects.get().state == "done"
    lead_client.post(do("hand_back", claim), {"identity": "CCCD 218"})

    assert status_of(claim) == ClaimStatus.CLOSED


def test_a_day_is_named_again_with_a_reason(lead_client: Client, claim: Claim) -> None:
    received(claim)

    silent = lead_client.post(do("promise", claim), {"promised_at": soon(20)})
    told = {"promised_at": soon(20), "note": "Linh kiện về chậm"}
    lead_client.post(do("promise", claim), told)

    assert silent.status_code == 422
    assert "Linh kiện về chậm" in lead_client.get(page_of(claim)).text


def test_an_entitlement_stands_on_top(lead_client: Client, claim: Claim) -> None:
    EntitlementAlarm.objects.create(
        claim=claim, kind=AlarmKind.OVERDUE, opened_at=OPENED, due_at=PROMISED
    )

    page = lead_client.get(page_of(claim)).text

    assert "Khách có quyền đòi đổi máy hoặc hoàn tiền" in page


def test_a_withdrawn_claim_is_over(lead_client: Client, claim: Claim) -> None:
    lead_client.post(do("withdraw", claim), {"note": "Tự hết"})

    page = lead_client.get(page_of(claim)).text
    assert "Khách rút yêu cầu" in page
    assert status_of(claim) == ClaimStatus.CLOSED


@pytest.mark.parametrize("n", [1, 50])
def test_a_claim_asks_as_much_for_fifty_lines_as_for_one(
    lead_client: Client, claim: Claim, n: int
) -> None:
    diagnosed(on_bench(received(claim)))
    for _ in range(n):
        labour(claim, 10_000)

    assert queries_of(lead_client, page_of(claim)) == BUDGETS["desk:claim"]


def test_a_fault_that_is_the_customers_is_pointed_out(
    bench: Client, claim: Claim
) -> None:
    found = diagnosed(on_bench(received(claim)))
    before = bench.get(page_of(found)).text

    FaultCode.objects.filter(pk=cause().pk).update(is_misuse=True)

    assert "Lỗi do sử dụng" not in before
    assert "Lỗi do sử dụng" in bench.get(page_of(found)).text
