"""Bulk runs: each ticket by itself, what was refused and why, and the way back."""

import pytest

from automation.actions import bulk_deeds
from automation.actions.bulk import MOST_TICKETS, stop_run, undo_run
from automation.actions.bulk_dry import try_order
from automation.actions.bulk_work import work_bulk_runs
from automation.enums import BulkKind
from automation.errors import (
    NotAllowedError,
    NoTicketsError,
    NotUndoableError,
    OrderRefusedError,
    RunStandsError,
    RunUnderWayError,
    TooManyTicketsError,
)
from automation.models import BulkItem, BulkRun
from automation.orders import Order
from automation.standing import standing
from automation.steps import Step
from foundation.accounts.enums import Role
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from foundation.events.models import Event
from tests.automation.acting import (
    URGENT,
    WAITING,
    asked,
    done,
    macro_steps,
    outcomes,
    undone,
    worked,
)
from tests.conftest import NOON
from tests.factories.automation import MacroFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import LATER, answered, last_event, owed, resolved
from tickets.actions.waiting import resume_ticket
from tickets.models import Message, Ticket


@pytest.fixture
def tickets(ticket: Ticket, team: Team) -> list[Ticket]:
    return [ticket, *TicketFactory.create_batch(2, team=team)]


def statuses(tickets: list[Ticket]) -> list[str]:
    rows = Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets])
    return list(rows.order_by("pk").values_list("status", flat=True))


