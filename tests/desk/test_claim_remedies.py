"""What a customer gets besides a repair, done from the page of the claim."""

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.core.actor import SYSTEM
from foundation.payments.actions import cancel
from foundation.payments.models import Payment
from tests.factories.catalog import UnitFactory
from tests.factories.claims import PROMISED, diagnosed, on_bench, received, submitted
from tests.factories.tickets import OPENED
from tests.factories.warranty import covered_unit
from warranty.claim_enums import AlarmKind, ClaimStatus
from warranty.models import Claim, EntitlementAlarm, Loaner

pytestmark = pytest.mark.django_db


def page_of(claim: Claim) -> str:
    return reverse("desk:claim", args=[claim.number])


def do(verb: str, claim: Claim) -> str:
    return reverse(f"desk:claim_{verb}", args=[claim.number])


@pytest.fixture
def claim(customer: Customer) -> Claim:
    return diagnosed(on_bench(received(submitted(covered_unit(owner=customer)))))


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def loaner(db: None) -> Loaner:
    unit = UnitFactory.create(serial="MUON-0001", whereabouts="loaner")
    return Loaner.objects.create(unit=unit)


def test_a_customer_who_needs_no_loaner_is_asked_once(
    lead_client: Client, claim: Claim
) -> None:
    lead_client.post(do("loaner_answer", claim), {"answer": "refused"})

    assert again(claim).loaner_answer == "refused"
    assert "Khách không cần" in lead_client.get(page_of(claim)).text


def test_a_loaner_is_lent_and_comes_back(
    lead_client: Client, claim: Claim, loaner: Loaner
) -> None:
    asked = lead_client.get(f"{page_of(claim)}?ask=lend").text
    lead_client.post(
        do("lend", claim), {"loaner": loaner.pk, "condition": "Như mới, đủ dây"}
    )
    lent = lead_client.get(page_of(claim)).text
    lead_client.post(do("take_loaner_back", claim), {"condition": "Như mới"})

    assert "MUON-0001" in asked
    assert "Như mới, đủ dây" in lent
    assert "?ask=take_loaner_back" in lent
    assert again(claim).loaners_out == 0


def test_a_loaner_that_is_out_is_not_offered(
    lead_client: Client, claim: Claim, loaner: Loaner
) -> None:
    lead_client.post(do("lend", claim), {"loaner": loaner.pk, "condition": "Mới"})
    other = received(submitted(covered_unit("NM95-2409-000002")))

    asked = lead_client.get(f"{page_of(other)}?ask=lend").text

    assert "MUON-0001" not in asked


def test_a_refusal_is_appealed_and_granted(
    manager_client: Client, claim: Claim
) -> None:
    manager_client.post(do("reject", claim), {"note": "Máy vào nước"})
    assert again(claim).status == ClaimStatus.REJECTED
    manager_client.post(do("appeal", claim), {"words": "Máy để chỗ khô"})
    asked = manager_client.get(f"{page_of(claim)}?ask=decide_appeal").text
    assert "Máy để chỗ khô" in asked


def test_leads_are_not_offered_what_a_manager_decides(
    lead_client: Client, claim: Claim
) -> None:
    page = lead_client.get(page_of(claim)).text

    assert "?ask=reject" not in page
    assert "?ask=refund" not in page


def test_another_thing_is_given(manager_client: Client, claim: Claim) -> None:
    new = UnitFactory.create(
        serial="NM95-2611-000001", product=claim.unit.product, whereabouts="saleable"
    )

    manager_client.post(do("replace", claim), {"note": "Khung máy nứt"})
    unknown = manager_client.post(do("give", claim), {"serial": "KHONG-CO"})
    manager_client.post(do("give", claim), {"serial": new.serial.lower()})

    assert unknown.status_code == 422
    assert again(claim).replacement == new
    assert new.serial in manager_client.get(page_of(claim)).text


def test_money_back_is_owed_and_stands_on_the_page(
    manager_client: Client, claim: Claim
) -> None:
    asked = manager_client.get(f"{page_of(claim)}?ask=refund").text
    said = {"amount": 1_000_000, "note": "Khách muốn lấy lại tiền"}
    manager_client.post(do("refund", claim), said)

    assert "Khách đã trả khi mua" not in asked
    payment = Payment.objects.get()
    assert payment.amount == 1_000_000
    assert payment.number in manager_client.get(page_of(claim)).text


def test_an_amount_in_groups_is_paid_back_whole(
    manager_client: Client, claim: Claim
) -> None:
    said = {"note": "Khách muốn lấy lại tiền"}

    wrong = manager_client.post(do("refund", claim), {**said, "amount": "triệu tư"})
    manager_client.post(do("refund", claim), {**said, "amount": "900.000"})

    assert wrong.status_code == 422
    assert "Số tiền không đúng" in wrong.text
    assert 'value="triệu tư"' in wrong.text
    assert Payment.objects.get().amount == 900_000


def test_money_that_was_called_off_is_decided_anew(
    manager_client: Client, claim: Claim
) -> None:
    said = {"amount": 1_000_000, "note": "Khách muốn lấy lại tiền"}
    manager_client.post(do("refund", claim), said)
    under_way = manager_client.get(page_of(claim)).text
    cancel(Payment.objects.get(), note="Sai tài khoản", actor=SYSTEM, at=OPENED)

    off = manager_client.get(page_of(claim)).text
    manager_client.post(do("refund", claim), {**said, "amount": 900_000})

    assert "?ask=refund" not in under_way
    assert "?ask=refund" in off
    assert Payment.objects.filter(state="owed").get().amount == 900_000


def test_an_entitlement_is_decided_with_the_customers_word(
    manager_client: Client, claim: Claim
) -> None:
    alarm = EntitlementAlarm.objects.create(
        claim=claim, kind=AlarmKind.OVERDUE, opened_at=OPENED, due_at=PROMISED
    )
    said = {"alarm": alarm.pk, "decision": "go_on"}

    silent = manager_client.post(do("decide_alarm", claim), said)
    manager_client.post(
        do("decide_alarm", claim), {**said, "note": "Khách đồng ý chờ tới thứ Sáu"}
    )

    alarm.refresh_from_db()
    assert silent.status_code == 422
    assert alarm.decision == "go_on"
    assert "Khách có quyền đòi" not in manager_client.get(page_of(claim)).text
