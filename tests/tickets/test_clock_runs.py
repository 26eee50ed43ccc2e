"""Runs over many tickets: what a version would do, doing it, and another calendar."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from foundation.accounts.models import User
from foundation.calendars.actions.hours import (
    make_default,
    open_default_calendar,
    set_weekly_hours,
)
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import Hours, WeeklyHours
from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM, Actor
from foundation.events.actions import sweep_events
from foundation.events.bulk import record_all
from foundation.events.models import Event
from tests.factories.calendars import CalendarWindowFactory
from tests.factories.sla import publish, target
from tests.tickets.acting import ASKED, happened, last_event, resolved
from tickets import verbs
from tickets.actions import clock_runs, run_pieces
from tickets.actions.clock_runs import (
    ask_apply,
    ask_preview,
    ask_reclocking,
    cancel_run,
    publish_to_open_tickets,
    run_clock_runs,
)
from tickets.actions.opening import open_ticket
from tickets.actions.policies import publish_draft, save_draft
from tickets.actions.waiting import wait_for
from tickets.enums import Basis, Metric, RunState, Side, TicketKind, WaitReason
from tickets.models import ClockRun, SlaPolicy, SlaPolicyVersion, Ticket, TicketClock
from tickets.policy_errors import RunEndedError, RunNeededError, VersionNotInForceError
from tickets.policy_terms import TargetTerms, Terms

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
HOUR = 3600


def by_wall(hours: float, *, side: Side = Side.OURS) -> TargetTerms:
    return TargetTerms(
        Metric.RESOLUTION, side, int(hours * HOUR), basis=Basis.WALL, warn_at=(50,)
    )


def draft_of(
    policy: SlaPolicy, *targets: TargetTerms, **conditions: Any
) -> SlaPolicyVersion:
    latest = policy.versions.order_by("-number").first()
    return save_draft(
        policy,
        Terms(targets=targets, **conditions),
        seen_version=latest.pk if latest else 0,
        actor=SYSTEM,
        at=AT,
    )


def in_force(policy: SlaPolicy, *targets: TargetTerms) -> SlaPolicyVersion:
    draft = draft_of(policy, *targets)
    return publish_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=AT)


def opened(customer: Customer, by: Actor, n: int = 1) -> list[Ticket]:
    return [open_ticket(customer, actor=by, at=AT, opening=ASKED) for _ in range(n)]


def numbers(run: ClockRun) -> tuple[int, int, int, int]:
    run.refresh_from_db()
    return run.n_matched, run.n_moved, run.n_breached, run.n_rescued


@pytest.fixture
def normal(db: None) -> SlaPolicy:
    """One clock a ticket: resolved within ten hours on the wall."""
    hours = target(Metric.RESOLUTION, Side.OURS, 10, basis=Basis.WALL)
    return publish("Tiêu chuẩn", hours).policy


@pytest.fixture
def tickets(normal: SlaPolicy, customer: Customer, by_customer: Actor) -> list[Ticket]:
    return opened(customer, by_customer, 3)


def test_a_preview_counts_and_changes_nothing(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    before = list(TicketClock.objects.order_by("pk").values())
    draft = draft_of(normal, by_wall(0.5))

    run = ask_preview(draft, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert numbers(run) == (3, 3, 3, 0)
    assert (run.state, run.n_done, run.n_total) == (RunState.DONE, 3, 3)
    assert list(TicketClock.objects.order_by("pk").values()) == before
    assert not Event.objects.filter(verb=verbs.TICKET_RETARGETED).exists()


def test_a_preview_counts_what_stops_being_late(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    draft = draft_of(normal, by_wall(30))

    run = ask_preview(draft, actor=SYSTEM, at=LATER)
    run_clock_runs(AT + timedelta(hours=11))

    assert numbers(run) == (3, 3, 0, 3)


def test_terms_that_change_nothing_move_nothing(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    draft = draft_of(normal, by_wall(10))

    run = ask_preview(draft, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert numbers(run) == (3, 0, 0, 0)


def test_only_tickets_that_the_version_fits_first_are_reached(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    publish("Kỹ thuật", position=5, kinds=[TicketKind.TECHNICAL])
    Ticket.objects.filter(pk=tickets[0].pk).update(kind=TicketKind.TECHNICAL)
    Ticket.objects.filter(pk=tickets[1].pk).update(kind=TicketKind.COMPLAINT)
    draft = draft_of(normal, by_wall(1), kinds=("complaint", "technical"))

    run = ask_preview(draft, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert numbers(run)[0] == 1


def test_a_policy_without_a_version_in_force_is_previewed_at_its_place(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    first = SlaPolicy.objects.create(name="Khẩn", position=1)
    last = SlaPolicy.objects.create(name="Cuối", position=99)

    reached = ask_preview(draft_of(first, by_wall(1)), actor=SYSTEM, at=AT)
    not_reached = ask_preview(draft_of(last, by_wall(1)), actor=SYSTEM, at=AT)
    run_clock_runs(AT)

    assert numbers(reached)[0] == 3
    assert numbers(not_reached)[0] == 0


def test_finished_tickets_are_left_alone(
    normal: SlaPolicy, tickets: list[Ticket], agent_user: User
) -> None:
    resolved(tickets[0], agent_user, at=AT)
    version = in_force(normal, by_wall(5))

    run = ask_apply(version, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert numbers(run)[0] == 2
    tickets[0].refresh_from_db()
    assert tickets[0].sla_version != version


def test_applying_judges_open_tickets_by_the_new_version(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    old = normal.current
    version = in_force(normal, by_wall(0.5))

    run = ask_apply(version, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    clock = TicketClock.objects.get(ticket=tickets[0])
    assert clock.due_at == AT + timedelta(minutes=30)
    assert clock.breached_at == clock.due_at
    assert Ticket.objects.filter(sla_version=version).count() == 3
    assert numbers(run) == (3, 3, 3, 0)
    said = last_event(verbs.TICKET_RETARGETED).data
    assert said["sla_version_id"] == version.pk
    assert old is not None
    assert said["old_sla_version_id"] == old.pk
    assert last_event(verbs.POLICY_APPLIED).data["n_matched"] == 3


def test_applying_does_what_the_preview_said(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    publish("Khẩn", position=1, kinds=["complaint"])
    at = AT + timedelta(hours=11)
    draft = draft_of(normal, by_wall(20), by_wall(2, side=Side.PROMISED))
    seen = ask_preview(draft, actor=SYSTEM, at=at)
    run_clock_runs(at)

    run = publish_to_open_tickets(normal, seen_version=draft.pk, actor=SYSTEM, at=at)
    run_clock_runs(at)

    assert numbers(run) == numbers(seen) == (3, 6, 3, 0)


def test_used_and_paused_time_stay(
    normal: SlaPolicy, tickets: list[Ticket], agent: Actor
) -> None:
    wait_for(tickets[0], actor=agent, reason=WaitReason.CUSTOMER, at=LATER)
    version = in_force(
        normal,
        TargetTerms(
            Metric.RESOLUTION,
            Side.OURS,
            20 * HOUR,
            basis=Basis.WALL,
            pause_reasons=("customer",),
        ),
    )

    ask_apply(version, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER + timedelta(hours=3))

    clock = TicketClock.objects.get(ticket=tickets[0])
    assert clock.started_at == AT
    assert clock.paused_at == LATER


def test_a_ticket_judged_already_is_counted_and_not_told_again(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    version = in_force(normal, by_wall(5))
    ask_apply(version, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    again = ask_apply(version, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert numbers(again) == (3, 0, 0, 0)
    assert happened(tickets[0]).count(verbs.TICKET_RETARGETED) == 1


def test_only_what_new_tickets_get_is_applied(normal: SlaPolicy) -> None:
    draft = draft_of(normal, by_wall(5))

    with pytest.raises(VersionNotInForceError):
        ask_apply(draft, actor=SYSTEM, at=AT)


def test_a_version_that_was_replaced_meanwhile_is_not_applied(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    run = ask_apply(in_force(normal, by_wall(5)), actor=SYSTEM, at=LATER)
    in_force(normal, by_wall(7))

    run_clock_runs(LATER)

    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not Event.objects.filter(verb=verbs.TICKET_RETARGETED).exists()


def test_the_same_question_asked_twice_is_one_run(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    draft = draft_of(normal, by_wall(5))

    first = ask_preview(draft, actor=SYSTEM, at=AT)

    assert ask_preview(draft, actor=SYSTEM, at=LATER) == first


def test_a_run_goes_piece_by_piece(
    normal: SlaPolicy, tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_pieces, "TOUCH", 2)
    run = ask_apply(in_force(normal, by_wall(5)), actor=SYSTEM, at=LATER)

    n_pieces = run_clock_runs(LATER)

    assert n_pieces == 2
    assert numbers(run)[0] == 3
    assert run.cursor == tickets[2].pk


def test_a_worker_that_dies_leaves_its_piece_to_the_next(
    normal: SlaPolicy, tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_pieces, "TOUCH", 2)
    run = ask_apply(in_force(normal, by_wall(5)), actor=SYSTEM, at=LATER)
    with monkeypatch.context() as patch:
        patch.setattr(run_pieces, "record_all", dies_at(2, record_all))
        run_clock_runs(LATER)
    assert numbers(run)[0] == 2

    run_clock_runs(LATER)

    assert numbers(run) == (3, 3, 0, 0)
    assert run.state == RunState.DONE
    assert Event.objects.filter(verb=verbs.TICKET_RETARGETED).count() == 3


def test_a_run_that_fails_holds_up_none_behind_it(
    normal: SlaPolicy, tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = ask_apply(in_force(normal, by_wall(5)), actor=SYSTEM, at=LATER)
    preview = ask_preview(draft_of(normal, by_wall(1)), actor=SYSTEM, at=LATER)
    monkeypatch.setattr(run_pieces, "record_all", dies_at(1, record_all))

    run_clock_runs(LATER)

    assert numbers(apply)[0] == 0
    assert numbers(preview)[0] == 3


def dies_at(nth: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """`real`, failing at the nth call and after."""
    calls = iter(range(1, 1000))

    def run(*args: Any, **options: Any) -> Any:
        if next(calls) >= nth:
            raise ValueError("The worker is gone.")
        return real(*args, **options)

    return run


def test_a_run_is_stopped(normal: SlaPolicy, tickets: list[Ticket]) -> None:
    run = ask_apply(in_force(normal, by_wall(5)), actor=SYSTEM, at=LATER)

    cancel_run(run, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert numbers(run)[0] == 0
    assert last_event(verbs.POLICY_APPLY_CANCELLED).data["run_id"] == run.pk
    with pytest.raises(RunEndedError):
        cancel_run(run, actor=SYSTEM, at=LATER)


def test_a_draft_that_is_saved_anew_takes_its_previews_along(
    normal: SlaPolicy, tickets: list[Ticket]
) -> None:
    ask_preview(draft_of(normal, by_wall(5)), actor=SYSTEM, at=AT)

    draft_of(normal, by_wall(6))

    assert not ClockRun.objects.exists()


def test_a_preview_costs_the_same_for_one_ticket_and_for_many(
    normal: SlaPolicy, customer: Customer, by_customer: Actor
) -> None:
    draft = draft_of(normal, by_wall(5))

    def cost() -> int:
        ask_preview(draft, actor=SYSTEM, at=LATER)
        with CaptureQueriesContext(connection) as asked:
            run_clock_runs(LATER)
        return len(asked)

    opened(customer, by_customer)
    cost()
    one = cost()
    opened(customer, by_customer, 20)

    assert cost() == one


@pytest.fixture
def shop_hours(db: None) -> Calendar:
    return open_default_calendar(actor=SYSTEM, at=AT)


@pytest.fixture
def by_hours(shop_hours: Calendar) -> SlaPolicy:
    """Four working hours: due on Saturday at 9:30."""
    return publish("Tiêu chuẩn", target(Metric.RESOLUTION, Side.OURS, 4)).policy


def closed_on_saturday(calendar: Calendar) -> Calendar:
    week = [WeeklyHours(Weekday(day), Hours(8 * 60, 17 * 60 + 30)) for day in range(5)]
    calendar.refresh_from_db()
    return set_weekly_hours(
        calendar, week, seen_version=calendar.version, actor=SYSTEM, at=AT
    )


def test_another_week_moves_the_due_times(
    shop_hours: Calendar, by_hours: SlaPolicy, customer: Customer, by_customer: Actor
) -> None:
    [ticket] = opened(customer, by_customer)
    before = TicketClock.objects.get().due_at
    closed_on_saturday(shop_hours)

    sweep_events()
    run_clock_runs(LATER)

    assert TicketClock.objects.get().due_at == before + timedelta(days=2)
    assert happened(ticket).count(verbs.TICKET_RECLOCKED) == 1
    assert ClockRun.objects.get().n_moved == 1


def test_a_ticket_whose_due_time_stays_is_not_told_of(
    shop_hours: Calendar, by_hours: SlaPolicy, customer: Customer, by_customer: Actor
) -> None:
    [ticket] = opened(customer, by_customer)
    ask_reclocking(shop_hours, at=LATER)

    run_clock_runs(LATER)

    assert ClockRun.objects.get().n_matched == 1
    assert verbs.TICKET_RECLOCKED not in happened(ticket)


def test_clocks_on_the_wall_do_not_care(
    shop_hours: Calendar, normal: SlaPolicy, customer: Customer, by_customer: Actor
) -> None:
    opened(customer, by_customer)
    closed_on_saturday(shop_hours)

    sweep_events()
    run_clock_runs(LATER)

    assert ClockRun.objects.get().n_total == 0


def test_another_calendar_moves_only_what_counts_by_it(
    shop_hours: Calendar, by_hours: SlaPolicy, customer: Customer, by_customer: Actor
) -> None:
    other = CalendarWindowFactory.create().calendar
    opened(customer, by_customer)
    ask_reclocking(other, at=LATER)

    run_clock_runs(LATER)

    assert ClockRun.objects.get().n_total == 0


def test_another_default_moves_what_names_no_calendar(
    shop_hours: Calendar, by_hours: SlaPolicy, customer: Customer, by_customer: Actor
) -> None:
    opened(customer, by_customer)
    other = CalendarWindowFactory.create(weekday=2).calendar
    make_default(other, actor=SYSTEM, at=LATER)

    sweep_events()
    run_clock_runs(LATER)

    # Wednesday of next week, 8:00 to 12:00 in Ho Chi Minh City.
    assert TicketClock.objects.get().due_at == datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def test_many_changes_of_a_calendar_are_one_run(shop_hours: Calendar) -> None:
    closed_on_saturday(shop_hours)
    make_default(CalendarWindowFactory.create().calendar, actor=SYSTEM, at=AT)
    make_default(shop_hours, actor=SYSTEM, at=AT)

    sweep_events()

    assert ClockRun.objects.filter(calendar=shop_hours).count() == 1


def test_a_run_that_has_begun_is_followed_by_another(shop_hours: Calendar) -> None:
    begun = ask_reclocking(shop_hours, at=AT)
    ClockRun.objects.filter(pk=begun.pk).update(state=RunState.RUNNING)

    assert ask_reclocking(shop_hours, at=AT) != begun


def test_nobody_stops_a_run_that_follows_a_calendar(shop_hours: Calendar) -> None:
    run = ask_reclocking(shop_hours, at=AT)

    with pytest.raises(RunNeededError):
        cancel_run(run, actor=SYSTEM, at=AT)


def test_a_worker_gives_way_after_a_while(
    normal: SlaPolicy, tickets: list[Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(clock_runs, "wake", woken.append)
    monkeypatch.setattr(run_pieces, "TOUCH", 1)
    run = ask_apply(in_force(normal, by_wall(5)), actor=SYSTEM, at=LATER)

    run_clock_runs(LATER, patience=timedelta(0))

    run.refresh_from_db()
    assert run.state == RunState.RUNNING
    assert woken == [clock_runs.TASK]
