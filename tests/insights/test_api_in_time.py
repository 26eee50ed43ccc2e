"""The rate of promises kept, over the API."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from foundation.accounts.models import Team, User
from insights.board import BoardQuestion, board_of
from insights.slices import standpoint_of
from tests.conftest import NOON
from tests.factories.accounts import ApiTokenFactory
from tests.insights.promises import Promises, a_bit_of_everything
from tickets.enums import Metric, Side, Verdict

ADDRESS = "/api/v1/metrics/in_time/"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def made(team: Team, agent_user: User) -> Promises:
    return Promises(team, agent_user)


@pytest.fixture
def caller(manager_user: User) -> Client:
    ApiTokenFactory.create(user=manager_user, key="k")
    return Client(headers={"Authorization": "Token k"})


def test_the_numbers_are_the_boards(
    caller: Client,
    manager_user: User,
    made: Promises,
    other_team: Team,
    other_agent_user: User,
) -> None:
    a_bit_of_everything(made, other_team, other_agent_user)
    table = board_of(standpoint_of(manager_user, NOON), BoardQuestion()).table

    body = caller.get(ADDRESS, {"by": "team"}).json()

    assert (body["n"], body["met"]) == (table.total.now.n, table.total.now.met)
    assert (body["from"], body["to"]) == ("2026-11-14", "2026-11-20")
    assert {part["name"]: part["n"] for part in body["parts"]} == {
        line.name: line.total.now.n for line in table.lines
    }


def test_it_is_cut_by_metric_and_side(caller: Client, made: Promises) -> None:
    made.ended(Verdict.MET, metric=Metric.FIRST_RESPONSE)
    made.ended(Verdict.LATE, metric=Metric.RESOLUTION)
    made.ended(Verdict.MET, metric=Metric.RESOLUTION, side=Side.PROMISED)

    body = caller.get(ADDRESS, {"by": "metric", "side": "ours"}).json()

    assert (body["value"], body["n"], body["is_reliable"]) == (0.5, 2, False)
    assert [(part["key"], part["value"]) for part in body["parts"]] == [
        ("first_response", 1.0),
        ("resolution", 0.0),
    ]


def test_nothing_is_null(caller: Client) -> None:
    body = caller.get(ADDRESS).json()

    assert (body["value"], body["n"], body["parts"]) == (None, 0, [])


@pytest.mark.parametrize(
    "query", [{"by": "agent"}, {"side": "theirs"}, {"from": "2026-11-21"}, {"x": "1"}]
)
def test_what_means_nothing_is_refused(caller: Client, query: dict[str, str]) -> None:
    assert caller.get(ADDRESS, query).status_code == 400


def test_an_agent_has_no_rates(agent_user: User) -> None:
    ApiTokenFactory.create(user=agent_user, key="a")

    agent = Client(headers={"Authorization": "Token a"})

    assert agent.get(ADDRESS).status_code == 403
