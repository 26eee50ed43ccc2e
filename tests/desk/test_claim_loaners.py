"""The loaners that are out: which, with whom, the longest first."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from tests.budgets import BUDGETS, queries_of
from tests.factories.claims import NOON, received, submitted
from tests.factories.remedies import loaner
from tests.factories.warranty import covered_unit
from tickets.models import Ticket
from warranty.actions.claims.loaners import lend_loaner, take_loaner_back
from warranty.models import Lending

pytestmark = pytest.mark.django_db
LOANERS = "/desk/loaners/"


def lent(n: int, *, at: datetime = NOON, days: int = 9000) -> Lending:
    """A loaner with a customer, to be back after so many days."""
    return lend_loaner(
        received(submitted(covered_unit(f"NM-{n}"))),
        loaner(f"MUON-{n}"),
        due_at=at + timedelta(days=days),
        condition="Mới",
        actor=SYSTEM,
        at=at,
    )


def test_what_is_out_is_shown_with_whom_and_for_which_claim(
    lead_client: Client,
) -> None:
    lending = lent(1)

    page = lead_client.get(LOANERS).text

    assert "MUON-1" in page
    assert lending.claim.ticket.customer.name in page
    assert f'href="/desk/claims/{lending.claim.number}/"' in page
    assert "1 máy" in page


def test_the_longest_out_stands_first(lead_client: Client) -> None:
    lent(1, at=NOON + timedelta(days=2))
    lent(2, at=NOON)

    page = lead_client.get(LOANERS).text

    assert page.index("MUON-2") < page.index("MUON-1")


def test_what_is_late_is_counted(lead_client: Client) -> None:
    lending = lent(1, days=1)
    Lending.objects.filter(pk=lending.pk).update(
        due_at=datetime(2020, 1, 1, tzinfo=NOON.tzinfo)
    )

    assert "1 máy quá hẹn" in lead_client.get(LOANERS).text


def test_what_is_back_is_not_there_and_the_page_says_so(lead_client: Client) -> None:
    take_loaner_back(lent(1), condition="Tốt", actor=SYSTEM, at=NOON)

    assert "Không có máy mượn nào ở ngoài" in lead_client.get(LOANERS).text


def test_a_stranger_sees_no_loaner_of_others(
    other_agent_client: Client, team: Team
) -> None:
    Ticket.objects.filter(pk=lent(1).claim.ticket_id).update(team=team)

    page = other_agent_client.get(LOANERS).text

    assert "MUON-1" not in page
    assert "Không có máy mượn nào ở ngoài" in page


def test_pages_go_on_behind_the_last_row(
    lead_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.claim_loaners.PAGE_SIZE", 1)
    lent(1)
    lent(2)

    later = lead_client.get(LOANERS).context["out"].later
    behind = lead_client.get(LOANERS + later)

    assert "MUON-2" in behind.text
    assert "MUON-1" not in behind.text
    assert (behind.context["out"].first, behind.context["out"].later) == ("?", "")


@pytest.mark.parametrize("after", ["zz", "-1", "9" * 30, "1_2"])
def test_a_wrong_address_shows_the_first_page(lead_client: Client, after: str) -> None:
    lent(1)

    assert "MUON-1" in lead_client.get(f"{LOANERS}?after={after}").text


def test_the_board_leads_here(lead_client: Client) -> None:
    assert f'href="{LOANERS}"' in lead_client.get("/desk/claims/").text


@pytest.mark.parametrize("n", [1, 20])
def test_the_list_asks_as_much_for_twenty_as_for_one(
    lead_client: Client, n: int
) -> None:
    for i in range(n):
        lent(i)

    assert queries_of(lead_client, LOANERS) == BUDGETS["desk:loaners"]
