"""Copies of a claim's receipt are counted, so that one can be told from the first."""

import pytest
from django.test import Client

from foundation.accounts.models import Team
from foundation.events.models import Event
from intake.models import Reception
from tests.factories.claims import received, submitted
from tests.factories.warranty import covered_unit
from tickets.models import Ticket
from warranty.models import Claim, ClaimStep

pytestmark = pytest.mark.django_db


def paper_of(claim: Claim) -> str:
    return f"/desk/claims/{claim.number}/receipt/"


def test_the_first_receipt_is_no_copy(lead_client: Client) -> None:
    page = lead_client.get(paper_of(received())).text

    assert "đã in 1 bản" in page
    assert "bản in thứ" not in page


def test_one_more_is_counted_and_says_so(lead_client: Client) -> None:
    claim = received()

    answer = lead_client.post(paper_of(claim), {"paper": "80mm"})
    page = lead_client.get(answer.headers["Location"]).text

    assert answer.headers["Location"] == f"{paper_of(claim)}?paper=80mm&now=1"
    assert "bản in thứ 2" in page
    event = Event.objects.get(verb="claim.receipt_reprinted")
    assert (event.data["paper"], event.data["copy"]) == ("80mm", 2)


def test_the_customer_does_not_read_of_copies(lead_client: Client) -> None:
    claim = received()

    lead_client.post(paper_of(claim), {"paper": "?"})

    step = ClaimStep.objects.get(claim=claim, verb="claim.receipt_reprinted")
    assert not step.is_public


def test_before_it_came_in_nothing_is_printed(lead_client: Client) -> None:
    claim = submitted()

    assert lead_client.post(paper_of(claim)).status_code == 404
    assert not ClaimStep.objects.filter(verb="claim.receipt_reprinted").exists()


def test_a_stranger_counts_nothing(other_agent_client: Client, team: Team) -> None:
    claim = received(submitted(covered_unit("NM-1")))
    Ticket.objects.filter(pk=claim.ticket_id).update(team=team)

    assert other_agent_client.post(paper_of(claim)).status_code == 404
    assert not Reception.objects.exists()
    assert not ClaimStep.objects.filter(verb="claim.receipt_reprinted").exists()
