"""The ageing board and the bench: what presses first, what narrows, whose it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.models import Customer
from desk.claim_board import ClaimQuestion
from foundation.accounts.models import Team, User
from foundation.events.models import Event
from tests.budgets import BUDGETS, queries_of
from tests.conftest import signed_in
from tests.factories.claims import (
    in_test,
    on_bench,
    received,
    submitted,
    technician,
)
from tests.factories.warranty import covered_unit
from tickets.models import Ticket
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim

pytestmark = pytest.mark.django_db
BOARD, BENCH = "/desk/claims/", "/desk/bench/"


def at_hand(serial: str, days: float, status: str = ClaimStatus.RECEIVED) -> Claim:
    """One that is promised so many days from now."""
    claim = received(submitted(covered_unit(serial)))
    now = timezone.now()
    Claim.objects.filter(pk=claim.pk).update(
        promised_at=now + timedelta(days=days), status=status, status_since=now
    )
    return claim


@pytest.fixture
def bench_user(team: Team) -> User:
    return technician(team=team)


@pytest.fixture
def bench(bench_user: User) -> Client:
    return signed_in(bench_user)


def test_the_earliest_promise_stands_first(lead_client: Client) -> None:
    later, sooner = at_hand("NM-1", 5), at_hand("NM-2", 2)

    page = lead_client.get(BOARD).text

    assert page.index(sooner.number) < page.index(later.number)


def test_what_is_late_is_counted_and_shown_alone(lead_client: Client) -> None:
    late, other = at_hand("NM-1", -2), at_hand("NM-2", 5)

    page = lead_client.get(f"{BOARD}?due=overdue").text

    assert "Trễ hẹn 2 ngày" in page
    assert late.number in page
    assert other.number not in page


def test_long_waits_for_parts_are_two_columns(lead_client: Client) -> None:
    claim = at_hand("NM-1", 3)
    since = timezone.now() - timedelta(days=8)
    Claim.objects.filter(pk=claim.pk).update(
        status=ClaimStatus.WAITING_PART, status_since=since
    )

    assert claim.number in lead_client.get(f"{BOARD}?due=day7").text
    assert claim.number not in lead_client.get(f"{BOARD}?due=day3").text


def test_an_offer_is_due_a_day_before_the_promise_with_no_part(
    lead_client: Client,
) -> None:
    at_hand("NM-1", 0.5, ClaimStatus.WAITING_PART)

    assert "Đề nghị cho mượn hoặc đổi máy" in lead_client.get(BOARD).text


def test_words_find_by_serial_and_a_number_opens(lead_client: Client) -> None:
    claim, other = at_hand("NM95-A-1", 3), at_hand("XX10-B-2", 3)

    page = lead_client.get(f"{BOARD}?q=nm95-a").text
    opened = lead_client.get(f"{BOARD}?q={claim.number}")

    assert claim.number in page
    assert other.number not in page
    assert opened.status_code == 302


def test_a_board_that_finds_nothing_says_what_to_do(lead_client: Client) -> None:
    at_hand("NM-1", 3)

    assert "Không có hồ sơ nào như vậy" in lead_client.get(f"{BOARD}?q=zzzz").text


@pytest.mark.parametrize(
    "address", ["after=zz", "before=9_", "technician=x", "point=-1", "after=9999_1"]
)
def test_a_wrong_address_shows_the_board(lead_client: Client, address: str) -> None:
    assert lead_client.get(f"{BOARD}?{address}").status_code == 200


def test_pages_go_on_behind_the_last_row(
    lead_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.claim_places.PAGE_SIZE", 1)
    first, second = at_hand("NM-1", 1), at_hand("NM-2", 2)

    page = lead_client.get(BOARD)
    later = page.context["board"].page.later
    behind = lead_client.get(BOARD + later)
    back = lead_client.get(BOARD + behind.context["board"].page.earlier)

    assert first.number in page.text
    assert second.number in behind.text
    assert first.number not in behind.text
    assert first.number in back.text


def test_the_longest_in_its_state_stands_first_if_asked(lead_client: Client) -> None:
    new, old = at_hand("NM-1", 1), at_hand("NM-2", 5)
    since = timezone.now() - timedelta(days=9)
    Claim.objects.filter(pk=old.pk).update(status_since=since)

    longest = lead_client.get(f"{BOARD}?sort=age").text
    shortest = lead_client.get(f"{BOARD}?sort=-age").text

    assert longest.index(old.number) < longest.index(new.number)
    assert shortest.index(new.number) < shortest.index(old.number)


def test_the_most_urgent_stands_first_if_asked(lead_client: Client) -> None:
    calm, urgent = at_hand("NM-1", 1), at_hand("NM-2", 5)
    Claim.objects.filter(pk=urgent.pk).update(urgency=1)

    page = lead_client.get(f"{BOARD}?sort=urgency").text

    assert page.index(urgent.number) < page.index(calm.number)


def test_the_latest_promise_stands_first_if_asked_and_in_the_file(
    lead_client: Client,
) -> None:
    sooner, later = at_hand("NM-1", 1), at_hand("NM-2", 5)

    page = lead_client.get(f"{BOARD}?sort=-due").text
    lines = b"".join(lead_client.get("/desk/claims.csv?sort=-due")).decode()

    assert page.index(later.number) < page.index(sooner.number)
    assert lines.index(later.number) < lines.index(sooner.number)
    assert Event.objects.get(verb="claims.exported").data["narrowed_by"] == []


def test_a_head_says_the_order_turns_it_and_keeps_what_is_asked(
    lead_client: Client,
) -> None:
    at_hand("NM-1", -2)

    page = lead_client.get(f"{BOARD}?due=overdue&sort=age").text

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page
    assert 'href="?due=overdue&amp;sort=-age"' in page
    assert 'href="?sort=age"' in page
    assert '<option value="age" selected>' in page


def test_without_a_choice_the_promised_day_is_the_order(lead_client: Client) -> None:
    at_hand("NM-1", 2)

    shown = lead_client.get(f"{BOARD}?sort=name").context["board"]

    assert shown.heads["due"].sorted == "ascending"
    assert shown.question.sort == ""
    assert not shown.question.is_narrow


@pytest.mark.parametrize("sort", ["", "-due", "age", "-age", "urgency"])
def test_every_order_goes_on_and_comes_back(
    lead_client: Client, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr("desk.claim_places.PAGE_SIZE", 2)
    claims = [at_hand(f"NM-{i}", i) for i in (1, 2, 3, 4)]
    Claim.objects.filter(pk=claims[2].pk).update(urgency=1)
    Claim.objects.filter(pk=claims[1].pk).update(promised_at=None)

    first = lead_client.get(f"{BOARD}?sort={sort}").context["board"]
    behind = lead_client.get(BOARD + first.page.later).context["board"]
    back = lead_client.get(BOARD + behind.page.earlier).context["board"]

    seen = [row.claim.pk for row in [*first.rows, *behind.rows]]
    assert sorted(seen) == sorted(one.pk for one in claims)
    assert [row.claim.pk for row in back.rows] == seen[:2]
    assert (behind.page.later, back.page.earlier) == ("", "")


def test_the_bench_goes_on_behind_its_last_row(
    bench: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.claim_places.PAGE_SIZE", 1)
    calm, urgent = at_hand("NM-1", 1), at_hand("NM-2", 5)
    Claim.objects.filter(pk=urgent.pk).update(urgency=1)

    page = bench.get(f"{BENCH}?view=free&state=received")
    later = page.context["bench"].page.later
    behind = bench.get(BENCH + later)
    back = bench.get(BENCH + behind.context["bench"].page.earlier)

    assert "view=free&state=received&after=" in later
    assert urgent.number in page.text
    assert calm.number not in page.text
    assert calm.number in behind.text
    assert urgent.number in back.text


def test_a_question_keeps_what_it_understands() -> None:
    question = ClaimQuestion.of({"due": "late", "state": "qc", "technician": "none"})

    assert question.asked == {"state": "qc", "technician": "none"}


def test_the_bench_shows_mine_and_what_nobody_has(
    bench: Client, bench_user: User
) -> None:
    mine = on_bench(received(submitted(covered_unit("NM-1"))), by=bench_user)
    free = received(submitted(covered_unit("NM-2")))

    assert mine.number in bench.get(BENCH).text
    assert free.number not in bench.get(BENCH).text
    assert free.number in bench.get(f"{BENCH}?view=free").text


def test_my_own_work_is_for_somebody_else_to_try(
    bench: Client, lead_client: Client
) -> None:
    claim = in_test()

    assert claim.number not in bench.get(f"{BENCH}?view=test").text
    assert claim.number in lead_client.get(f"{BENCH}?view=test").text


def test_the_most_urgent_lies_on_top(bench: Client) -> None:
    calm, urgent = at_hand("NM-1", 1), at_hand("NM-2", 5)
    Claim.objects.filter(pk=urgent.pk).update(urgency=1)

    page = bench.get(f"{BENCH}?view=free").text

    assert page.index(urgent.number) < page.index(calm.number)


def test_the_file_holds_what_the_board_shows_and_the_log_that_it_was_taken(
    lead_client: Client,
) -> None:
    late, other = at_hand("NM-1", -2), at_hand("NM-2", 5)
    Customer.objects.filter(pk=late.ticket.customer_id).update(name="=cmd()")

    page = lead_client.get(f"{BOARD}?due=overdue").text
    answer = lead_client.get("/desk/claims.csv?due=overdue")

    text = b"".join(answer).decode()
    assert "/desk/claims.csv?due=overdue" in page
    assert text.count("\r\n") == 2
    assert late.number in text
    assert other.number not in text
    assert '"\'=cmd()"' in text
    event = Event.objects.get(verb="claims.exported")
    assert event.data == {"narrowed_by": ["due"], "n": 1}


def test_a_long_file_comes_in_pieces_and_says_where_it_was_cut(
    lead_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.claim_export.PIECE", 1)
    monkeypatch.setattr("desk.claim_export.MOST", 2)
    claims = [at_hand(f"NM-{i}", 3) for i in range(3)]
    Claim.objects.filter(pk=claims[0].pk).update(promised_at=None)

    lines = b"".join(lead_client.get("/desk/claims.csv")).decode().splitlines()

    assert claims[1].number in lines[1]
    assert claims[2].number in lines[2]
    assert "Chỉ 2 hồ sơ đầu" in lines[3]


def test_a_stranger_takes_nothing_home(other_agent_client: Client, team: Team) -> None:
    claim = at_hand("NM-1", 3)
    Ticket.objects.filter(pk=claim.ticket_id).update(team=team)

    text = b"".join(other_agent_client.get("/desk/claims.csv")).decode()

    assert claim.number not in text


def test_the_state_that_is_asked_for_stays_from_heap_to_heap(
    bench: Client, bench_user: User
) -> None:
    on_bench(received(submitted(covered_unit("NM-1"))), by=bench_user)

    page = bench.get(f"{BENCH}?state=in_repair").text

    assert "?view=free&amp;state=in_repair" in page
    assert "Bàn của bạn đang trống" not in page
    assert "Không có máy nào ở trạng thái này" in page


def test_a_heap_counts_what_is_asked_for(bench: Client, bench_user: User) -> None:
    on_bench(received(submitted(covered_unit("NM-1"))), by=bench_user)

    shown = bench.get(f"{BENCH}?state=in_repair").context["bench"]

    assert [tab.n for tab in shown.tabs] == [0, 0, 0]


@pytest.mark.parametrize("n", [1, 20])
def test_a_file_asks_as_much_for_twenty_as_for_one(lead_client: Client, n: int) -> None:
    for i in range(n):
        at_hand(f"NM-{i}", 3, ClaimStatus.WAITING_PART)

    with CaptureQueriesContext(connection) as asked:
        b"".join(lead_client.get("/desk/claims.csv"))

    assert len(asked) == BUDGETS["desk:claims_export"]


@pytest.mark.parametrize("n", [1, 20])
@pytest.mark.parametrize(
    ("name", "address"),
    [("desk:claims", BOARD), ("desk:bench", f"{BENCH}?view=free")],
)
def test_a_list_asks_as_much_for_twenty_as_for_one(
    lead_client: Client, n: int, name: str, address: str
) -> None:
    for i in range(n):
        at_hand(f"NM-{i}", 3, ClaimStatus.WAITING_PART)

    assert queries_of(lead_client, address) == BUDGETS[name]
