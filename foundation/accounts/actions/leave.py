"""Absences: planned, taken back, begun and ended by the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.accounts import verbs
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
from foundation.accounts.rosters import house_day
from foundation.accounts.workflow import LEAVE_WORKFLOW
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.refs import Ref
from foundation.core.text import clean_text
from foundation.events.actions import record

LONGEST = timedelta(days=366)
SHORTEST = timedelta(seconds=1)
BATCH = 200


@dataclass(frozen=True, slots=True)
class Absence:
    """When somebody wants to be away, why, and what becomes of their open tickets."""

    starts_at: datetime
    ends_at: datetime
    kind: LeaveKind
    hand_over: LeaveHandOver
    deputy: User | None = None
    summary: str = ""


@transaction.atomic
def plan_leave(user: User, absence: Absence, *, actor: Actor, at: datetime) -> Leave:
    """Let somebody be away for a while.

    May begin earlier today, since nobody falls ill with notice. Refuses past days, an
    end before the beginning, a second absence at the time, and a deputy who is away.
    """
    people = _locked_people(user, absence.deputy)
    user = people[user.pk]
    _check_time(absence, at)
    _check_people(user, absence, people)
    if _overlapping(user, absence).exists():
        raise LeaveOverlapError(field="starts_on")
    leave = Leave.objects.create(
        user=user,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        kind=absence.kind,
        hand_over=absence.hand_over,
        deputy=absence.deputy,
        summary=clean_text(absence.summary),
        asked_by_id=actor.user_id,
        created_at=at,
    )
    _note(leave, verbs.LEAVE_PLANNED, actor=actor, at=at)
    return leave


@transaction.atomic
def cancel_leave(leave: Leave, *, actor: Actor, at: datetime) -> Leave:
    """Take back a leave that has not begun; one under way can only be ended."""
    leave = locked(leave)
    _move(leave, LeaveState.CANCELLED)
    leave.save(update_fields=["state"])
    _note(leave, verbs.LEAVE_CANCELLED, actor=actor, at=at)
    return leave


@transaction.atomic
def end_leave(leave: Leave, *, actor: Actor, at: datetime) -> Leave:
    """Come back before the time: a leave under way ends now."""
    leave = locked(leave)
    if leave.state != LeaveState.STARTED:
        raise TransitionError
    _end(leave, actor=actor, at=at)
    return leave


def sweep_leaves(at: datetime) -> int:
    """Begin and end what is due; how many. May run twice at a time: each passes over
    what the other, or somebody at the page, holds."""
    due = Leave.objects.filter(
        Q(state=LeaveState.PLANNED, starts_at__lte=at)
        | Q(state=LeaveState.STARTED, ends_at__lte=at)
    )
    ids = list(due.order_by("starts_at", "pk").values_list("pk", flat=True)[:BATCH])
    return sum(_pass_on(leave_id, at) for leave_id in ids)


@transaction.atomic
def _pass_on(leave_id: int, at: datetime) -> bool:
    """Begin or end one leave, unless somebody else just did; whether it moved."""
    free = Leave.objects.select_for_update(skip_locked=True, of=("self",))
    leave = free.filter(pk=leave_id).first()
    if leave is None:
        return False
    if leave.is_open and leave.ends_at <= at:
        _end(leave, actor=SYSTEM, at=at)
        return True
    if leave.state == LeaveState.PLANNED and leave.starts_at <= at:
        _move(leave, LeaveState.STARTED)
        leave.save(update_fields=["state"])
        _note(leave, verbs.LEAVE_STARTED, actor=SYSTEM, at=at)
        return True
    return False


def _end(leave: Leave, *, actor: Actor, at: datetime) -> None:
    _move(leave, LeaveState.ENDED)
    # Never before it began: two people on two clocks may be a second apart.
    leave.ends_at = max(min(leave.ends_at, at), leave.starts_at + SHORTEST)
    leave.save(update_fields=["state", "ends_at"])
    _note(leave, verbs.LEAVE_ENDED, actor=actor, at=at)


def _move(leave: Leave, target: LeaveState) -> None:
    LEAVE_WORKFLOW.check(LeaveState(leave.state), target)
    leave.state = target


def _locked_people(user: User, deputy: User | None) -> dict[int, User]:
    """Whoever is concerned, locked in one order: two who stand in for each other, at
    once, must each see the other's plan and not deadlock. Their keys stay free: whoever
    plans for others is named by the row, and may be planned for at that moment."""
    wanted = {user.pk, deputy.pk} if deputy else {user.pk}
    free = User.objects.select_for_update(of=("self",), no_key=True)
    found = free.filter(pk__in=wanted)
    return {person.pk: person for person in found.order_by("pk")}


def _check_time(absence: Absence, at: datetime) -> None:
    if not absence.starts_at < absence.ends_at <= absence.starts_at + LONGEST:
        raise TimeOrderError(field="ends_on")
    if house_day(absence.starts_at) < house_day(at):
        raise PastDayError(field="starts_on")
    if absence.ends_at <= at:
        raise PastDayError(field="ends_on")


def _check_people(user: User, absence: Absence, people: dict[int, User]) -> None:
    if not _works_here(user):
        raise NotStaffError
    deputy = people.get(absence.deputy.pk) if absence.deputy else None
    if (deputy is not None) != (absence.hand_over == LeaveHandOver.DEPUTY):
        raise DeputyError(field="deputy")
    if deputy is None:
        return
    if deputy == user or not _works_here(deputy):
        raise DeputyError(field="deputy")
    if _overlapping(deputy, absence).exists():
        raise DeputyAwayError(field="deputy")


def _works_here(user: User) -> bool:
    return user.is_staff_member and user.is_active


def _overlapping(user: User, absence: Absence) -> QuerySet[Leave]:
    leaves = Leave.objects.in_force().filter(user=user)
    return leaves.touching(absence.starts_at, absence.ends_at)


def _note(leave: Leave, verb: str, *, actor: Actor, at: datetime) -> None:
    record(
        leave,
        verb,
        actor=actor,
        at=at,
        links=[Ref(User._meta.label_lower, str(leave.user_id))],
        leave_id=leave.pk,
        user_id=leave.user_id,
        hand_over=str(leave.hand_over),
        deputy_id=leave.deputy_id,
    )
