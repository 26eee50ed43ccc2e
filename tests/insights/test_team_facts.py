"""Rates and loads are counted once a minute, by one, for all who see the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from insights import team_facts as module
from insights.rates import Rates
from insights.slices import Standpoint, standpoint_of
from insights.team_facts import TeamFacts, renew_team_facts, team_facts
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.insights.promises import Promises
from tickets.enums import Side, Verdict

REFRESH = {"HX-Request": "true", "HX-Target": "div#board"}
SECOND = timedelta(seconds=1)


@pytest.fixture
def made(team: Team, agent_user: User) -> Promises:
    return Promises(team, agent_user)


def n_decided(user: User, at: datetime = NOON, side: str = "") -> int:
    return team_facts(standpoint_of(user, at), side).rates.pair().now.n


def test_what_was_counted_is_served_for_two_minutes(
    manager_user: User, made: Promises
) -> None:
    ages = [timedelta(0), 119 * SECOND, 121 * SECOND]
    n_decided(manager_user)
    made.ended(Verdict.MET)

    assert [n_decided(manager_user, NOON + age) for age in ages] == [0, 0, 1]


def test_a_refresh_has_it_counted_anew_after_a_minute_and_waits_for_nothing(
    manager_client: Client, made: Promises
) -> None:
    def words(seconds: int) -> bool:
        with time_machine.travel(NOON + seconds * SECOND, tick=False):
            page = manager_client.get("/insights/", headers=REFRESH).content.decode()
        return "chưa có cam kết ngã ngũ" in page

    is_empty = [words(0)]
    made.ended(Verdict.MET)

    # At 59 it is young; at 61 the former goes out and the count follows.
    assert is_empty + [words(each) for each in (59, 61, 62)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_refresh_says_when_it_was_counted(manager_client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        manager_client.get("/insights/")
    with time_machine.travel(NOON + 90 * SECOND, tick=False):
        page = manager_client.get("/insights/").content.decode()

    assert "7 ngày, tính lúc 15:00" in page


def test_all_who_see_every_ticket_share_one_count(
    manager_user: User, made: Promises
) -> None:
    other = StaffFactory.create(role="manager", sees=Sight.ALL)
    n_decided(manager_user)
    made.ended(Verdict.MET)

    assert n_decided(other) == 0
    assert n_decided(other, side=Side.OURS.value) == 1


@pytest.mark.parametrize("sees", [Sight.TEAM, Sight.OWN])
def test_nobody_is_served_what_others_may_see(
    manager_user: User, team: Team, other_team: Team, made: Promises, sees: Sight
) -> None:
    made.ended(Verdict.MET)
    n_decided(manager_user)
    n_decided(StaffFactory.create(role="lead", team=team, sees=sees))

    stranger = StaffFactory.create(role="lead", team=other_team, sees=sees)

    assert n_decided(stranger) == 0


def test_who_sees_less_from_now_on_is_not_served_what_they_saw(
    manager_user: User, other_team: Team, made: Promises
) -> None:
    made.ended(Verdict.MET)
    seen_before = n_decided(manager_user)

    manager_user.sees, manager_user.team = Sight.TEAM, other_team
    manager_user.save()

    assert (seen_before, n_decided(manager_user)) == (1, 0)


def test_at_midnight_the_seven_days_move_on(manager_user: User, made: Promises) -> None:
    midnight = NOON.replace(hour=17)  # 24:00 in Ho Chi Minh City
    n_decided(manager_user, midnight - SECOND)
    made.ended(Verdict.MET)

    assert n_decided(manager_user, midnight) == 1


class Counter:
    """Stands in for the count: holds until released."""

    def __init__(self) -> None:
        self.n, self.has_begun, self.may_end = 0, Event(), Event()

    def __call__(self, seen: Standpoint, side: str) -> TeamFacts:
        self.n += 1
        self.has_begun.set()
        assert self.may_end.wait(10)
        facts = TeamFacts(seen.at, Rates(), {}, {})
        cache.set(module._key(seen, side), facts)
        return facts


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    counter = Counter()
    monkeypatch.setattr(module, "_count", counter)
    return counter


def seen_at(seconds: int) -> Standpoint:
    hours: Any = None  # nothing is computed here
    return Standpoint(User(sees=Sight.ALL), NOON + seconds * SECOND, hours, ())


def test_of_many_who_come_at_once_one_counts(counter: Counter) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(team_facts, seen_at(-n), "") for n in range(8)]
        assert counter.has_begun.wait(10)
        counter.may_end.set()
        found = {facts.result().at for facts in asked}

    assert (counter.n, len(found)) == (1, 1)


def test_while_one_counts_anew_the_others_are_served_the_former(
    counter: Counter,
) -> None:
    counter.may_end.set()
    former = team_facts(seen_at(0), "")
    counter.may_end.clear()
    counter.has_begun.clear()

    with ThreadPoolExecutor(1) as pool:
        renewal = pool.submit(renew_team_facts, seen_at(90), "")
        assert counter.has_begun.wait(10)
        renew_team_facts(seen_at(90), "")  # returns at once
        served = team_facts(seen_at(90), "")
        counter.may_end.set()
        renewal.result()

    assert (served.at, counter.n) == (former.at, 2)
    assert team_facts(seen_at(90), "").at == seen_at(90).at
