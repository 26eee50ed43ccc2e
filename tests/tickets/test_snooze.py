"""Out of sight until a moment or a word; clocks run on, and it comes back by itself."""

from datetime import datetime, timedelta

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import actor_of, closed, happened, last_event, resolved
from tickets.actions.messages import reply_by_customer
from tickets.actions.snooze import snooze_ticket, wake_due, wake_ticket
from tickets.actions.words import Words
from tickets.models import Ticket
from tickets.queries import conversation_of

TOMORROW = NOON + timedelta(days=1)


def put_aside(ticket: Ticket, by: User, *, until: datetime | None = TOMORROW) -> Ticket:
    return snooze_ticket(ticket, until=until, actor=actor_of(by), by=by, at=NOON)


def is_out_of_sight(ticket: Ticket) -> bool:
    return Ticket.objects.get(pk=ticket.pk).snoozed_at is not None


def test_it_is_put_aside_until_a_moment(ticket: Ticket, agent_user: User) -> None:
    ticket = put_aside(ticket, agent_user)

    assert (ticket.snoozed_until, ticket.snoozed_by) == (TOMORROW, agent_user)
    assert ticket.status == "new"
    assert last_event("ticket.snoozed").data["until"] == TOMORROW.isoformat()


def test_the_same_again_changes_nothing_and_another_moment_replaces_it(
    ticket: Ticket, agent_user: User
) -> None:
    put_aside(ticket, agent_user)
    put_aside(ticket, agent_user)
    put_aside(ticket, agent_user, until=None)

    assert happened(ticket) == ["ticket.snoozed", "ticket.snoozed"]
    assert Ticket.objects.get(pk=ticket.pk).snoozed_until is None


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (NOON, "snooze_past"),
        (NOON - timedelta(seconds=1), "snooze_past"),
        (NOON + timedelta(days=400), "snooze_far"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused(
    until: datetime, code: str, ticket: Ticket, agent_user: User
) -> None:
    with pytest.raises(DomainError) as refused:
        put_aside(ticket, agent_user, until=until)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("end", "code"), [(resolved, "ticket_finished"), (closed, "ticket_closed")]
)
def test_a_finished_ticket_is_not_put_aside(
    end: object, code: str, ticket: Ticket, agent_user: User
) -> None:
    end(ticket, agent_user)  # type: ignore[operator] # one of the two above

    with pytest.raises(DomainError) as refused:
        put_aside(ticket, agent_user)

    assert refused.value.code == code


def test_a_word_of_the_customer_wakes_it(
    ticket: Ticket, agent_user: User, by_customer: Actor
) -> None:
    put_aside(ticket, agent_user)

    reply_by_customer(ticket, actor=by_customer, at=NOON, words=Words("Alo"))

    assert not is_out_of_sight(ticket)
    assert last_event("ticket.woken").data["reason"] == "customer"


def test_resolving_wakes_it(ticket: Ticket, agent_user: User) -> None:
    put_aside(ticket, agent_user)

    resolved(ticket, agent_user)

    assert not is_out_of_sight(ticket)
    assert last_event("ticket.woken").data["reason"] == "finished"


def test_it_is_woken_by_hand_once(
    ticket: Ticket, agent_user: User, agent: Actor
) -> None:
    put_aside(ticket, agent_user)

    wake_ticket(ticket, actor=agent, at=NOON)
    wake_ticket(ticket, actor=agent, at=NOON)

    assert happened(ticket) == ["ticket.snoozed", "ticket.woken"]


def test_time_wakes_it_and_tells_its_owner(
    ticket: Ticket, agent_user: User, other_agent_user: User
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=other_agent_user)
    put_aside(ticket, agent_user)

    assert wake_due(TOMORROW - timedelta(seconds=1)) == 0
    assert wake_due(TOMORROW) == 1

    assert not is_out_of_sight(ticket)
    notice = Notice.objects.get(kind="snooze-over")
    assert notice.user == other_agent_user


def test_whoever_put_it_aside_is_told_where_nobody_owns_it(
    ticket: Ticket, agent_user: User
) -> None:
    put_aside(ticket, agent_user)

    wake_due(TOMORROW)

    assert Notice.objects.get(kind="snooze-over").user == agent_user


def test_one_that_waits_for_the_customer_is_not_woken_by_time(
    ticket: Ticket, agent_user: User
) -> None:
    put_aside(ticket, agent_user, until=None)

    assert wake_due(NOON + timedelta(days=365)) == 0


def test_a_merged_one_sleeps_until_it_is_taken_out(
    ticket: Ticket, agent_user: User
) -> None:
    put_aside(ticket, agent_user)
    Ticket.objects.filter(pk=ticket.pk).update(merged_into=TicketFactory())

    assert wake_due(TOMORROW) == 0


def test_the_timeline_says_until_when(ticket: Ticket, agent_user: User) -> None:
    put_aside(ticket, agent_user, until=None)
    put_aside(ticket, agent_user)

    told = [entry.text for entry in conversation_of(ticket, for_customer=False)]
    assert told[0] == "Tạm ẩn tới khi khách nhắn"
    assert told[1].startswith("Tạm ẩn tới ")
