"""A claim is opened from its ticket, and stands beside the conversation."""

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer
from foundation.accounts.models import Team
from tests.desk.pages import page_of
from tests.factories.claims import cause, fault, submitted, ticket_about
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit
from tickets.models import Ticket
from warranty.models import Claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(customer: Customer, team: Team) -> Ticket:
    return ticket_about(covered_unit(owner=customer), team=team)


def new_claim(ticket: Ticket) -> str:
    return reverse("desk:new_claim", args=[ticket.number])


def said(ticket: Ticket) -> dict[str, object]:
    symptom = fault()
    return {
        "client_key": "k1",
        "unit": ticket.unit_id,
        "symptom": symptom.pk,
        "mode": "counter",
    }


def test_the_ticket_offers_to_open_one(agent_client: Client, case: Ticket) -> None:
    assert new_claim(case) in agent_client.get(page_of(case)).text


def test_a_ticket_about_no_thing_offers_none(
    agent_client: Client, ticket: Ticket
) -> None:
    assert new_claim(ticket) not in agent_client.get(page_of(ticket)).text


def test_opening_leads_to_the_claim(agent_client: Client, case: Ticket) -> None:
    answer = agent_client.post(new_claim(case), said(case))

    made = Claim.objects.get()
    assert answer.headers["Location"] == reverse("desk:claim", args=[made.number])
    assert made.status == "submitted"
    page = agent_client.get(page_of(case)).text
    assert made.number in page
    assert new_claim(case) not in page


def test_the_same_form_again_opens_one(agent_client: Client, case: Ticket) -> None:
    values = said(case)
    agent_client.post(new_claim(case), values)
    agent_client.post(new_claim(case), values)

    assert Claim.objects.count() == 1


def test_only_symptoms_are_offered(agent_client: Client, case: Ticket) -> None:
    fault()
    cause()

    form = agent_client.get(new_claim(case)).text

    assert "Không chạy" in form
    assert "Mô-tơ cháy" not in form


def test_a_second_one_for_the_same_fault_is_refused(
    agent_client: Client, case: Ticket
) -> None:
    submitted(case.unit)

    answer = agent_client.post(new_claim(case), said(case))

    assert answer.status_code == 409
    assert Claim.objects.count() == 1


def test_a_ticket_without_thing_chooses_among_the_customers(
    agent_client: Client, customer: Customer, team: Team
) -> None:
    unit = covered_unit(owner=customer)
    ticket = TicketFactory(customer=customer, team=team)

    form = agent_client.get(new_claim(ticket)).text

    assert unit.serial in form
