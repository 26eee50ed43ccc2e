"""Macros and bulk runs when two do the same at once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from automation.actions import applying, bulk, bulk_work
from automation.actions.applying import Press
from automation.actions.bulk import undo_run
from automation.actions.bulk_deeds import do_order
from automation.actions.pressing import press_macro
from automation.actions.replies import ReplyTerms, rewrite_reply
from automation.models import BulkItem, BulkRun, Macro
from automation.steps import Step
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from foundation.events.models import Event
from tests.automation.acting import (
    WAITING,
    applied,
    asked,
    done,
    macro_steps,
    outcomes,
    undone,
)
from tests.conftest import NOON
from tests.factories.automation import CannedReplyFactory, MacroFactory
from tests.factories.tickets import TicketFactory
from tests.sessions import all_at_once, another_session
from tests.tickets.acting import happened
from tickets.actions.delivering import send_due_replies
from tickets.models import Message, PendingReply, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def note(agent_user: User) -> Macro:
    steps = macro_steps(Step("note", words="Đã gọi"), Step("priority", "high"))
    return MacroFactory(owner=agent_user, steps=steps)


@pytest.fixture
def tickets(team: Team) -> list[Ticket]:
    return TicketFactory.create_batch(6, team=team)


def pressing(ticket: Ticket, macro: Macro, user: User) -> Callable[[], object]:
    return lambda: applied(ticket, macro, user, client_key="same")


def test_one_press_sent_twice_is_one(
    ticket: Ticket, note: Macro, agent_user: User
) -> None:
    all_at_once(*[pressing(ticket, note, agent_user)] * 2)

    assert ticket.messages.count() == 1
    assert happened(ticket).count("ticket.macro_applied") == 1


def test_taking_a_macro_back_while_its_answer_goes_out_ends_in_one_of_both(
    ticket: Ticket, agent_user: User, settings: Any
) -> None:
    settings.UNDO_SECONDS = 15
    macro = MacroFactory(
        owner=agent_user, steps=macro_steps(Step("reply", words="Chào."))
    )
    actor, press = staff_actor(agent_user.pk), Press("k")
    run = press_macro(ticket, macro, by=agent_user, actor=actor, at=NOON, press=press)
    due = NOON + timedelta(seconds=15)

    all_at_once(lambda: undone(run, agent_user, due), lambda: send_due_replies(due))
    send_due_replies(due)

    said = Message.objects.filter(author_kind="staff").count()
    assert (PendingReply.objects.get().state, said) in {("cancelled", 0), ("sent", 1)}


def test_without_the_lock_both_presses_count(
    ticket: Ticket, note: Macro, agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_has_read, asks = Barrier(2), applying._is_done

    def read_together(ticket: Ticket, key: str) -> bool:
        is_done = asks(ticket, key)
        everybody_has_read.wait(timeout=5)
        return is_done

    monkeypatch.setattr(applying, "held", lambda ticket: ticket)
    monkeypatch.setattr(applying, "_is_done", read_together)

    all_at_once(*[pressing(ticket, note, agent_user)] * 2)

    assert happened(ticket).count("ticket.macro_applied") == 2


def test_two_workers_do_no_ticket_twice(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = asked(WAITING, tickets, agent_user)

    all_at_once(*[lambda: bulk_work.work_bulk_runs(NOON)] * 2)

    run.refresh_from_db()
    assert (run.state, run.n_done) == ("done", 6)
    assert outcomes(run) == [("done", "")] * 6
    assert Event.objects.filter(verb="ticket.waited").count() == 6
    assert Event.objects.filter(verb="bulk.done").count() == 1


def test_a_worker_passes_over_what_another_holds(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = asked(WAITING, tickets, agent_user)
    first = run.items.earliest("pk")
    with another_session() as other:
        other.begin()
        other.run(lambda: BulkItem.objects.select_for_update().get(pk=first.pk))

        bulk_work.work_bulk_runs(NOON)

        run.refresh_from_db()
        held = (run.state, run.n_done)
        other.commit()
    bulk_work.work_bulk_runs(NOON)

    run.refresh_from_db()
    assert held == ("running", 5)
    assert (run.state, run.n_done) == ("done", 6)


def test_what_a_killed_worker_left_is_done_once(
    tickets: list[Ticket], agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = asked(WAITING, tickets, agent_user)
    real, seen = do_order, []

    def dying(ticket_id: int, *args: object) -> object:
        seen.append(ticket_id)
        if len(seen) == 3:
            raise SystemExit
        return real(ticket_id, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk_work, "do_order", dying)
    with pytest.raises(SystemExit):
        bulk_work.work_bulk_runs(NOON)
    run.refresh_from_db()
    left = (run.state, run.n_done)

    monkeypatch.setattr(bulk_work, "do_order", real)
    bulk_work.work_bulk_runs(NOON)

    run.refresh_from_db()
    assert left == ("running", 2)
    assert (run.state, run.n_done) == ("done", 6)
    assert Event.objects.filter(verb="ticket.waited").count() == 6


def test_one_form_sent_twice_is_one_run(
    tickets: list[Ticket], agent_user: User
) -> None:
    found = all_at_once(
        *[lambda: asked(WAITING, tickets, agent_user, client_key="k")] * 2
    )

    assert BulkRun.objects.count() == 1
    assert found[0] == found[1]


def test_of_two_who_undo_there_is_one_way_back(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = done(WAITING, tickets, agent_user)

    def undo() -> BulkRun:
        return undo_run(run, by=agent_user, actor=staff_actor(agent_user.pk), at=NOON)

    found = all_at_once(undo, undo)

    assert found[0] == found[1]
    assert BulkRun.objects.filter(undoes=run).count() == 1


def test_without_the_lock_the_database_refuses_the_second_way_back(
    tickets: list[Ticket], agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = done(WAITING, tickets, agent_user)
    everybody_has_read = Barrier(2)

    def read(row: BulkRun) -> BulkRun:
        everybody_has_read.wait(timeout=5)
        return BulkRun.objects.get(pk=row.pk)

    def undo() -> BulkRun:
        return undo_run(run, by=agent_user, actor=staff_actor(agent_user.pk), at=NOON)

    monkeypatch.setattr(bulk, "locked", read)

    found = all_at_once(undo, undo)

    assert BulkRun.objects.filter(undoes=run).count() == 1
    assert sum(isinstance(one, BulkRun) for one in found) >= 1


def test_of_two_who_save_a_reply_one_reads_the_other_first(agent_user: User) -> None:
    reply = CannedReplyFactory(owner=agent_user)

    def saving(body: str) -> Callable[[], object]:
        return lambda: rewrite_reply(
            reply,
            ReplyTerms("chao", "Chào", body),
            seen_version=1,
            by=agent_user,
            actor=staff_actor(agent_user.pk),
            at=NOON,
        )

    found = all_at_once(saving("một"), saving("hai"))

    reply.refresh_from_db()
    assert sorted(type(one).__name__ for one in found) == [
        "CannedReply",
        "ToolChangedError",
    ]
    assert reply.version == 2
