"""The live board: every number opens exactly the tickets that it counts."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from io import StringIO
from urllib.parse import parse_qsl

import pytest
import time_machine
from django.test import Client, override_settings

from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from insights.board import Board, BoardQuestion, board_of
from insights.slices import Slice, standpoint_of
from insights.strip import count_words, number_of
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.factories.accounts import StaffFactory
from tests.insights.promises import HOUR, Promises, a_bit_of_everything
from tickets.enums import Metric, Side, Verdict, WaitReason

pytestmark = pytest.mark.usefixtures("clock")
NOTHING_KEPT = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
LINK = re.compile(r'href="/insights/tickets/\?([^"]+)"')


@pytest.fixture
def clock(db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def made(team: Team, agent_user: User) -> Promises:
    return Promises(team, agent_user)


@pytest.fixture
def everything(made: Promises, other_team: Team, other_agent_user: User) -> Promises:
    a_bit_of_everything(made, other_team, other_agent_user)
    return made


def board_as(user: User, question: BoardQuestion | None = None) -> Board:
    """The board as `user` sees it."""
    return board_of(standpoint_of(user, NOON), question or BoardQuestion())


def numbers_on(board: Board) -> dict[str, int]:
    """Every number of a board by the address of its list."""
    tiles = [tile.number for tile in board.tiles]
    more = [tile.more for tile in board.tiles if tile.more]
    parts = [part.number for part in (*board.waits, *board.ages)]
    lines = board.table.lines
    loads = [line.load for line in lines if line.load]
    counted = [
        *tiles,
        *more,
        *parts,
        *loads,
        board.soon,
        board.waiting,
        board.unassigned,
    ]
    figures = [
        board.table.total,
        *board.table.by_metric,
        *(line.total for line in lines),
        *(figure for line in lines for figure in line.by_metric),
    ]
    rates = {figure.cut.query: figure.now.n for figure in figures}
    return {number.cut.query: number.n for number in counted} | rates


def exported(client: Client, query: str) -> list[list[str]]:
    answer = client.get(f"/insights/tickets.csv?{query}")
    text = b"".join(answer).decode()
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))[1:]


def counted_by_lists(client: Client, user: User, queries: list[str]) -> dict[str, int]:
    """What the list of each address says and holds, if both agree with its file."""
    seen, found = standpoint_of(user, NOON), {}
    for query in queries:
        cut = Slice.from_query(dict(parse_qsl(query)))
        assert cut is not None
        page = client.get(f"/insights/tickets/?{query}").content.decode()
        n_rows = page.count("<tr ") or 0
        n_file = len(exported(client, query))
        assert (number_of(cut, seen).n, n_rows) == (n_file, n_file)
        found[query] = n_file
    return found


@pytest.mark.parametrize("team_code", ["", "gia-dung", "dien-tu", "-", "khong-co"])
@pytest.mark.parametrize("side", ["", Side.PROMISED.value])
@pytest.mark.usefixtures("everything")
def test_every_number_is_the_length_of_its_list_and_its_file(
    manager_client: Client, manager_user: User, team_code: str, side: str
) -> None:
    question = BoardQuestion(team_code, side)

    board = board_as(manager_user, question)

    numbers = numbers_on(board)
    assert counted_by_lists(manager_client, manager_user, list(numbers)) == numbers


@pytest.mark.usefixtures("everything")
def test_every_link_of_the_page_is_one_of_these_numbers(
    manager_client: Client, manager_user: User
) -> None:
    board = board_as(manager_user)

    page = manager_client.get("/insights/").content.decode()

    links = set(map(unescape, LINK.findall(page)))
    assert len(links) > 20
    assert links <= set(numbers_on(board))


@pytest.mark.usefixtures("everything")
def test_a_lead_of_one_team_counts_what_they_may_see(
    team: Team, manager_user: User
) -> None:
    lead = StaffFactory.create(role="lead", team=team, sees=Sight.TEAM)

    board = board_as(lead)

    numbers = numbers_on(board)
    everybodys = numbers_on(board_as(manager_user))
    assert numbers["code=late"] < everybodys["code=late"]
    assert counted_by_lists(signed_in(lead), lead, list(numbers)) == numbers


@pytest.mark.usefixtures("everything")
def test_the_numbers_are_those_of_the_tickets(manager_user: User) -> None:
    board = board_as(manager_user)

    numbers = numbers_on(board)

    due = [numbers[f"code={code}"] for code in ("late", "1h", "4h", "today", "soon")]
    assert due == [3, 2, 4, 5, 5]
    assert [numbers[f"code={code}&owner=none"] for code in ("1h", "4h")] == [1, 2]
    assert numbers["code=waiting"] == 6
    assert numbers["code=waiting&reason=part"] == 2
    assert numbers["code=unassigned"] == 9
    assert [part.number.n for part in board.ages] == [1, 1, 2, 4, 1]


def test_what_is_late_and_left_open_counts_as_missed(
    manager_user: User, made: Promises
) -> None:
    made.ended(Verdict.MET)
    made.ended(Verdict.LATE, 2)
    made.ended(Verdict.STOPPED)
    made.due(-1)

    board = board_as(manager_user)

    total = board.table.total
    assert (total.now.met, total.now.n, total.words) == (1, 3, "33,3%")


def test_a_rate_belongs_to_the_team_that_held_the_ticket_then(
    manager_user: User, made: Promises, other_team: Team
) -> None:
    ended = made.ended(Verdict.MET)
    ended.ticket.team = other_team
    ended.ticket.save()

    board = board_as(manager_user)

    rates = {line.name: line.total.now.n for line in board.table.lines}
    assert rates == {"Gia dụng": 1}


def test_the_change_is_against_the_seven_days_before(
    manager_user: User, made: Promises
) -> None:
    made.ended(Verdict.MET, 1)
    made.ended(Verdict.MET, 8)
    made.ended(Verdict.LATE, 8)

    board = board_as(manager_user)

    assert board.table.total.trend == "▲ 50,0"


def test_few_promises_are_not_concluded_from(
    manager_client: Client, made: Promises
) -> None:
    made.ended(Verdict.LATE)

    page = manager_client.get("/insights/").content.decode()

    assert "chưa đủ dữ liệu để kết luận" in page
    assert "triangle-alert" not in page


def test_a_house_without_promises_reads_what_makes_the_numbers(
    manager_client: Client,
) -> None:
    page = manager_client.get("/insights/").content.decode()

    assert "Con số sinh ra khi một đồng hồ cam kết kết thúc" in page
    assert "Không phiếu nào trễ hay sắp trễ" in page


def test_the_board_says_how_late_in_the_time_that_counts(
    manager_client: Client, made: Promises
) -> None:
    # Since 17:00 the day before: half an hour of that day, and 08:00 to 15:00 less lunch.
    made.due(-22)

    page = manager_client.get("/insights/").content.decode()

    assert "lâu nhất 6 giờ làm việc" in page
    assert "Trễ 6 g" in page


def test_a_ticket_without_an_owner_is_given_from_the_board(
    manager_client: Client, made: Promises
) -> None:
    clock = made.due(-1, assignee=None)

    page = manager_client.get("/insights/").content.decode()

    assert f'href="/desk/tickets/{clock.ticket.number}/#assign"' in page
    assert "Xếp hàng, chưa phân công" in page


def test_htmx_gets_the_numbers_without_the_frame(
    manager_client: Client, made: Promises
) -> None:
    made.due(-1)
    headers = {"HX-Request": "true", "HX-Target": "div#board"}

    part = manager_client.get("/insights/?team=gia-dung", headers=headers)

    assert part.content.decode().lstrip().startswith("<div")
    assert 'data-n="late"' in part.content.decode()
    assert "HX-Target" in part["Vary"]


def test_where_satisfaction_stood_leads_on_with_its_query(
    manager_client: Client,
) -> None:
    answer = manager_client.get("/insights/?days=90&x=1")

    assert answer.status_code == 301
    assert answer["Location"] == "/insights/satisfaction/?days=90&x=1"


def test_an_agent_has_no_board(agent_client: Client) -> None:
    assert agent_client.get("/insights/").status_code == 403
    assert agent_client.get("/insights/tickets/?code=late").status_code == 403
    assert agent_client.get("/insights/tickets.csv?code=late").status_code == 403


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0"), (1250, "1.250"), (10_000, "10.000"), (10_001, "10.000+")]
)
def test_a_number_is_exact_up_to_ten_thousand(n: int, words: str) -> None:
    assert count_words(n) == words


@pytest.mark.parametrize("n", [1, 50])
def test_the_board_asks_the_same_whatever_there_is(
    manager_client: Client, made: Promises, n: int
) -> None:
    for _each in range(n):
        made.due(-1)
        made.ended(Verdict.MET)
        made.ticket(assignee=None)

    assert (
        queries_of(manager_client, "/insights/") == BUDGETS["insights:dashboard?kept"]
    )
    with override_settings(CACHES=NOTHING_KEPT):
        n_counting = queries_of(manager_client, "/insights/")
    assert n_counting == BUDGETS["insights:dashboard"]


@pytest.mark.parametrize("code", ["late", "unassigned", "in_time"])
@pytest.mark.parametrize("n", [1, 50])
def test_a_list_asks_the_same_whatever_there_is(
    manager_client: Client, made: Promises, n: int, code: str
) -> None:
    for _each in range(n):
        made.due(-1, assignee=None)
        made.ended(Verdict.LATE, 2, worked=3 * HOUR)

    address = f"/insights/tickets/?code={code}"

    assert queries_of(manager_client, address) == BUDGETS[f"insights:tickets?{code}"]


@pytest.mark.parametrize("reason", WaitReason)
def test_waiting_tells_whom_we_wait_for(
    manager_user: User, made: Promises, reason: WaitReason
) -> None:
    made.waiting(reason)

    board = board_as(manager_user)

    parts = {part.number.cut.reason: part.number.n for part in board.waits}
    assert parts == {**dict.fromkeys(WaitReason.values, 0), reason.value: 1}


def test_a_clock_that_stands_still_is_not_late(
    manager_user: User, made: Promises
) -> None:
    made.waiting(WaitReason.PART)

    board = board_as(manager_user)

    assert board.soon.n == 0
    assert board.table.metrics == []


def test_load_is_what_agents_work_on_beside_what_they_can(
    manager_user: User, made: Promises
) -> None:
    made.due(1)
    made.ticket()
    made.waiting(WaitReason.CUSTOMER)
    made.clock(made.ticket(), Metric.FIRST_RESPONSE)

    board = board_as(manager_user)

    line = board.table.lines[0]
    assert line.load is not None
    assert (line.load.n, line.capacity) == (3, 12)