def test_every_ticket_is_done_by_the_action_of_its_app(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = done(WAITING, tickets, agent_user)

    assert statuses(tickets) == ["waiting"] * 3
    assert (run.state, run.n_done, run.finished_at) == ("done", 3, NOON)
    assert Event.objects.filter(verb="ticket.waited").count() == 3
    assert last_event("bulk.done").data["n_done"] == 3


def test_what_is_refused_holds_up_no_other(
    tickets: list[Ticket], agent_user: User
) -> None:
    resolved(tickets[1], agent_user)

    run = done(WAITING, tickets, agent_user)

    assert outcomes(run) == [
        ("done", ""),
        ("refused", "transition_refused"),
        ("done", ""),
    ]
    assert (run.n_done, run.n_refused) == (2, 1)


def test_what_is_so_already_is_skipped(tickets: list[Ticket], agent_user: User) -> None:
    done(WAITING, tickets[:1], agent_user)

    run = done(WAITING, tickets, agent_user)

    assert outcomes(run)[0] == ("skipped", "no_change")


def test_a_fault_of_ours_holds_up_no_other(
    tickets: list[Ticket], agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = standing
    seen: list[int] = []

    def falling(ticket: Ticket, kind: str) -> dict[str, object]:
        seen.append(ticket.pk)
        return {}[ticket.pk] if len(seen) == 1 else real(ticket, kind)  # type: ignore[index]

    monkeypatch.setattr(bulk_deeds, "standing", falling)

    run = done(WAITING, tickets, agent_user)

    assert outcomes(run) == [("refused", "broken_item"), ("done", ""), ("done", "")]


def test_what_left_the_askers_sight_is_left_alone(
    tickets: list[Ticket], agent_user: User, other_team: Team
) -> None:
    run = asked(WAITING, tickets, agent_user)
    Ticket.objects.filter(pk=tickets[0].pk).update(team=other_team)

    worked(run)

    assert outcomes(run)[0] == ("refused", "out_of_sight")
    assert statuses(tickets)[0] == "new"


def test_a_role_lost_meanwhile_counts(tickets: list[Ticket], agent_user: User) -> None:
    run = asked(WAITING, tickets, agent_user)
    User.objects.filter(pk=agent_user.pk).update(role=Role.TECHNICIAN)

    worked(run)

    assert {reason for _state, reason in outcomes(run)} == {"not_allowed"}


def test_the_same_form_twice_is_one_run(
    tickets: list[Ticket], agent_user: User
) -> None:
    first = asked(WAITING, tickets, agent_user, client_key="k")

    again = asked(WAITING, tickets, agent_user, client_key="k")

    assert again == first
    assert BulkItem.objects.count() == 3


@pytest.mark.parametrize(
    "order",
    [
        Order(BulkKind.STATUS),
        Order(BulkKind.STATUS, (Step("wait", "customer"), Step("resume"))),
        Order(BulkKind.STATUS, (Step("priority", "high"),)),
        Order(BulkKind.ASSIGN, (Step("assign", ""),)),
        Order(BulkKind.REPLY, (Step("wait", "customer"),)),
        Order(BulkKind.MACRO),
        Order(BulkKind.MERGE),
    ],
)
def test_an_order_that_says_nothing_is_refused(
    tickets: list[Ticket], agent_user: User, order: Order
) -> None:
    with pytest.raises(OrderRefusedError):
        asked(order, tickets, agent_user)


def test_no_tickets_and_too_many_are_refused(ticket: Ticket, agent_user: User) -> None:
    crowd = [Ticket(pk=pk) for pk in range(1, MOST_TICKETS + 2)]

    with pytest.raises(NoTicketsError):
        asked(WAITING, [], agent_user)
    with pytest.raises(TooManyTicketsError):
        asked(WAITING, crowd, agent_user)


def test_what_the_role_does_not_include_is_refused(
    tickets: list[Ticket], agent_user: User
) -> None:
    agent_user.role = Role.TECHNICIAN
    agent_user.save()

    with pytest.raises(NotAllowedError):
        asked(WAITING, tickets, agent_user)


def test_another_persons_macro_is_refused(
    tickets: list[Ticket], agent_user: User
) -> None:
    macro = MacroFactory()

    with pytest.raises(NotAllowedError):
        asked(Order(BulkKind.MACRO, macro_id=macro.pk), tickets, agent_user)


def test_a_macro_runs_on_each(tickets: list[Ticket], agent_user: User) -> None:
    macro = MacroFactory(
        owner=agent_user, steps=macro_steps(Step("note", words="Lô 2409"))
    )

    run = done(Order(BulkKind.MACRO, macro_id=macro.pk), tickets, agent_user)

    assert Message.objects.filter(kind="note", body="Lô 2409").count() == 3
    assert last_event("ticket.macro_applied").data["bulk_id"] == run.pk


def test_each_customer_is_answered_by_name(
    tickets: list[Ticket], agent_user: User
) -> None:
    order = Order(BulkKind.REPLY, (Step("reply", words="Chào {{ khach.ten }}."),))

    done(order, tickets, agent_user)

    assert tickets[0].messages.get().body == "Chào Hà."
    assert len(owed("ticket-reply")) == 3


def test_nobody_is_answered_with_a_gap(tickets: list[Ticket], agent_user: User) -> None:
    order = Order(BulkKind.REPLY, (Step("reply", words="Máy {{ may.ten }}"),))

    run = done(order, tickets, agent_user)

    assert {reason for _state, reason in outcomes(run)} == {"unfilled_variable"}
    assert owed("ticket-reply") == []


def test_nobody_is_answered_past_what_was_read(
    tickets: list[Ticket], agent_user: User, lead_user: User
) -> None:
    order = Order(BulkKind.REPLY, (Step("reply", words="Chào."),))
    run = asked(order, tickets[:1], agent_user, seen={tickets[0].pk: 0})
    answered(tickets[0], lead_user)

    worked(run)

    assert outcomes(run) == [("refused", "stale_reply")]


def test_a_trial_leaves_no_trace(tickets: list[Ticket], agent_user: User) -> None:
    resolved(tickets[2], agent_user)
    before = (Event.objects.count(), Message.objects.count(), statuses(tickets))

    trials = try_order(
        [ticket.pk for ticket in tickets], WAITING, by=agent_user, at=NOON
    )

    assert [trial.state for trial in trials] == ["done", "done", "refused"]
    assert trials[0].now["wait_reason"] == "customer"
    after = (Event.objects.count(), Message.objects.count(), statuses(tickets))
    assert after == before


def test_a_stopped_run_leaves_the_rest(tickets: list[Ticket], agent_user: User) -> None:
    run = asked(WAITING, tickets, agent_user)
    stop_run(run, actor=staff_actor(agent_user.pk), at=NOON)

    worked(run)

    assert statuses(tickets) == ["new"] * 3
    assert run.state == "cancelled"
    with pytest.raises(RunStandsError):
        stop_run(run, actor=staff_actor(agent_user.pk), at=NOON)


def test_the_sweep_goes_on_with_what_a_worker_left(
    tickets: list[Ticket], agent_user: User
) -> None:
    run = asked(WAITING, tickets, agent_user)
    BulkItem.objects.filter(ticket=tickets[0]).update(state="done")

    count = work_bulk_runs(NOON)

    run.refresh_from_db()
    assert (count, run.state) == (2, "done")
    assert work_bulk_runs(NOON) == 0


def test_undoing_gives_back_what_was_assigned(
    tickets: list[Ticket], agent_user: User, lead_user: User
) -> None:
    Ticket.objects.filter(pk=tickets[0].pk).update(assignee=lead_user)
    order = Order(BulkKind.ASSIGN, (Step("assign", "me", "Tôi làm tiếp"),))
    run = done(order, tickets, agent_user)

    way_back = undone(run, agent_user, LATER)

    assert outcomes(way_back) == [("done", "")] * 3
    found = list(Ticket.objects.order_by("pk").values_list("assignee", "handoffs"))
    assert found == [(lead_user.pk, 0), (None, 0), (None, 0)]


def test_what_was_given_out_of_sight_by_mistake_comes_back(
    tickets: list[Ticket], agent_user: User, other_team: Team
) -> None:
    order = Order(BulkKind.ASSIGN, (Step("assign", f"team:{other_team.pk}"),))
    run = done(order, tickets, agent_user)
    assert not Ticket.objects.visible_to(agent_user).exists()

    way_back = undone(run, agent_user, LATER)

    assert outcomes(way_back) == [("done", "")] * 3
    assert Ticket.objects.visible_to(agent_user).count() == 3


def test_what_others_took_out_of_sight_is_left_alone(
    tickets: list[Ticket], agent_user: User, other_team: Team
) -> None:
    run = done(WAITING, tickets, agent_user)
    Ticket.objects.filter(pk=tickets[0].pk).update(team=other_team)

    way_back = undone(run, agent_user, LATER)

    assert outcomes(way_back)[0] == ("refused", "out_of_sight")
    assert statuses(tickets)[0] == "waiting"


@pytest.mark.parametrize("kind", ["wait", "classify"])
def test_undoing_puts_back_where_it_stood(
    tickets: list[Ticket], agent_user: User, kind: str
) -> None:
    Ticket.objects.filter(pk=tickets[0].pk).update(status="waiting", wait_reason="part")
    run = done({"wait": WAITING, "classify": URGENT}[kind], tickets, agent_user)

    undone(run, agent_user, LATER)

    first, second, _third = Ticket.objects.order_by("pk")
    assert (first.status, first.wait_reason, first.priority) == (
        "waiting",
        "part",
        "normal",
    )
    assert second.priority == "normal"
    assert second.wait_reason == ""


def test_what_somebody_else_moved_on_is_kept(
    tickets: list[Ticket], agent_user: User, lead: object, lead_user: User
) -> None:
    run = done(WAITING, tickets, agent_user)
    resume_ticket(tickets[1], actor=staff_actor(lead_user.pk), at=LATER)

    way_back = undone(run, agent_user, LATER)

    assert outcomes(way_back)[1] == ("skipped", "changed_meanwhile")
    assert way_back.n_skipped == 1


def test_undoing_twice_is_one_run(tickets: list[Ticket], agent_user: User) -> None:
    run = done(WAITING, tickets, agent_user)

    first = undone(run, agent_user)

    assert undone(run, agent_user) == first


@pytest.mark.parametrize(
    "order",
    [
        Order(BulkKind.REPLY, (Step("reply", words="Chào."),)),
        Order(BulkKind.STATUS, (Step("resolve", "solved", "Xong"),)),
    ],
)
def test_what_customers_have_read_has_no_way_back(
    tickets: list[Ticket], agent_user: User, order: Order
) -> None:
    run = done(order, tickets, agent_user)

    with pytest.raises(NotUndoableError):
        undone(run, agent_user)


def test_an_undo_is_not_undone(tickets: list[Ticket], agent_user: User) -> None:
    way_back = undone(done(WAITING, tickets, agent_user), agent_user)

    with pytest.raises(NotUndoableError):
        undone(way_back, agent_user)


def test_what_goes_on_is_not_undone(tickets: list[Ticket], agent_user: User) -> None:
    run = asked(WAITING, tickets, agent_user)

    with pytest.raises(RunUnderWayError):
        undo_run(run, by=agent_user, actor=staff_actor(agent_user.pk), at=NOON)


def test_a_run_is_its_askers_and_theirs_who_see_all(
    tickets: list[Ticket], agent_user: User, other_agent_user: User, lead_user: User
) -> None:
    run = asked(WAITING, tickets, agent_user)

    seen = [
        run in BulkRun.objects.visible_to(user)
        for user in (agent_user, other_agent_user, lead_user)
    ]

    assert seen == [True, False, True]


def test_words_stand_beside_the_order(tickets: list[Ticket], agent_user: User) -> None:
    order = Order(BulkKind.REPLY, (Step("reply", words="Chào."),))

    run = asked(order, tickets, agent_user)

    assert run.words == "Chào."
    assert run.what == {"steps": [{"do": "reply"}]}
    assert Order.read(run.kind, run.what, run.words) == order
