"""The tag beside our first answer: in time, or by how much it came late."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from customers.models import Customer
from desk.first_answer import first_answer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.desk.pages import page_of, shown
from tests.factories.sla import publish, target
from tests.tickets.acting import ASKED, actor_of, answered, resolved
from tickets.actions.messages import add_note, reply_by_customer
from tickets.actions.opening import open_ticket
from tickets.actions.resolution import reopen_ticket, resolve_ticket
from tickets.actions.words import Words
from tickets.clock_reading import rows_of
from tickets.enums import Metric, Outcome, Side
from tickets.models import Ticket
from tickets.queries import conversation_of

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def opened(customer: Customer, agent: User, actor: Actor) -> Ticket:
    ticket = open_ticket(customer, actor=actor, at=AT, opening=ASKED)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent, team=agent.team)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def promised(customer: Customer, agent_user: User, by_customer: Actor) -> Ticket:
    """Two working hours for the first answer."""
    publish()
    return opened(customer, agent_user, by_customer)


def tag(ticket: Ticket) -> tuple[int, str, str] | None:
    """Which message bears it, its state and its words."""
    with translation.override("vi"):
        entries = conversation_of(ticket, for_customer=False)
        found = first_answer(rows_of(ticket), entries)
    return (found.message_id, found.chip.state, found.chip.words) if found else None


def test_in_time_it_says_how_much_of_how_much(
    promised: Ticket, agent_user: User
) -> None:
    message = answered(promised, agent_user, at=AT + 24 * MINUTE)

    assert tag(promised) == (message.pk, "met", "Phản hồi đầu 24 ph / 2 giờ")


def test_late_it_says_by_how_much(promised: Ticket, agent_user: User) -> None:
    message = answered(promised, agent_user, at=AT + 132 * MINUTE)

    assert tag(promised) == (message.pk, "late", "Phản hồi đầu trễ 12 ph")


def test_late_by_a_moment_is_late(promised: Ticket, agent_user: User) -> None:
    message = answered(promised, agent_user, at=AT + 120 * MINUTE + MINUTE / 60)

    assert tag(promised) == (message.pk, "late", "Phản hồi đầu trễ dưới 1 ph")


def test_the_promise_speaks_where_we_aim_at_nothing(
    customer: Customer, agent_user: User, by_customer: Actor
) -> None:
    publish("Lời hứa", target(Metric.FIRST_RESPONSE, Side.PROMISED, 24))
    ticket = opened(customer, agent_user, by_customer)
    message = answered(ticket, agent_user, at=AT + 90 * MINUTE)

    assert tag(ticket) == (message.pk, "met", "Phản hồi đầu 1 g 30 / 1 ngày")


def test_nothing_is_said_before_we_answered(
    promised: Ticket, by_customer: Actor, agent_user: User
) -> None:
    add_note(
        promised,
        actor=actor_of(agent_user),
        author=agent_user,
        at=AT + MINUTE,
        words=Words("Đã gọi khách"),
    )
    reply_by_customer(
        promised, actor=by_customer, at=AT + 2 * MINUTE, words=Words("Alo")
    )

    assert tag(promised) is None


def test_done_without_a_word_there_is_nothing_to_mark(
    promised: Ticket, agent_user: User
) -> None:
    resolve_ticket(
        promised,
        actor=actor_of(agent_user),
        agent=agent_user,
        outcome=Outcome.SOLVED,
        note="",
        at=AT + 300 * MINUTE,
    )

    assert tag(promised) is None


def test_an_answer_after_reopening_is_still_the_first(
    promised: Ticket, agent_user: User
) -> None:
    actor = actor_of(agent_user)
    resolve_ticket(
        promised,
        actor=actor,
        agent=agent_user,
        outcome=Outcome.SOLVED,
        note="",
        at=AT + 10 * MINUTE,
    )
    reopen_ticket(promised, actor=actor, at=AT + 60 * MINUTE)
    message = answered(promised, agent_user, at=AT + 70 * MINUTE)
    answered(promised, agent_user, at=AT + 80 * MINUTE, body="Chị gửi ảnh giúp em.")

    assert tag(promised) == (message.pk, "met", "Phản hồi đầu 20 ph / 2 giờ")


def test_what_was_done_may_be_the_first_answer(
    promised: Ticket, agent_user: User
) -> None:
    resolved(promised, agent_user, at=AT + 30 * MINUTE)

    said = promised.messages.latest("pk")

    assert tag(promised) == (said.pk, "met", "Phản hồi đầu 30 ph / 2 giờ")


def test_a_ticket_without_a_promise_has_no_tag(mine: Ticket, agent_user: User) -> None:
    answered(mine, agent_user)

    assert tag(mine) is None


def test_the_page_marks_the_first_answer_alone(
    agent_client: Client, promised: Ticket, agent_user: User
) -> None:
    answered(promised, agent_user, at=AT + 24 * MINUTE)
    answered(promised, agent_user, at=AT + 30 * MINUTE, body="Chị gửi ảnh giúp em.")

    page = shown(agent_client.get(page_of(promised)))

    assert page.count("Phản hồi đầu 24 ph / 2 giờ") == 1
    assert page.count('class="sla sla-met"') == 1


def test_the_customer_reads_nothing_of_it(
    client: Client, promised: Ticket, agent_user: User
) -> None:
    answered(promised, agent_user, at=AT + 24 * MINUTE)

    page = shown(client.get(f"/t/{promised.access_key}/"))

    assert "Chị thử tắt nguồn" in page
    assert "Phản hồi đầu" not in page
