"""Answers of macros and bulk runs: they can be taken back for seconds, like those typed."""

from datetime import timedelta
from typing import Any

import pytest

from automation.actions.applying import Press
from automation.actions.bulk import undo_run
from automation.actions.bulk_dry import try_order
from automation.actions.pressing import press_macro
from automation.enums import BulkKind
from automation.errors import NotUndoableError
from automation.models import BulkRun, Macro
from automation.orders import Order
from automation.steps import Step
from automation.ways_back import ways_back
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from foundation.core.errors import TransitionError
from tests.automation.acting import applied, done, macro_steps, outcomes, undone
from tests.conftest import NOON
from tests.factories.automation import MacroFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import LATER, owed, resolved
from tickets.actions.delivering import send_due_replies
from tickets.actions.tags import set_tags
from tickets.enums import PendingState
from tickets.models import Draft, Message, PendingReply, Tag, Ticket

DUE = NOON + timedelta(seconds=15)
HELLO = Step("reply", words="Chào {{ khach.ten }}.")
WAIT = Step("wait", "customer")
TELL = Order(BulkKind.REPLY, (HELLO, WAIT))


@pytest.fixture(autouse=True)
def seconds(settings: Any) -> None:
    settings.UNDO_SECONDS = 15


@pytest.fixture
def tickets(ticket: Ticket, team: Team) -> list[Ticket]:
    return [ticket, *TicketFactory.create_batch(2, team=team)]


def macro_of(user: User, *steps: Step) -> Macro:
    return MacroFactory(owner=user, steps=macro_steps(*steps))


def pressed(ticket: Ticket, macro: Macro, by: User, key: str = "") -> BulkRun:
    actor = staff_actor(by.pk)
    press = Press(key)
    return press_macro(ticket, macro, by=by, actor=actor, at=NOON, press=press)


def test_an_answer_to_many_waits_and_then_goes_out_with_what_follows(
    tickets: list[Ticket], agent_user: User
) -> None:
    done(TELL, tickets, agent_user)
    before = (Message.objects.count(), tickets[0].status)

    n_sent = send_due_replies(DUE)

    tickets[0].refresh_from_db()
    assert before == (0, "new")
    assert (n_sent, len(owed("ticket-reply"))) == (3, 3)
    assert (tickets[0].status, tickets[0].wait_reason) == ("waiting", "customer")


def test_undoing_the_run_calls_off_what_is_not_out(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = done(TELL, tickets, agent_user)

    way_back = undone(run, agent_user)

    assert outcomes(way_back) == [("done", "")] * 3
    assert send_due_replies(DUE) == 0
    assert Draft.objects.count() == 0


def test_what_is_out_has_no_way_back(tickets: list[Ticket], agent_user: User) -> None:
    run = done(TELL, tickets, agent_user)
    send_due_replies(DUE)

    with pytest.raises(NotUndoableError):
        undo_run(run, by=agent_user, actor=staff_actor(agent_user.pk), at=LATER)


def test_of_a_run_half_sent_the_rest_is_called_off(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = done(TELL, tickets, agent_user)
    PendingReply.objects.filter(ticket=tickets[0]).update(send_at=NOON)
    send_due_replies(NOON)

    way_back = undone(run, agent_user)

    states = list(PendingReply.objects.order_by("pk").values_list("state", flat=True))
    assert way_back.n_total == 2
    assert states == [PendingState.SENT, *[PendingState.CANCELLED] * 2]


def test_the_preview_says_what_comes_of_it_and_puts_nothing_on_its_way(
    tickets: list[Ticket], agent_user: User
) -> None:
    (trial,) = try_order([tickets[0].pk], TELL, by=agent_user, at=NOON)

    assert trial.now["wait_reason"] == "customer"
    assert PendingReply.objects.count() == 0


def test_the_draft_of_whoever_presses_a_macro_stays(
    ticket: Ticket, agent_user: User
) -> None:
    Draft.objects.create(
        ticket=ticket, writer=agent_user, kind="public", body="Dở", updated_at=NOON
    )

    applied(ticket, macro_of(agent_user, HELLO), agent_user)

    assert Draft.objects.get().body == "Dở"


def test_a_refusal_of_what_follows_is_said_at_the_press(
    ticket: Ticket, agent_user: User
) -> None:
    macro = macro_of(agent_user, HELLO, WAIT)
    resolved(ticket, agent_user)

    with pytest.raises(TransitionError):
        pressed(ticket, macro, agent_user)

    assert PendingReply.objects.count() == 0
    assert BulkRun.objects.count() == 0


def test_a_macro_is_taken_back_whole(ticket: Ticket, agent_user: User) -> None:
    tag = Tag.objects.create(name="lô 2409", created_at=NOON)
    steps = (
        HELLO,
        Step("priority", "urgent"),
        Step("tags", add=(tag.pk,)),
        Step("assign", "me", "Tôi làm tiếp"),
        Step("snooze", "tomorrow"),
        WAIT,
    )
    run = pressed(ticket, macro_of(agent_user, *steps), agent_user)

    way_back = undone(run, agent_user)

    ticket.refresh_from_db()
    assert outcomes(way_back) == [("done", "")]
    assert (ticket.priority, ticket.assignee, ticket.snoozed_at) == (
        "normal",
        None,
        None,
    )
    assert ticket.ticket_tags.count() == 0
    assert send_due_replies(DUE) == 0


def test_what_others_did_since_stays_and_the_answer_is_called_off(
    ticket: Ticket, agent_user: User, lead_user: User
) -> None:
    macro = macro_of(agent_user, HELLO, Step("priority", "urgent"))
    run = pressed(ticket, macro, agent_user)
    tag = Tag.objects.create(name="vip", created_at=NOON)
    set_tags(ticket, actor=staff_actor(lead_user.pk), at=NOON, add=[tag])

    undone(run, agent_user)

    ticket.refresh_from_db()
    assert (ticket.priority, ticket.ticket_tags.count()) == ("urgent", 1)
    assert send_due_replies(DUE) == 0


def test_the_same_press_twice_is_one(ticket: Ticket, agent_user: User) -> None:
    macro = macro_of(agent_user, HELLO)
    first = pressed(ticket, macro, agent_user, key="k")

    assert pressed(ticket, macro, agent_user, key="k") == first
    assert PendingReply.objects.count() == 1


def test_a_macro_that_only_noted_has_no_way_back(
    ticket: Ticket, agent_user: User
) -> None:
    run = pressed(
        ticket, macro_of(agent_user, Step("note", words="Đã gọi")), agent_user
    )

    order = Order(BulkKind.MACRO, macro_id=run.what["macro_id"])
    assert ways_back(run, order) == {}
