"""What a customer reads of a promise: the one made to them, never our own clocks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.factories.sla import publish
from tests.portal.reading import html_of, text_of
from tests.tickets.acting import ASKED, resolved
from tickets.actions.opening import open_ticket
from tickets.actions.waiting import wait_for
from tickets.enums import WaitReason
from tickets.models import Ticket

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; promised within 48 hours.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def promised(customer: Customer, by_customer: Actor) -> Ticket:
    publish()
    return open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)


def places(ticket: Ticket) -> list[str]:
    """Home, the case of the signed-in customer, and the tracked link."""
    return ["/", f"/my/tickets/{ticket.number}/", f"/t/{ticket.access_key}/"]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "Hẹn xong trước 15:00 Chủ nhật 22/11"),
        (24, "Hẹn xong trước 15:00 ngày mai"),
        (47, "Hẹn xong trước 15:00 hôm nay"),
        (49, "Chúng tôi trễ hẹn với bạn và xin lỗi"),
    ],
)
def test_the_promise_is_said_in_words(
    customer_client: Client, promised: Ticket, place: int, hours: int, words: str
) -> None:
    with time_machine.travel(AT + timedelta(hours=hours), tick=False):
        page = text_of(customer_client.get(places(promised)[place]))

    assert words in page


def test_waiting_for_the_customer_does_not_count(
    customer_client: Client, promised: Ticket, agent: Actor
) -> None:
    wait_for(promised, actor=agent, reason=WaitReason.CUSTOMER, at=AT)

    with time_machine.travel(AT, tick=False):
        page = text_of(customer_client.get(places(promised)[1]))

    assert "thời gian chờ không tính" in page
    assert "Hẹn xong trước" not in page


def test_waiting_for_a_part_counts_on(
    customer_client: Client, promised: Ticket, agent: Actor
) -> None:
    wait_for(promised, actor=agent, reason=WaitReason.PART, at=AT)

    with time_machine.travel(AT, tick=False):
        page = text_of(customer_client.get(places(promised)[1]))

    assert "Hẹn xong trước 15:00 Chủ nhật 22/11" in page


def test_what_is_done_promises_nothing_more(
    customer_client: Client, promised: Ticket, agent_user: User
) -> None:
    resolved(promised, agent_user, at=AT)

    with time_machine.travel(AT, tick=False):
        page = html_of(customer_client.get(places(promised)[1]))

    assert 'class="promise"' not in page


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("hours", [1, 30, 100])
def test_nothing_of_our_own_clocks_reaches_a_customer(
    customer_client: Client, promised: Ticket, place: int, hours: int
) -> None:
    with time_machine.travel(AT + timedelta(hours=hours), tick=False):
        page = html_of(customer_client.get(places(promised)[place]))

    assert "Nội bộ" not in page
    assert "Tiêu chuẩn" not in page
    assert "Phản hồi đầu" not in page
    assert "clock-why" not in page
    assert "17:00" not in page  # when we aim to answer
