"""Absences: planned, refused, taken back, begun and ended by the clock."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts import verbs
from foundation.accounts.actions.leave import (
    Absence,
    cancel_leave,
    end_leave,
    plan_leave,
    sweep_leaves,
)
from foundation.accounts.enums import LeaveHandOver, LeaveKind, LeaveState
from foundation.accounts.errors import (
    DeputyAwayError,
    DeputyError,
    LeaveOverlapError,
    NotStaffError,
    PastDayError,
    TimeOrderError,
)
from foundation.accounts.models import Leave, User
from foundation.accounts.tasks import sweep_leaves as sweep_task
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.accounts import CustomerLoginFactory, LeaveFactory, StaffFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AWAY = Absence(
    starts_at=NOON + DAY,
    ends_at=NOON + 3 * DAY,
    kind=LeaveKind.HOLIDAY,
    hand_over=LeaveHandOver.QUEUE,
)


def verbs_recorded() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_leave_is_planned_with_a_deputy_and_a_word(
    agent: Actor, agent_user: User, lead_user: User
) -> None:
    absence = replace(
        AWAY,
        hand_over=LeaveHandOver.DEPUTY,
        deputy=lead_user,
        summary="  Chị Hà chờ bo mạch.\x07 ",
    )

    leave = plan_leave(agent_user, absence, actor=agent, at=NOON)

    assert leave.state == LeaveState.PLANNED
    assert leave.summary == "Chị Hà chờ bo mạch."
    assert leave.asked_by == agent_user
    event = Event.objects.get()
    assert event.data == {
        "leave_id": leave.pk,
        "user_id": agent_user.pk,
        "hand_over": "deputy",
        "deputy_id": lead_user.pk,
    }
    assert set(event.links.values_list("type", "thing_id")) == {
        ("accounts.leave", str(leave.pk)),
        ("accounts.user", str(agent_user.pk)),
    }


def test_whoever_falls_ill_today_may_say_so_in_the_afternoon(
    agent: Actor, agent_user: User
) -> None:
    since_midnight = replace(AWAY, starts_at=NOON - 15 * HOUR, ends_at=NOON + 9 * HOUR)

    assert plan_leave(agent_user, since_midnight, actor=agent, at=NOON).pk


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"starts_at": NOON - 16 * HOUR}, PastDayError),
        ({"starts_at": NOON - 2 * HOUR, "ends_at": NOON - HOUR}, PastDayError),
        ({"ends_at": NOON + DAY}, TimeOrderError),
        ({"ends_at": NOON + 400 * DAY}, TimeOrderError),
        ({"hand_over": LeaveHandOver.DEPUTY}, DeputyError),
    ],
    ids=["yesterday", "over already", "no time", "too long", "no deputy"],
)
def test_a_leave_that_makes_no_sense_is_refused(
    agent: Actor, agent_user: User, change: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        plan_leave(agent_user, replace(AWAY, **change), actor=agent, at=NOON)


def test_nobody_stands_in_for_themself(agent: Actor, agent_user: User) -> None:
    absence = replace(AWAY, hand_over=LeaveHandOver.DEPUTY, deputy=agent_user)

    with pytest.raises(DeputyError):
        plan_leave(agent_user, absence, actor=agent, at=NOON)


def test_a_deputy_without_being_asked_for_is_refused(
    agent: Actor, agent_user: User, lead_user: User
) -> None:
    with pytest.raises(DeputyError):
        plan_leave(agent_user, replace(AWAY, deputy=lead_user), actor=agent, at=NOON)


def test_whoever_left_stands_in_for_nobody(agent: Actor, agent_user: User) -> None:
    gone = StaffFactory(is_active=False)
    absence = replace(AWAY, hand_over=LeaveHandOver.DEPUTY, deputy=gone)

    with pytest.raises(DeputyError):
        plan_leave(agent_user, absence, actor=agent, at=NOON)


def test_a_deputy_who_is_away_then_is_refused(
    agent: Actor, agent_user: User, lead_user: User
) -> None:
    absence = replace(AWAY, hand_over=LeaveHandOver.DEPUTY, deputy=lead_user)
    away = LeaveFactory(user=lead_user, starts_at=NOON, ends_at=NOON + DAY + HOUR)

    with pytest.raises(DeputyAwayError):
        plan_leave(agent_user, absence, actor=agent, at=NOON)
    cancel_leave(away, actor=agent, at=NOON)
    assert plan_leave(agent_user, absence, actor=agent, at=NOON).deputy == lead_user


def test_nobody_is_away_twice_at_a_time(agent: Actor, agent_user: User) -> None:
    first = plan_leave(agent_user, AWAY, actor=agent, at=NOON)
    right_after = replace(AWAY, starts_at=AWAY.ends_at, ends_at=AWAY.ends_at + DAY)

    with pytest.raises(LeaveOverlapError):
        plan_leave(agent_user, AWAY, actor=agent, at=NOON)
    assert plan_leave(agent_user, right_after, actor=agent, at=NOON).pk
    cancel_leave(first, actor=agent, at=NOON)
    assert plan_leave(agent_user, AWAY, actor=agent, at=NOON).pk


def test_only_those_who_work_here_are_away(agent: Actor) -> None:
    with pytest.raises(NotStaffError):
        plan_leave(CustomerLoginFactory(), AWAY, actor=agent, at=NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": NOON, "starts_at": NOON},
        {"hand_over": "deputy"},
        {"hand_over": "nobody"},
        {"kind": "strike"},
        {"state": "forgotten"},
    ],
)
def test_the_database_refuses_a_leave_that_makes_no_sense(
    agent_user: User, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaveFactory(user=agent_user, **wrong)


def test_the_database_refuses_somebody_as_their_own_deputy(agent_user: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaveFactory(user=agent_user, hand_over="deputy", deputy=agent_user)


def test_a_leave_begins_and_ends_by_the_clock(agent_user: User) -> None:
    leave = LeaveFactory(user=agent_user, starts_at=NOON, ends_at=NOON + HOUR)

    before = sweep_leaves(NOON - timedelta(seconds=1))
    begun = sweep_leaves(NOON)
    again = sweep_leaves(NOON)
    ended = sweep_leaves(NOON + HOUR)
    once_more = sweep_leaves(NOON + HOUR)

    assert [before, begun, again, ended, once_more] == [0, 1, 0, 1, 0]
    assert verbs_recorded() == [verbs.LEAVE_STARTED, verbs.LEAVE_ENDED]
    started = Event.objects.get(verb=verbs.LEAVE_STARTED)
    assert (started.subject_type, started.subject_id) == (
        ref(leave).type,
        str(leave.pk),
    )
    assert started.data["user_id"] == agent_user.pk


def test_a_leave_that_passed_while_nothing_ran_moves_nobodys_tickets(
    agent_user: User,
) -> None:
    leave = LeaveFactory(user=agent_user, starts_at=NOON, ends_at=NOON + HOUR)

    sweep_leaves(NOON + DAY)

    leave.refresh_from_db()
    assert leave.state == LeaveState.ENDED
    assert verbs_recorded() == [verbs.LEAVE_ENDED]


def test_a_cancelled_leave_never_begins(agent: Actor, agent_user: User) -> None:
    leave = LeaveFactory(user=agent_user, starts_at=NOON, ends_at=NOON + HOUR)
    cancel_leave(leave, actor=agent, at=NOON)

    assert sweep_leaves(NOON) == 0
    assert verbs_recorded() == [verbs.LEAVE_CANCELLED]


def test_a_leave_under_way_is_ended_not_cancelled(
    agent: Actor, agent_user: User
) -> None:
    leave = LeaveFactory(user=agent_user, starts_at=NOON, ends_at=NOON + 2 * DAY)
    with pytest.raises(TransitionError):
        end_leave(leave, actor=agent, at=NOON)
    sweep_leaves(NOON)

    with pytest.raises(TransitionError):
        cancel_leave(leave, actor=agent, at=NOON + HOUR)
    ended = end_leave(leave, actor=agent, at=NOON + HOUR)

    assert (ended.state, ended.ends_at) == (LeaveState.ENDED, NOON + HOUR)


def test_the_task_sweeps(agent_user: User) -> None:
    leave = LeaveFactory(
        user=agent_user, starts_at=NOON - 900 * DAY, ends_at=NOON - 899 * DAY
    )

    sweep_task()

    assert Leave.objects.get(pk=leave.pk).state == LeaveState.ENDED
