"""The dialogs of a claim: urgency, what the customer will read, and what a stale page loses."""

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from foundation.core.refs import ref
from foundation.payments.actions import Debt, Payee, owe_charge, settle
from foundation.payments.enums import Method, Purpose
from foundation.payments.models import Payment
from tests.factories.claims import (
    NOON,
    approved,
    diagnosed,
    labour,
    on_bench,
    received,
    submitted,
)
from tests.factories.warranty import covered_unit
from warranty.actions.claims.returning import withdraw_claim
from warranty.models import Claim

pytestmark = pytest.mark.django_db
READ = "Khách đọc được"


def page_of(claim: Claim) -> str:
    return reverse("desk:claim", args=[claim.number])


def do(verb: str, claim: Claim) -> str:
    return reverse(f"desk:claim_{verb}", args=[claim.number])


def steps_of(claim: Claim) -> int:
    return Claim.objects.get(pk=claim.pk).n_steps


@pytest.fixture
def claim(customer: Customer, team: Team) -> Claim:
    found = submitted(covered_unit(owner=customer))
    found.ticket.team = team
    found.ticket.save(update_fields=["team"])
    return found


@pytest.fixture
def at_work(claim: Claim) -> Claim:
    """One with a line of which the customer pays nothing yet."""
    labour(diagnosed(on_bench(received(claim))))
    claim.refresh_from_db()
    return claim


def ready_to_pay(claim: Claim) -> Payment:
    """One that can be fetched for 300.000 ₫."""
    withdraw_claim(received(claim), note="", actor=SYSTEM, at=NOON)
    debt = Debt(300_000, "claim:1:repair", Payee(claim.ticket.customer_id, "Hà"))
    return owe_charge(ref(claim), debt, purpose=Purpose.REPAIR, actor=SYSTEM, at=NOON)


def test_a_claim_is_put_before_others(lead_client: Client, claim: Claim) -> None:
    received(claim)

    offered = lead_client.get(page_of(claim)).text
    answer = lead_client.post(do("hurry", claim), {"urgency": 2})
    claim.refresh_from_db()

    assert "?ask=hurry" in offered
    assert answer.status_code == 302
    assert claim.urgency == 2
    assert "Gấp" in lead_client.get(page_of(claim)).text
    assert "Gấp" in lead_client.get(reverse("desk:claims")).text


def test_how_urgent_it_is_stands_in_the_dialog(
    lead_client: Client, claim: Claim
) -> None:
    Claim.objects.filter(pk=received(claim).pk).update(urgency=3)

    page = lead_client.get(f"{page_of(claim)}?ask=hurry").text

    assert 'value="3" selected' in page


def test_no_degree_at_all_is_refused(lead_client: Client, claim: Claim) -> None:
    answer = lead_client.post(do("hurry", received(claim)), {"urgency": 9})

    assert answer.status_code == 422


@pytest.mark.parametrize("verb", ["share_line", "loaner_answer", "withdraw"])
def test_the_dialog_says_that_the_customer_reads_it(
    lead_client: Client, at_work: Claim, verb: str
) -> None:
    assert READ in lead_client.get(f"{page_of(at_work)}?ask={verb}").text


def test_what_the_house_gives_says_that_the_customer_reads_it(
    manager_client: Client, at_work: Claim
) -> None:
    at_work.lines.update(customer_amount=300_000, company_amount=0)
    Claim.objects.filter(pk=at_work.pk).update(customer_total=300_000, house_total=0)

    assert READ in manager_client.get(f"{page_of(at_work)}?ask=goodwill").text


def test_money_that_was_taken_meanwhile_is_not_taken_again(
    lead_client: Client, claim: Claim
) -> None:
    payment = ready_to_pay(claim)
    settle(payment, method=Method.CASH, actor=SYSTEM, at=NOON)

    said = {"method": "bank", "reference": "FT2611", "seen": steps_of(claim)}
    answer = lead_client.post(do("pay", claim), said)

    assert answer.status_code == 409
    assert "Đã thu tiền" not in answer.text


def test_all_that_is_owed_is_taken_or_nothing(
    lead_client: Client, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ready_to_pay(claim)
    debt = Debt(50_000, "claim:1:storage", Payee(claim.ticket.customer_id, "Hà"))
    second = owe_charge(ref(claim), debt, purpose=Purpose.REPAIR, actor=SYSTEM, at=NOON)
    known = Payment.objects.filter(pk__in=[first.pk, second.pk])
    stale = list(known.order_by("pk"))
    settle(second, method=Method.CASH, actor=SYSTEM, at=NOON)
    monkeypatch.setattr(
        "warranty.claim_queries.ClaimFile.owed", property(lambda _file: stale)
    )

    said = {"method": "cash", "seen": steps_of(claim)}
    answer = lead_client.post(do("pay", claim), said)

    first.refresh_from_db()
    assert answer.status_code == 409
    assert first.state == "owed"


def test_words_for_a_step_that_is_past_are_not_lost(
    lead_client: Client, at_work: Claim
) -> None:
    approved(at_work)
    said = {
        "symptom": at_work.symptom_id,
        "note": "Cuộn dây đứt ở đầu ra <b>",
        "seen": 1,
    }

    answer = lead_client.post(do("diagnose", at_work), said)

    assert answer.status_code == 409
    assert "Cuộn dây đứt ở đầu ra &lt;b&gt;" in answer.text
