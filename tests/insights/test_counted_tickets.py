"""The tickets behind a number: their order, their pages, their file."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.test import Client

from foundation.accounts.models import Team, User
from insights.listed import all_rows, listed_page
from insights.slices import Slice, standpoint_of
from tests.conftest import NOON
from tests.insights.promises import HOUR, Promises
from tickets.enums import Metric, Side, Verdict, WaitReason

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def made(team: Team, agent_user: User) -> Promises:
    return Promises(team, agent_user)


def rows_of(answer: Any) -> list[list[str]]:
    text = b"".join(answer).decode()
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("code", ["late", "unassigned", "waiting", "in_time"])
def test_pages_follow_each_other_without_gap_or_double(
    manager_user: User, made: Promises, code: str
) -> None:
    for _each in range(5):
        made.due(-1, assignee=None)
        made.waiting(WaitReason.PART)
        made.ended(Verdict.MET)
    seen, cut = standpoint_of(manager_user, NOON), Slice(code)

    whole = [row.clock.pk if row.clock else 0 for row in all_rows(cut, seen)]
    first = listed_page(cut, seen, size=2)
    second = listed_page(cut, seen, after=first.next_after, size=2)
    third = listed_page(cut, seen, after=second.next_after, size=100)

    pages = (first, second, third)
    paged = [row.clock.pk for page in pages for row in page.rows if row.clock]
    assert len(whole) >= 5
    assert paged == whole
    assert len(set(paged)) == len(paged)
    assert third.next_after == ""


@pytest.mark.parametrize(
    "after", ["x", "_1", "2026-11-20_1", "2026-11-20T08:00:00+00:00_0"]
)
def test_a_cursor_that_is_none_begins_at_the_top(
    manager_client: Client, made: Promises, after: str
) -> None:
    made.due(-1)

    answer = manager_client.get("/insights/tickets/", {"code": "late", "after": after})

    assert "Trễ 1 g" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["code=luck", "code=waiting&reason=godot", "code=in_time&metric=x"]
)
def test_what_is_not_counted_is_not_found(manager_client: Client, query: str) -> None:
    assert manager_client.get(f"/insights/tickets/?{query}").status_code == 404
    assert manager_client.get(f"/insights/tickets.csv?{query}").status_code == 404


def test_the_file_runs_no_formula_and_says_how_late(
    manager_client: Client, made: Promises
) -> None:
    late = made.ended(Verdict.LATE, 2, worked=3 * HOUR)
    late.ticket.subject = "=HYPERLINK(1)"
    late.ticket.save()

    answer = manager_client.get("/insights/tickets.csv?code=in_time")

    head, row = rows_of(answer)
    told = dict(zip(head, row, strict=True))
    assert 'filename="in-time-2026-11-20.csv"' in answer["Content-Disposition"]
    assert told["Nội dung"] == "'=HYPERLINK(1)"
    assert (told["Kết quả"], told["Trễ, phút"]) == ("Trễ hẹn", "60")
    assert (told["Đồng hồ"], told["Nhóm"]) == ("Nội bộ · Phản hồi đầu", "Gia dụng")


def test_a_decided_clock_shows_who_held_it_then(
    manager_user: User, made: Promises, other_team: Team, other_agent_user: User
) -> None:
    ended = made.ended(Verdict.MET)
    ended.ticket.team, ended.ticket.assignee = other_team, other_agent_user
    ended.ticket.save()

    (row,) = all_rows(Slice("in_time"), standpoint_of(manager_user, NOON))

    assert (row.team, row.holder) == (made.team, made.agent)


def test_conditions_can_be_taken_off(manager_client: Client, made: Promises) -> None:
    made.ended(Verdict.MET, metric=Metric.RESOLUTION, side=Side.PROMISED)

    page = manager_client.get(
        "/insights/tickets/?code=in_time&team=gia-dung&side=promised"
    ).content.decode()

    assert re.search(r'href="\?code=in_time&amp;side=promised"[^>]*>Gia dụng', page)
    assert re.search(r'href="\?code=in_time&amp;team=gia-dung"[^>]*>Hẹn khách', page)
    assert "Đúng hẹn" in page


@pytest.mark.parametrize(
    ("hours_left", "state"),
    [(47, "plenty"), (20, "attn"), (10, "risk"), (-1, "breach")],
)
def test_a_chip_tells_by_its_look_how_much_is_used(
    manager_user: User, made: Promises, hours_left: int, state: str
) -> None:
    clock = made.due(hours_left, Side.PROMISED, assignee=None)

    (row,) = all_rows(Slice("unassigned"), standpoint_of(manager_user, NOON))

    assert row.chip is not None
    assert (row.clock, row.chip.state) == (clock, state)


def test_a_clock_round_the_clock_is_told_in_days_of_24_hours(
    manager_user: User, made: Promises
) -> None:
    made.due(-10, Side.PROMISED)
    made.due(-50, Side.PROMISED)

    rows = all_rows(Slice("late"), standpoint_of(manager_user, NOON))

    assert [row.chip.words for row in rows if row.chip] == ["Trễ 2 ngày", "Trễ 10 g"]


def test_a_ticket_of_another_moment_is_not_late_yet(
    manager_user: User, made: Promises
) -> None:
    made.due(0)

    now = list(all_rows(Slice("late"), standpoint_of(manager_user, NOON)))
    next_second = NOON + timedelta(seconds=1)
    then = list(all_rows(Slice("late"), standpoint_of(manager_user, next_second)))

    assert (len(now), len(then)) == (0, 1)
