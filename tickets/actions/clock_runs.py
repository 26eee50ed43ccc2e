"""Many clocks computed anew: asking for a run, and working it off piece by piece.

Each piece is one transaction, so that a worker may die at any line: what it did not
commit is done again by the next, behind the same cursor. Two workers never hold the same
run, since they pass over a row that is locked.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from time import monotonic

from django.db import models, transaction

from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.wake import wake
from foundation.events.actions import record, tick
from foundation.notifications.fail_points import reach
from tickets import verbs
from tickets.actions.policies import publish_draft
from tickets.actions.run_pieces import (
    Piece,
    apply_piece,
    preview_piece,
    reclock_piece,
    tickets_of,
)
from tickets.enums import RunKind, RunState
from tickets.models import ClockRun, SlaPolicy, SlaPolicyVersion
from tickets.policy_errors import (
    RunEndedError,
    RunNeededError,
    VersionNotInForceError,
)

logger = logging.getLogger(__name__)

# Shorter than the tick of beat: a long run leaves the worker free for other work.
PATIENCE = timedelta(seconds=10)
UNDER_WAY = (RunState.WAITING, RunState.RUNNING)
TASK = "tickets.run_clock_runs"
NUMBERS = ("n_matched", "n_moved", "n_breached", "n_rescued")
PIECES: dict[str, Callable[[ClockRun, datetime], Piece]] = {
    RunKind.PREVIEW: preview_piece,
    RunKind.APPLY: apply_piece,
    RunKind.CALENDAR: reclock_piece,
}


@transaction.atomic
def ask_preview(version: SlaPolicyVersion, *, actor: Actor, at: datetime) -> ClockRun:
    """Have it counted what `version` would do to the open tickets; nothing changes.

    Asked again while the answer is under way, it is the same run.
    """
    locked(version.policy)
    run = _under_way(RunKind.PREVIEW).filter(version=version).first()
    return run or _ask(RunKind.PREVIEW, actor, at, version=version)


@transaction.atomic
def ask_apply(version: SlaPolicyVersion, *, actor: Actor, at: datetime) -> ClockRun:
    """Judge the open tickets that `version` fits by it too; used and paused time stay.

    Refuses a version that new tickets do not get.
    """
    policy = locked(version.policy)
    if policy.current_id != version.pk or not policy.is_active:
        raise VersionNotInForceError
    run = _under_way(RunKind.APPLY).filter(version=version).first()
    if run is not None:
        return run
    run = _ask(RunKind.APPLY, actor, at, version=version)
    _note(run, verbs.POLICY_APPLY_ASKED, actor, at)
    return run


@transaction.atomic
def publish_to_open_tickets(
    policy: SlaPolicy, *, seen_version: int, actor: Actor, at: datetime
) -> ClockRun:
    """Publish the draft, for open tickets as well as for new ones."""
    version = publish_draft(policy, seen_version=seen_version, actor=actor, at=at)
    return ask_apply(version, actor=actor, at=at)


@transaction.atomic
def ask_reclocking(calendar: Calendar, *, at: datetime) -> ClockRun:
    """Have the clocks that count by `calendar` computed anew, since it changed.

    A run that has not begun yet will read the calendar as it is then, so it is enough.
    """
    calendar = locked(calendar)
    waiting = ClockRun.objects.filter(
        kind=RunKind.CALENDAR, calendar=calendar, state=RunState.WAITING
    )
    # One that a worker holds has begun; it may have read the calendar as it was.
    run = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    return run or _ask(RunKind.CALENDAR, SYSTEM, at, calendar=calendar)


@transaction.atomic
def cancel_run(run: ClockRun, *, actor: Actor, at: datetime) -> ClockRun:
    """Stop a run after the piece in hand; what it applied to tickets stays.

    Refuses one that has ended, and one that follows a calendar.
    """
    run = locked(run)
    if run.state not in UNDER_WAY:
        raise RunEndedError
    if run.kind == RunKind.CALENDAR:
        raise RunNeededError
    _end(run, RunState.CANCELLED, at)
    if run.kind == RunKind.APPLY:
        _note(run, verbs.POLICY_APPLY_CANCELLED, actor, at)
    return run


def run_clock_runs(at: datetime, *, patience: timedelta = PATIENCE) -> int:
    """Work on the runs that are under way; how many pieces were done.

    A run that fails is left for the next time and holds up none behind it.
    """
    tick("run_clock_runs")
    until, count = monotonic() + patience.total_seconds(), 0
    failed: set[int] = set()
    while (n_done := _do_piece(at, failed)) is not None:
        count += n_done
        if monotonic() > until:
            wake(TASK)
            break
    return count


def _do_piece(at: datetime, failed: set[int]) -> int | None:
    """One piece of the oldest run that nobody holds; None where there is none."""
    key = 0
    try:
        with transaction.atomic():
            run = _claim(failed)
            if run is None:
                return None
            key = run.pk
            _advance(run, at)
    except Exception:  # whatever is wrong with one run, the others go on
        if not key:
            raise
        logger.exception("Clock run %s failed", key)
        failed.add(key)
        return 0
    return 1


def _claim(passing_over: Collection[int]) -> ClockRun | None:
    runs = ClockRun.objects.filter(state__in=UNDER_WAY).exclude(pk__in=passing_over)
    return runs.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()


def _advance(run: ClockRun, at: datetime) -> None:
    if run.kind == RunKind.APPLY and not _is_in_force(run):
        _end(run, RunState.CANCELLED, at)  # another version took its place
        return
    if run.state == RunState.WAITING:
        run.state, run.n_total = RunState.RUNNING, tickets_of(run).count()
    piece = PIECES[run.kind](run, at)
    run.cursor, run.n_done = piece.last or run.cursor, run.n_done + piece.n_tickets
    for name in NUMBERS:
        setattr(run, name, getattr(run, name) + getattr(piece.effect, name))
    run.save(update_fields=["state", "cursor", "n_total", "n_done", *NUMBERS])
    reach(f"runs.{run.kind}.{run.n_done}")
    if piece.is_last:
        _end(run, RunState.DONE, at)
        if run.kind == RunKind.APPLY:
            _note(run, verbs.POLICY_APPLIED, SYSTEM, at)


def _is_in_force(run: ClockRun) -> bool:
    return SlaPolicy.objects.filter(current=run.version_id, is_active=True).exists()


def _end(run: ClockRun, state: RunState, at: datetime) -> None:
    run.state, run.finished_at = state, at
    run.save(update_fields=["state", "finished_at"])


def _note(run: ClockRun, verb: str, actor: Actor, at: datetime) -> None:
    assert run.version is not None  # only these are told of a policy
    record(
        run.version.policy,
        verb,
        actor=actor,
        at=at,
        version_id=run.version_id,
        run_id=run.pk,
        **{name: getattr(run, name) for name in NUMBERS},
    )


def _under_way(kind: RunKind) -> models.QuerySet[ClockRun]:
    return ClockRun.objects.filter(kind=kind, state__in=UNDER_WAY)


def _ask(
    kind: RunKind,
    actor: Actor,
    at: datetime,
    *,
    version: SlaPolicyVersion | None = None,
    calendar: Calendar | None = None,
) -> ClockRun:
    run = ClockRun.objects.create(
        kind=kind,
        version=version,
        calendar=calendar,
        asked_by_id=actor.user_id,
        created_at=at,
    )
    transaction.on_commit(lambda: wake(TASK), robust=True)
    return run
