"""Claims at the counter: opened with the thing, on its paper, and fetched again."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from intake.models import Reception
from tests.factories.claims import fault, received, submitted
from tests.factories.warranty import covered_unit
from tests.tickets.uploads import a_picture, upload
from tickets.models import Attachment, Ticket
from warranty.actions.claims.returning import withdraw_claim
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim

pytestmark = pytest.mark.django_db
COUNTER = "/desk/counter/"
PROMISED = timezone.localtime(timezone.now() + timedelta(days=7)).replace(
    hour=17, minute=30
)


@pytest.fixture
def unit(customer: Customer) -> Unit:
    fault()
    return covered_unit(owner=customer)


def typed(customer: Customer, unit: Unit, **changes: Any) -> dict[str, Any]:
    return {
        "client_key": "form-1",
        "customer": customer.pk,
        "unit": unit.serial,
        "symptom": "khong-chay",
        "promised_at": PROMISED.strftime("%Y-%m-%dT%H:%M"),
        "inform_by": "sms",
        "paper": "a5",
        **changes,
    }


def test_faults_of_a_known_thing_are_chosen_by_code(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    page = agent_client.get(f"{COUNTER}?customer={customer.pk}").text

    assert 'value="khong-chay"' in page


def test_the_thing_is_taken_in_under_a_claim(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    answer = agent_client.post(COUNTER, typed(customer, unit))

    claim = Claim.objects.get()
    assert answer.status_code == 302
    assert claim.status == ClaimStatus.RECEIVED
    assert claim.ticket == Reception.objects.get().ticket
    paper = agent_client.get(answer.headers["Location"]).text
    assert "Phiếu nhận bảo hành" in paper
    assert claim.number in paper
    assert PROMISED.strftime("%d/%m/%Y") in paper


def test_the_same_form_again_is_the_same_claim(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    agent_client.post(COUNTER, typed(customer, unit))
    agent_client.post(COUNTER, typed(customer, unit))

    assert Claim.objects.count() == 1


def test_without_a_day_nothing_is_taken_in(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    answer = agent_client.post(COUNTER, typed(customer, unit, promised_at=""))

    assert answer.status_code == 422
    assert "Hãy hẹn ngày trả máy" in answer.text
    assert not Reception.objects.exists()


def test_a_fault_in_other_words_opens_no_claim(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    said = typed(customer, unit, symptom="other", details="Có mùi khét")

    agent_client.post(COUNTER, said)

    assert Reception.objects.get().symptom == "Có mùi khét"
    assert not Claim.objects.exists()


def test_a_thing_whose_fault_is_open_already_is_not_taken_in_twice(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    claim = received(submitted(unit))

    answer = agent_client.post(COUNTER, typed(customer, unit))

    assert answer.status_code == 409
    assert f"Mở hồ sơ {claim.number}" in answer.text
    assert not Reception.objects.exists()


def test_a_claim_of_another_team_is_not_led_to(
    other_agent_client: Client, agent_user: User, customer: Customer, unit: Unit
) -> None:
    claim = received(submitted(unit))
    Ticket.objects.filter(pk=claim.ticket_id).update(team=agent_user.team)

    answer = other_agent_client.post(COUNTER, typed(customer, unit))

    assert answer.status_code == 409
    assert claim.number not in answer.text


def kept_on(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page)


def photographed(customer: Customer, unit: Unit, **changes: Any) -> dict[str, Any]:
    photo = upload("mat-truoc.png", a_picture())
    return typed(customer, unit, photos=[photo], **changes)


@pytest.mark.parametrize("wrong", [{"promised_at": ""}, {"symptom": "?"}])
def test_photos_of_a_form_that_is_refused_need_not_be_taken_again(
    agent_client: Client, customer: Customer, unit: Unit, wrong: dict[str, str]
) -> None:
    refused = agent_client.post(COUNTER, photographed(customer, unit, **wrong))
    assert "mat-truoc" in refused.text

    agent_client.post(COUNTER, typed(customer, unit, kept=kept_on(refused.text)))

    assert Attachment.objects.count() == 1


def test_photos_outlive_a_claim_that_is_refused(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    claim = submitted(unit)
    refused = agent_client.post(COUNTER, photographed(customer, unit))
    withdraw_claim(claim, note="", actor=SYSTEM, at=timezone.now())

    agent_client.post(COUNTER, typed(customer, unit, kept=kept_on(refused.text)))

    assert (refused.status_code, Attachment.objects.count()) == (409, 1)


def test_nobody_names_the_photos_of_others(
    agent_client: Client, lead_client: Client, customer: Customer, unit: Unit
) -> None:
    refused = agent_client.post(COUNTER, photographed(customer, unit, promised_at=""))
    kept = [*kept_on(refused.text), "x"]

    lead_client.post(COUNTER, typed(customer, unit, kept=kept))

    assert Reception.objects.exists()
    assert not Attachment.objects.exists()


def test_a_claim_that_the_customer_made_is_offered_to_be_taken_in(
    agent_client: Client, customer: Customer, unit: Unit
) -> None:
    claim = submitted(unit)

    page = agent_client.get(f"{COUNTER}?customer={customer.pk}").text

    assert reverse("desk:claim", args=[claim.number]) + "?ask=receive" in page


def test_the_number_of_a_claim_opens_it(agent_client: Client, unit: Unit) -> None:
    claim = received(submitted(unit))

    answer = agent_client.get(f"{COUNTER}?q={claim.number.lower()}")

    assert answer.headers["Location"] == reverse("desk:claim", args=[claim.number])


def test_what_waits_to_be_fetched_stands_on_the_first_page(
    agent_client: Client, unit: Unit
) -> None:
    claim = received(submitted(unit))
    Claim.objects.filter(pk=claim.pk).update(
        status=ClaimStatus.READY, ready_at=timezone.now()
    )

    page = agent_client.get(COUNTER).text

    assert "Chờ trả máy" in page
    assert claim.number in page
