"""The pages of bulk runs: choosing, trying, doing, taking back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from automation.enums import BulkKind
from automation.models import BulkRun
from desk.bulk_forms import FORMS
from foundation.accounts.models import Team, User
from foundation.events.models import Event
from tests.automation.acting import URGENT, WAITING, asked, done
from tests.desk.conftest import real
from tests.desk.pages import shown
from tests.factories.automation import MacroFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import resolved
from tickets.models import Tag, Ticket

PREVIEW, RUN, LIST = "/desk/bulk/preview/", "/desk/bulk/run/", "/desk/bulk/"


@pytest.fixture
def tickets(mine: Ticket, team: Team) -> list[Ticket]:
    return [mine, *TicketFactory.create_batch(2, team=team)]


def form(tickets: list[Ticket], kind: str = "status", **fields: Any) -> dict[str, Any]:
    """What a page about `kind` sends."""
    typed = {f"{kind}-{name}": value for name, value in fields.items()}
    numbers = [ticket.number for ticket in tickets]
    return {"ticket": numbers, "kind": kind, "asked": "1", **typed}


@pytest.mark.parametrize("kind", FORMS)
def test_each_kind_asks_what_it_needs(
    agent_client: Client, tickets: list[Ticket], kind: str, gaps: set[str]
) -> None:
    numbers = [ticket.number for ticket in tickets]

    response = agent_client.post(PREVIEW, {"ticket": numbers, "kind": kind})

    assert response.status_code == 200
    assert real(gaps) == set()


def test_the_preview_says_what_happens_and_what_is_refused(
    agent_client: Client, agent_user: User, tickets: list[Ticket], gaps: set[str]
) -> None:
    resolved(tickets[2], agent_user)
    events = Event.objects.count()

    page = shown(agent_client.post(PREVIEW, form(tickets, value="wait:customer")))

    assert "2 sẽ làm" in page
    assert "1 không làm được" in page
    assert "Mới → Chờ khách" in page
    assert "Trạng thái hiện tại không cho phép bước này." in page
    assert Event.objects.count() == events
    assert real(gaps) == set()


def test_what_belongs_to_others_is_counted(
    agent_client: Client, tickets: list[Ticket], lead_user: User
) -> None:
    Ticket.objects.filter(pk=tickets[1].pk).update(assignee=lead_user)

    page = shown(agent_client.post(PREVIEW, form(tickets, value="wait:customer")))

    assert "1 của người khác" in page
    assert "Phạm Thùy Dung đang giữ" in page


def test_what_is_out_of_sight_is_left_out(
    other_agent_client: Client, tickets: list[Ticket]
) -> None:
    page = shown(other_agent_client.post(PREVIEW, form(tickets, value="wait:customer")))

    assert "Chưa chọn phiếu nào" in page


def test_an_empty_form_says_what_is_missing(
    agent_client: Client, tickets: list[Ticket]
) -> None:
    response = agent_client.post(PREVIEW, form(tickets, "classify"))

    assert response.status_code == 422
    assert "Hãy chọn điều cần đổi." in shown(response)


def test_a_wrong_variable_is_refused_before_anything(
    agent_client: Client, tickets: list[Ticket]
) -> None:
    sent = form(tickets, "reply", words="Chào {{ khach.tn }}")

    response = agent_client.post(PREVIEW, sent)

    assert response.status_code == 422
    assert "Không có biến" in shown(response)


def test_the_preview_shows_what_each_customer_would_read(
    agent_client: Client, tickets: list[Ticket]
) -> None:
    sent = form(tickets, "reply", words="Chào {{ khach.ten }}, {{ phieu.so }}.")

    page = shown(agent_client.post(PREVIEW, sent))

    assert f"Chào Hà, {tickets[0].short_number}." in page


def test_a_few_are_done_at_once(
    agent_client: Client, tickets: list[Ticket], gaps: set[str]
) -> None:
    response = agent_client.post(RUN, form(tickets, value="wait:customer"))

    run = BulkRun.objects.get()
    page = shown(agent_client.get(response.headers["Location"]))
    assert response.headers["Location"] == f"{LIST}{run.pk}/"
    assert (run.state, run.n_done) == ("done", 3)
    assert "Mới → Chờ khách" in page
    assert real(gaps) == set()


def test_many_wait_for_a_worker(agent_client: Client, team: Team) -> None:
    crowd = TicketFactory.create_batch(26, team=team)

    response = agent_client.post(RUN, form(crowd, value="wait:customer"))

    page = shown(agent_client.get(response.headers["Location"]))
    assert BulkRun.objects.get().state == "waiting"
    assert 'hx-trigger="every 2s"' in page
    assert "Đã xét 0 trên 26 phiếu" in page


def test_the_same_form_twice_is_one_run(
    agent_client: Client, tickets: list[Ticket]
) -> None:
    sent = {**form(tickets, value="wait:customer"), "client_key": "k"}
    agent_client.post(RUN, sent)

    agent_client.post(RUN, sent)

    assert BulkRun.objects.count() == 1


def test_news_after_the_preview_holds_an_answer_back(
    agent_client: Client, mine: Ticket
) -> None:
    sent = form([mine], "reply", words="Chào {{ khach.ten }}.")

    agent_client.post(RUN, {**sent, "seen": [f"{mine.number}:0"]})

    assert BulkRun.objects.get().items.get().reason == "stale_reply"


def test_a_run_is_undone_on_its_page(
    agent_client: Client, agent_user: User, tickets: list[Ticket]
) -> None:
    run = done(URGENT, tickets, agent_user)

    response = agent_client.post(reverse("automation:undo_bulk", args=[run.pk]))

    page = shown(agent_client.get(response.headers["Location"]))
    tickets[0].refresh_from_db()
    assert tickets[0].priority == "normal"
    assert "Khẩn → Thường" in page
    assert "Xem lượt được hoàn tác" in page


def test_what_has_no_way_back_offers_none(
    agent_client: Client, agent_user: User, tickets: list[Ticket]
) -> None:
    macro = MacroFactory(owner=agent_user, steps=[{"do": "note", "words": "Ghi"}])
    sent = form(tickets, "macro", macro=macro.pk)

    page = shown(agent_client.get(agent_client.post(RUN, sent).headers["Location"]))

    assert "/undo/" not in page


def test_an_answer_to_many_says_where_each_stands_and_is_called_off(
    agent_client: Client, tickets: list[Ticket], settings: Any
) -> None:
    settings.UNDO_SECONDS = 15
    sent = form(tickets, "reply", words="Chào {{ khach.ten }}.")
    address = agent_client.post(RUN, sent).headers["Location"]
    page = shown(agent_client.get(address))

    way_back = agent_client.post(f"{address}undo/").headers["Location"]

    assert page.count("Câu trả lời đang chờ gửi") >= 3
    assert "/undo/" in page
    assert shown(agent_client.get(address)).count("Đã thu hồi trước khi gửi") == 3
    assert "Xem lượt được hoàn tác" in shown(agent_client.get(way_back))


def test_a_run_under_way_is_stopped(
    agent_client: Client, agent_user: User, tickets: list[Ticket]
) -> None:
    run = asked(WAITING, tickets, agent_user)

    agent_client.post(reverse("automation:stop_bulk", args=[run.pk]))

    page = shown(agent_client.get(f"{LIST}{run.pk}/"))
    assert "3 phiếu chưa làm vì lượt đã dừng." in page


def test_results_are_narrowed_to_what_was_refused(
    agent_client: Client, agent_user: User, tickets: list[Ticket]
) -> None:
    resolved(tickets[0], agent_user)
    run = done(WAITING, tickets, agent_user)

    page = shown(agent_client.get(f"{LIST}{run.pk}/?state=refused"))

    assert tickets[0].short_number in page
    assert tickets[1].short_number not in page


def test_what_the_reader_lost_sight_of_keeps_its_subject_secret(
    agent_client: Client, agent_user: User, tickets: list[Ticket], other_team: Team
) -> None:
    run = done(WAITING, tickets, agent_user)
    Ticket.objects.filter(pk=tickets[1].pk).update(team=other_team, subject="Bí mật")

    page = shown(agent_client.get(f"{LIST}{run.pk}/"))

    assert tickets[1].short_number in page
    assert "Bí mật" not in page


def test_the_list_shows_ones_runs(
    agent_client: Client, agent_user: User, tickets: list[Ticket], gaps: set[str]
) -> None:
    done(WAITING, tickets, agent_user)

    page = shown(agent_client.get(LIST))

    assert "Đổi trạng thái" in page
    assert "3 xong" in page
    assert real(gaps) == set()


def test_no_runs_say_how_one_begins(agent_client: Client) -> None:
    assert "Chưa có lượt nào" in shown(agent_client.get(LIST))


def test_tags_are_put_on_many(agent_client: Client, tickets: list[Ticket]) -> None:
    tag = Tag.objects.create(name="lô 2409", created_at=tickets[0].opened_at)

    page = shown(agent_client.post(PREVIEW, form(tickets, "tags", add=[tag.pk])))

    assert "+ nhãn lô 2409" in page
    assert BulkKind.TAGS in FORMS


def test_rows_of_the_inbox_are_ticked_into_the_bar(
    agent_client: Client, mine: Ticket, team: Team, lead_user: User
) -> None:
    TicketFactory(team=team, assignee=lead_user)

    page = shown(agent_client.get("/desk/?view=all"))

    assert f'name="ticket" value="{mine.number}" form="bulk"' in page
    assert page.count(" data-foreign ") == 1
    assert 'data-behaviour="selection"' in page
