"""The parts of the work: which begins, which ends, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.sla import NORMAL, publish, target
from tests.tickets.acting import (
    ASKED,
    actor_of,
    closed,
    happened,
    last_event,
    resolved,
)
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.opening import open_ticket
from tickets.actions.resolution import reopen_ticket
from tickets.actions.stages import finish_stage, start_stage
from tickets.actions.waiting import wait_for
from tickets.enums import Basis, Metric, Priority, Side, Stage, Verdict, WaitReason
from tickets.errors import StageUnknownError, TicketClosedError, TicketFinishedError
from tickets.models import SlaPolicy, Ticket, TicketClock
from tickets.phrases import phrase_of
from tickets.replay import replay_clocks
from tickets.verbs import CUSTOMER_VERBS, STAGE_FINISHED, STAGE_STARTED

HOUR = timedelta(hours=1)
STAGES = (
    target(Metric.STAGE, Side.OURS, 1, stage=Stage.REPAIR, basis=Basis.WALL),
    target(Metric.STAGE, Side.PROMISED, 2, stage=Stage.REPAIR),
    target(Metric.STAGE, Side.OURS, 1, stage=Stage.DIAGNOSIS, basis=Basis.WALL),
)


@pytest.fixture
def repair(customer: Customer, by_customer: Actor) -> Ticket:
    """A ticket whose promise gives two stages a time."""
    publish("Sửa chữa", *NORMAL, *STAGES)
    return open_ticket(customer, actor=by_customer, at=NOON, opening=ASKED)


def clocks(ticket: Ticket) -> list[tuple[str, str, str]]:
    """Stage, side and verdict of each stage clock, in the order they started."""
    own = TicketClock.objects.filter(ticket=ticket, metric=Metric.STAGE)
    return list(own.order_by("pk").values_list("stage", "side", "verdict"))


def differences() -> list[str]:
    return [str(each) for batch in replay_clocks() for each in batch.differences]


def test_a_stage_starts_its_clocks_on_both_sides(repair: Ticket, agent: Actor) -> None:
    start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON + HOUR)

    assert clocks(repair) == [("repair", "ours", ""), ("repair", "promised", "")]
    own = TicketClock.objects.get(metric=Metric.STAGE, side=Side.OURS)
    assert (own.started_at, own.due_at) == (NOON + HOUR, NOON + 2 * HOUR)
    data = last_event("ticket.stage_started").data
    assert (data["stage"], data["old_stage"]) == ("repair", "")


def test_the_next_stage_ends_the_one_before(repair: Ticket, agent: Actor) -> None:
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=agent, at=NOON)
    start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON + 2 * HOUR)

    assert clocks(repair) == [
        ("diagnosis", "ours", Verdict.LATE),
        ("repair", "ours", ""),
        ("repair", "promised", ""),
    ]
    assert last_event("ticket.stage_started").data["old_stage"] == "diagnosis"
    assert differences() == []


def test_a_finished_stage_is_judged(repair: Ticket, agent: Actor) -> None:
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=agent, at=NOON)
    finish_stage(repair, actor=agent, at=NOON + HOUR / 2)

    assert clocks(repair) == [("diagnosis", "ours", Verdict.MET)]
    assert last_event("ticket.stage_finished").data["stage"] == "diagnosis"
    assert differences() == []


def test_a_stage_may_come_again(repair: Ticket, agent: Actor) -> None:
    for stage in (Stage.DIAGNOSIS, Stage.REPAIR, Stage.DIAGNOSIS):
        start_stage(repair, stage=stage, actor=agent, at=NOON)

    again = TicketClock.objects.live().get(metric=Metric.STAGE)
    assert (again.stage, again.cycle) == ("diagnosis", 2)
    assert differences() == []


def test_the_stage_that_runs_changes_nothing(repair: Ticket, agent: Actor) -> None:
    start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON)
    before = list(TicketClock.objects.order_by("pk").values())

    start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON + HOUR)

    assert list(TicketClock.objects.order_by("pk").values()) == before
    assert happened(repair).count("ticket.stage_started") == 1


def test_where_none_runs_none_is_finished(repair: Ticket, agent: Actor) -> None:
    finish_stage(repair, actor=agent, at=NOON)

    assert "ticket.stage_finished" not in happened(repair)


def test_a_stage_without_a_time_is_refused(repair: Ticket, agent: Actor) -> None:
    with pytest.raises(StageUnknownError) as refused:
        start_stage(repair, stage=Stage.QUOTE, actor=agent, at=NOON)

    assert (refused.value.status, refused.value.code) == (422, "stage_unknown")
    assert clocks(repair) == []


def test_a_ticket_without_a_promise_has_no_stages(ticket: Ticket, agent: Actor) -> None:
    with pytest.raises(StageUnknownError):
        start_stage(ticket, stage=Stage.REPAIR, actor=agent, at=NOON)


def test_a_resolved_ticket_is_refused(repair: Ticket, agent_user: User) -> None:
    resolved(repair, agent_user)

    with pytest.raises(TicketFinishedError):
        start_stage(repair, stage=Stage.REPAIR, actor=actor_of(agent_user), at=NOON)
    with pytest.raises(TicketFinishedError):
        finish_stage(repair, actor=actor_of(agent_user), at=NOON)


def test_a_closed_ticket_is_refused(repair: Ticket, agent_user: User) -> None:
    closed(repair, agent_user)

    with pytest.raises(TicketClosedError):
        start_stage(repair, stage=Stage.REPAIR, actor=actor_of(agent_user), at=NOON)


def test_reopening_lets_the_stage_go_on_with_what_was_left(
    repair: Ticket, agent_user: User
) -> None:
    actor = actor_of(agent_user)
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON)
    resolved(repair, agent_user, at=NOON + HOUR / 4)
    assert clocks(repair) == [("diagnosis", "ours", Verdict.STOPPED)]

    reopen_ticket(repair, actor=actor, at=NOON + 9 * HOUR)

    own = TicketClock.objects.live().get(metric=Metric.STAGE)
    assert (own.cycle, own.episode) == (1, 2)
    assert own.due_at == NOON + 9 * HOUR + HOUR * 3 / 4
    assert (own.agent, own.team, own.worked_seconds) == (None, None, None)
    assert differences() == []


def test_a_stage_that_went_on_is_finished_as_ever(
    repair: Ticket, agent_user: User
) -> None:
    actor = actor_of(agent_user)
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON)
    resolved(repair, agent_user, at=NOON + HOUR / 4)
    reopen_ticket(repair, actor=actor, at=NOON + 9 * HOUR)

    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON + 9 * HOUR)
    finish_stage(repair, actor=actor, at=NOON + 9.5 * HOUR)

    assert clocks(repair) == [("diagnosis", "ours", Verdict.MET)]
    assert happened(repair).count("ticket.stage_started") == 1
    assert differences() == []


def test_a_stage_that_was_late_goes_on_being_late(
    repair: Ticket, agent_user: User
) -> None:
    actor = actor_of(agent_user)
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON)
    resolved(repair, agent_user, at=NOON + 2 * HOUR)

    reopen_ticket(repair, actor=actor, at=NOON + 9 * HOUR)

    own = TicketClock.objects.live().get(metric=Metric.STAGE)
    assert own.breached_at == own.due_at == NOON + HOUR
    assert differences() == []


@pytest.mark.parametrize(
    ("took", "verdict"), [(HOUR / 2, Verdict.MET), (2 * HOUR, Verdict.LATE)]
)
def test_a_stage_that_was_finished_stays_finished(
    repair: Ticket, agent_user: User, took: timedelta, verdict: Verdict
) -> None:
    actor = actor_of(agent_user)
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON)
    finish_stage(repair, actor=actor, at=NOON + took)
    resolved(repair, agent_user, at=NOON + 3 * HOUR)

    reopen_ticket(repair, actor=actor, at=NOON + 9 * HOUR)

    assert clocks(repair) == [("diagnosis", "ours", verdict)]
    assert differences() == []


def test_of_two_stages_the_last_goes_on_alone(repair: Ticket, agent_user: User) -> None:
    actor = actor_of(agent_user)
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON)
    ends = NOON + 2 * HOUR
    start_stage(repair, stage=Stage.REPAIR, actor=actor, at=ends)
    resolved(repair, agent_user, at=ends)

    reopen_ticket(repair, actor=actor, at=NOON + 9 * HOUR)

    assert clocks(repair) == [
        ("diagnosis", "ours", Verdict.LATE),
        ("repair", "ours", ""),
        ("repair", "promised", ""),
    ]
    assert differences() == []


def test_a_stage_that_the_promise_has_no_more_stays_ended(
    repair: Ticket, agent_user: User
) -> None:
    actor = actor_of(agent_user)
    start_stage(repair, stage=Stage.DIAGNOSIS, actor=actor, at=NOON)
    resolved(repair, agent_user, at=NOON + HOUR / 4)
    publish("", *NORMAL, policy=SlaPolicy.objects.get())
    to = replace(Classification.of(repair), priority=Priority.HIGH)
    classify_ticket(repair, actor=actor, at=NOON + HOUR, to=to)

    reopen_ticket(repair, actor=actor, at=NOON + 9 * HOUR)

    assert clocks(repair) == [("diagnosis", "ours", Verdict.STOPPED)]
    assert differences() == []


def test_a_stage_that_begins_while_we_wait_is_paused(
    repair: Ticket, agent: Actor
) -> None:
    wait_for(repair, actor=agent, reason=WaitReason.PART, at=NOON)
    start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON + HOUR)

    own = TicketClock.objects.get(metric=Metric.STAGE, side=Side.OURS)
    promise = TicketClock.objects.get(metric=Metric.STAGE, side=Side.PROMISED)
    assert own.paused_at == NOON + HOUR
    assert promise.paused_at is None
    assert differences() == []


def test_both_have_a_line_of_their_own_for_staff_alone() -> None:
    data = {"stage": "parts"}

    with translation.override("vi"):
        started = phrase_of(STAGE_STARTED, data, {})
        finished = phrase_of(STAGE_FINISHED, data, {})
        unknown = phrase_of(STAGE_STARTED, {"stage": "gone"}, {})

    assert started == "Bắt đầu công đoạn: Chờ linh kiện về"
    assert finished == "Xong công đoạn: Chờ linh kiện về"
    assert unknown == "Bắt đầu công đoạn"
    assert not {STAGE_STARTED, STAGE_FINISHED} & CUSTOMER_VERBS
