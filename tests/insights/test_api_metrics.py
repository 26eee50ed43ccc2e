from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from foundation.accounts.models import User
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.factories.surveys import ResponseFactory

ADDRESS = "/api/v1/metrics/csat/"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def caller(manager_user: User) -> Client:
    ApiTokenFactory.create(user=manager_user, key="k")
    return Client(headers={"Authorization": "Token k"})


def test_the_number_is_the_dashboards(caller: Client) -> None:
    for score in (5, 4, 1, 3):
        ResponseFactory.create(score=score, answered_at=NOON, invitation__sent_at=NOON)
    long_ago = NOON - timedelta(days=31)
    ResponseFactory.create(score=1, answered_at=long_ago, invitation__sent_at=long_ago)

    body = caller.get(ADDRESS).json()

    assert (body["value"], body["n"], body["is_reliable"]) == (0.5, 4, False)
    assert body["distribution"] == {"1": 1, "2": 0, "3": 1, "4": 1, "5": 1}
    assert (body["sent"], body["answered"], body["response_rate"]) == (4, 4, 1.0)
    assert (body["from"], body["to"]) == ("2026-10-22", "2026-11-20")


def test_both_days_are_included(caller: Client) -> None:
    # 23:30 and 0:30 in Ho Chi Minh City.
    ResponseFactory.create(answered_at=NOON.replace(hour=16, minute=30))
    ResponseFactory.create(answered_at=NOON.replace(hour=17, minute=30))

    one_day = {"from": "2026-11-20", "to": "2026-11-20"}

    assert caller.get(ADDRESS, one_day).json()["n"] == 1


def test_nothing_is_null(caller: Client) -> None:
    body = caller.get(ADDRESS).json()

    assert (body["value"], body["low"], body["response_rate"]) == (None, None, None)


@pytest.mark.parametrize(
    "query",
    [
        {"from": "hôm qua"},
        {"from": "2026-11-20", "to": "2026-11-19"},
        {"from": "1999-01-01"},
        {"by": "agent"},
        {"to": "0001-01-01"},
    ],
)
def test_a_bad_period_is_refused(caller: Client, query: dict[str, str]) -> None:
    assert caller.get(ADDRESS, query).status_code == 400


def test_a_metric_that_is_none_is_not_found(caller: Client) -> None:
    assert caller.get("/api/v1/metrics/luck/").status_code == 404


def test_an_agent_has_no_metrics(agent_user: User) -> None:
    ApiTokenFactory.create(user=agent_user, key="a")
    agent = Client(headers={"Authorization": "Token a"})

    assert agent.get(ADDRESS).status_code == 403
