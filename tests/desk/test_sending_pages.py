"""Undo, scheduled answers, two people at one ticket: what the pages show."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Team, User
from tests.conftest import NOON
from tests.desk.pages import page_of, shown, verb
from tests.tickets.acting import answered
from tickets.models import Draft, Message, PendingReply, Ticket


@pytest.fixture
def seconds(settings: Any) -> None:
    settings.UNDO_SECONDS = 15


@pytest.fixture
def on_its_way(seconds: None, agent_client: Client, mine: Ticket) -> PendingReply:
    agent_client.post(
        verb("reply", mine), {"body": "Chị rút điện giúp em", "seen": 1, "then": "wait"}
    )
    return PendingReply.objects.get()


@pytest.fixture
def for_later(mine: Ticket, agent_user: User) -> PendingReply:
    return PendingReply.objects.create(
        ticket=mine,
        author=agent_user,
        body="Chúc chị buổi sáng tốt lành",
        seen_public_count=1,
        is_scheduled=True,
        send_at=NOON + timedelta(days=3650),
        created_at=NOON,
    )


def test_an_answer_stands_on_the_page_before_it_is_out(
    on_its_way: PendingReply, agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    assert "Chị rút điện giúp em" in page
    assert "Sẽ gửi sau" in page
    assert Message.objects.filter(author_kind="staff").count() == 0


def test_a_colleague_reads_it_before_anything_of_theirs_is_sent(
    on_its_way: PendingReply, lead_client: Client, mine: Ticket
) -> None:
    response = lead_client.post(
        verb("reply", mine), {"body": "Em cũng trả lời", "seen": 1, "seen_pending": 0}
    )

    page = shown(response)
    assert response.status_code == 409
    assert "Chị rút điện giúp em" in page
    assert "Em cũng trả lời" in page
    assert "Gửi dù có tin mới" in page
    assert "Giữ làm nháp" in page
    assert PendingReply.objects.count() == 1


def test_having_read_it_they_may_send_theirs_behind_it(
    on_its_way: PendingReply, lead_client: Client, mine: Ticket
) -> None:
    words = {"body": "Em bổ sung", "seen": 1, "seen_pending": on_its_way.pk}

    lead_client.post(verb("reply", mine), words)

    assert PendingReply.objects.waiting().count() == 2


def test_undo_fills_the_composer_again(
    on_its_way: PendingReply, agent_client: Client, mine: Ticket
) -> None:
    undo = reverse("desk:take_back", args=[on_its_way.pk])

    page = shown(agent_client.post(undo, follow=True))

    assert "Đã thu hồi" in page
    assert Draft.objects.get().body == "Chị rút điện giúp em"
    assert ">Chị rút điện giúp em</textarea>" in page


def test_the_toast_offers_the_undo(
    on_its_way: PendingReply, agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(page_of(mine)))

    undo = reverse("desk:take_back", args=[on_its_way.pk])
    assert f'action="{undo}"' in page


def test_tomorrow_morning_is_a_button(agent_client: Client, mine: Ticket) -> None:
    agent_client.post(
        verb("reply", mine), {"body": "Dạ", "seen": 1, "when": "tomorrow"}
    )

    pending = PendingReply.objects.get()
    assert pending.is_scheduled


def test_a_time_of_ones_own_needs_to_be_chosen(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(
        verb("reply", mine), {"body": "Dạ", "seen": 1, "when": "chosen"}
    )

    assert response.status_code == 422
    assert "Hãy chọn ngày và giờ." in shown(response)


def test_send_and_resolve_asks_for_the_outcome(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(
        verb("reply", mine), {"body": "Dạ", "seen": 1, "then": "resolve"}
    )

    assert "Hãy chọn kết quả xử lý." in shown(response)


def test_send_and_resolve_ends_the_work(agent_client: Client, mine: Ticket) -> None:
    agent_client.post(
        verb("reply", mine),
        {"body": "Dạ xong", "seen": 1, "then": "resolve", "outcome": "answered"},
    )

    mine.refresh_from_db()
    assert (mine.status, mine.outcome) == ("resolved", "answered")


def test_unfilled_variables_are_named_and_not_sent(
    agent_client: Client, mine: Ticket
) -> None:
    response = agent_client.post(
        verb("reply", mine), {"body": "Máy {{ may.so_may }} ạ", "seen": 1}
    )

    assert response.status_code == 422
    assert "Chưa điền: Số máy" in shown(response)


def test_my_scheduled_answers_are_listed(
    for_later: PendingReply, agent_client: Client
) -> None:
    page = shown(agent_client.get(reverse("desk:scheduled")))

    assert "Chúc chị buổi sáng tốt lành" in page


def test_another_time_is_taken(for_later: PendingReply, agent_client: Client) -> None:
    address = reverse("desk:reschedule", args=[for_later.pk])

    agent_client.post(address, {"send_at": "2020-01-01T08:00"})

    for_later.refresh_from_db()
    assert for_later.send_at == NOON + timedelta(days=3650)


def test_now_sends_it_at_once(for_later: PendingReply, agent_client: Client) -> None:
    agent_client.post(reverse("desk:send_now", args=[for_later.pk]))

    assert Message.objects.filter(body="Chúc chị buổi sáng tốt lành").exists()


def test_what_was_held_before_its_time_is_over_once_we_answered(
    for_later: PendingReply, agent_client: Client, mine: Ticket, agent_user: User
) -> None:
    PendingReply.objects.update(
        state="held", reason="stale_reply", ended_at=NOON + timedelta(minutes=1)
    )
    before = shown(agent_client.get(page_of(mine)))

    answered(mine, agent_user, at=NOON + timedelta(minutes=5))

    assert "Chúc chị buổi sáng tốt lành" in before
    assert "Chúc chị buổi sáng" not in shown(agent_client.get(page_of(mine)))


def test_what_left_ones_sight_is_taken_back_all_the_same(
    on_its_way: PendingReply, agent_client: Client, mine: Ticket, other_team: Team
) -> None:
    Ticket.objects.filter(pk=mine.pk).update(team=other_team, assignee=None)

    response = agent_client.post(reverse("desk:take_back", args=[on_its_way.pk]))

    on_its_way.refresh_from_db()
    assert on_its_way.state == "cancelled"
    assert response.headers["Location"] == reverse("desk:inbox")
