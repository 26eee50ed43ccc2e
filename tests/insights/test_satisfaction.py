import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.test import Client

from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from surveys.enums import InvitationState
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.factories.accounts import StaffFactory
from tests.factories.surveys import (
    InvitationFactory,
    ResolvedTicketFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def answers(*scores: int, days_ago: int = 1, **more: object) -> None:
    at = NOON - timedelta(days=days_ago)
    for score in scores:
        ResponseFactory.create(
            score=score, answered_at=at, invitation__sent_at=at, **more
        )


def csat_on(page: str) -> str:
    return page.split('id="csat">')[1].split("<")[0]


def test_the_manager_sees_the_number_with_its_n(manager_client: Client) -> None:
    answers(5, 4, 3, 1)

    page = manager_client.get("/insights/satisfaction/").content.decode()

    assert csat_on(page) == "50,0%"
    assert "n = 4" in page
    assert "15–85%" in page


def test_few_answers_are_marked_as_not_reliable(manager_client: Client) -> None:
    answers(5, 4)

    page = manager_client.get("/insights/satisfaction/").content.decode()

    assert "Chưa đủ tin cậy, n &lt; 30" in page or "Chưa đủ tin cậy, n < 30" in page


def test_thirty_answers_are_not(manager_client: Client) -> None:
    answers(*[5] * 30)

    assert (
        "Chưa đủ tin cậy"
        not in manager_client.get("/insights/satisfaction/").content.decode()
    )


def test_the_response_rate_is_of_those_asked(manager_client: Client) -> None:
    answers(5)
    InvitationFactory.create(sent_at=NOON)
    InvitationFactory.create(sent_at=NOON, state=InvitationState.CANCELLED)
    InvitationFactory.create(state=InvitationState.OWED, sent_at=None)

    page = manager_client.get("/insights/satisfaction/").content.decode()

    assert "1 trả lời / 3 lời mời đã gửi" in page


def test_the_period_stands_in_the_address(manager_client: Client) -> None:
    answers(5, days_ago=2)
    answers(1, 1, days_ago=20)
    answers(2, days_ago=80)

    shown = {
        days: csat_on(
            manager_client.get(
                "/insights/satisfaction/", {"days": days}
            ).content.decode()
        )
        for days in ("7", "30", "90", "999", "x")
    }

    assert shown == {
        "7": "100,0%", "30": "33,3%", "90": "25,0%", "999": "33,3%", "x": "33,3%",
    }  # fmt: skip


def test_the_number_is_compared_with_the_period_before(manager_client: Client) -> None:
    answers(5, 5, days_ago=2)
    answers(5, 1, days_ago=10)

    page = manager_client.get("/insights/satisfaction/", {"days": "7"}).content.decode()

    assert "▲ 50,0 điểm so với kỳ trước" in page


def test_an_empty_period_says_what_makes_the_number(manager_client: Client) -> None:
    page = manager_client.get("/insights/satisfaction/").content.decode()

    assert "khi khách trả lời khảo sát" in page


def test_the_answers_lead_to_their_tickets(manager_client: Client) -> None:
    ticket = ResolvedTicketFactory.create(number="TK-48213")
    answers(2, invitation__ticket=ticket, comment="Chậm quá")

    page = manager_client.get("/insights/satisfaction/").content.decode()

    assert "/desk/tickets/TK-48213/" in page
    assert "Chậm quá" in page


def test_who_sees_a_team_counts_a_team(team: Team, other_team: Team) -> None:
    lead = StaffFactory.create(role="lead", team=team, sees=Sight.TEAM)
    ours = ResolvedTicketFactory.create(team=team)
    theirs = ResolvedTicketFactory.create(team=other_team)
    answers(5, invitation__ticket=ours)
    answers(1, invitation__ticket=theirs, comment="Không phải nhóm này")

    page = signed_in(lead).get("/insights/satisfaction/").content.decode()

    assert csat_on(page) == "100,0%"
    assert "Không phải nhóm này" not in page


def test_an_agent_has_no_dashboard(agent_client: Client) -> None:
    assert agent_client.get("/insights/satisfaction/").status_code == 403
    assert agent_client.get("/insights/csat.csv").status_code == 403


def test_the_export_has_every_answer_and_runs_no_formula(
    manager_client: Client, manager_user: User
) -> None:
    answers(5, comment='=HYPERLINK("http://x")')
    answers(1, comment='Bình thường; "nháy"')

    answer = manager_client.get("/insights/csat.csv")
    text = b"".join(answer).decode()

    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert rows[0][2] == "Điểm"
    assert {row[4] for row in rows[1:]} == {
        '\'=HYPERLINK("http://x")',
        'Bình thường; "nháy"',
    }


@pytest.mark.parametrize("n", [1, 20])
def test_the_page_asks_the_same_whatever_the_number(
    manager_client: Client, n: int
) -> None:
    answers(*[4] * n)

    assert (
        queries_of(manager_client, "/insights/satisfaction/")
        == BUDGETS["insights:satisfaction"]
    )
