"""The two clocks of a ticket, and the page that says why it is due then."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.budgets import queries_of
from tests.desk.conftest import real
from tests.desk.pages import INBOX, fragment, page_of, shown
from tests.factories.sla import publish
from tests.tickets.acting import ASKED, answered, resolved
from tickets.actions.opening import open_ticket
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import Side, WaitReason
from tickets.models import Ticket, TicketClock

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NOW = AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _today() -> object:
    with patch.object(timezone, "now", return_value=NOW):
        yield


@pytest.fixture
def promised(customer: Customer, agent_user: User, by_customer: Actor) -> Ticket:
    publish()
    ticket = open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)
    Ticket.objects.filter(pk=ticket.pk).update(
        assignee=agent_user, team=agent_user.team
    )
    ticket.refresh_from_db()
    return ticket


def why(ticket: Ticket) -> str:
    return reverse("desk:clocks", args=[ticket.number])


def test_the_head_shows_our_clock_and_the_promise(
    agent_client: Client, promised: Ticket
) -> None:
    page = shown(agent_client.get(page_of(promised)))

    assert "Nội bộ · Phản hồi đầu" in page
    assert "Còn 1 giờ" in page
    assert (
        '<span class="num text-xs whitespace-nowrap text-muted max-md:hidden">17:00</span>'
        in page
    )
    assert "Hẹn khách · Xử lý xong" in page
    assert (
        '<span class="num text-xs whitespace-nowrap text-muted max-md:hidden">CN 22/11 15:00</span>'
        in page
    )


def test_beside_the_list_the_clocks_are_narrow(
    agent_client: Client, promised: Ticket
) -> None:
    page = shown(agent_client.get(INBOX, {"t": promised.number}))

    assert "Nội bộ · Phản hồi đầu" in page
    assert "clock-why-" in page


def test_a_ticket_without_clocks_shows_what_it_did_before(
    agent_client: Client, mine: Ticket
) -> None:
    page = shown(agent_client.get(page_of(mine)))
    whole = shown(agent_client.get(why(mine)))

    assert "Trả lời khách" in page
    assert "clock-why-" not in page
    assert "Chưa có cam kết nào phù hợp" in whole


def test_a_click_tells_one_clock_alone(agent_client: Client, promised: Ticket) -> None:
    clock = TicketClock.objects.get(is_headline=True)

    panel = shown(fragment(agent_client, why(promised), f"div#clock-why-{clock.pk}"))

    assert "<html" not in panel
    assert "Vì sao hạn là 17:00 hôm nay?" in panel
    assert "2 giờ làm việc theo" in panel
    assert "Tiêu chuẩn, bản 1" in panel
    assert "Đủ 2 giờ" in panel
    assert "Hẹn khách CN 22/11 15:00 không dừng khi chờ linh kiện." in panel
    assert "Xử lý xong" not in panel


def test_the_page_tells_every_clock_live_and_ended(
    agent_client: Client, promised: Ticket, agent_user: User
) -> None:
    answered(promised, agent_user, at=AT + timedelta(minutes=24))

    page = shown(agent_client.get(why(promised)))

    assert "Xong 24 phút / 2 giờ" in page
    assert "Nội bộ · Xử lý xong" in page
    assert "Hẹn khách · Xử lý xong" in page
    assert "Chủ nhật 22/11" in page


def test_a_late_clock_tells_its_whole_share_and_no_promise_beside_it(
    agent_client: Client, promised: Ticket, agent_user: User
) -> None:
    answered(promised, agent_user, at=AT + timedelta(hours=27))

    late = TicketClock.objects.get(metric="first_response", side=Side.OURS)
    panel = shown(fragment(agent_client, why(promised), f"div#clock-why-{late.pk}"))

    assert "(525%)" in panel
    assert "không dừng khi chờ linh kiện" not in panel


def test_a_pause_is_told_with_who_set_it(
    agent_client: Client, promised: Ticket, agent: Actor, agent_user: User
) -> None:
    wait_for(promised, actor=agent, reason=WaitReason.CUSTOMER, at=AT)
    resume_ticket(promised, actor=agent, at=AT + timedelta(minutes=45))

    page = shown(agent_client.get(why(promised)))

    assert "Dừng: chờ khách" in page
    assert f"15:00 tới 15:45 · {agent_user.name} đặt" in page
    assert "45 ph" in page


def test_a_finished_ticket_shows_how_both_came_out(
    agent_client: Client, promised: Ticket, agent_user: User
) -> None:
    resolved(promised, agent_user, at=NOW)

    page = shown(agent_client.get(page_of(promised)))

    assert page.count("Xong 1 giờ / ") == 2


def test_another_clock_or_nonsense_shows_no_strangers_clock(
    agent_client: Client, promised: Ticket, mine: Ticket
) -> None:
    clock = TicketClock.objects.get(is_headline=True)

    panel = shown(fragment(agent_client, why(mine), f"div#clock-why-{clock.pk}"))

    assert "Đồng hồ này không còn nữa" in panel


def test_a_stranger_finds_nothing(other_agent_client: Client, promised: Ticket) -> None:
    assert other_agent_client.get(why(promised)).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_render_it(
    agent_client: Client, promised: Ticket, language: str
) -> None:
    agent_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    assert agent_client.get(why(promised)).status_code == 200
    assert agent_client.get(page_of(promised)).status_code == 200


def test_the_pages_leave_no_gap(
    agent_client: Client, promised: Ticket, gaps: set[str]
) -> None:
    agent_client.get(why(promised))

    assert real(gaps) == set()


@pytest.mark.parametrize("n", [1, 50])
def test_the_page_asks_as_much_for_fifty_clocks_as_for_one(
    agent_client: Client, promised: Ticket, n: int
) -> None:
    first = TicketClock.objects.get(is_headline=True)
    TicketClock.objects.bulk_create(
        TicketClock(
            ticket=promised,
            target=first.target,
            metric=first.metric,
            side=first.side,
            cycle=cycle + 2,
            started_at=AT,
            due_at=first.due_at,
        )
        for cycle in range(n)
    )

    assert queries_of(agent_client, why(promised)) <= 15
