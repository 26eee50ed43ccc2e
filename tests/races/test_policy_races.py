"""Two people at one policy, two workers at one run, and tickets that move meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, Event as Signal
from typing import Any

import pytest
from django.db import connection

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from tests.factories.sla import publish, target
from tests.sessions import PATIENCE_SECONDS
from tests.tickets.acting import ASKED, resolved
from tests.tickets.promising import OURS, PROMISED, TERMS, terms
from tickets import verbs
from tickets.actions import clock_runs, policies, run_pieces
from tickets.actions.opening import open_ticket
from tickets.enums import Basis, Metric, RunState, Side, Verdict
from tickets.models import ClockRun, SlaPolicy, SlaPolicyVersion, Ticket, TicketClock

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def at_once(*jobs: Callable[[], object]) -> list[str]:
    """How each job ended when all start together: "done" or the code of its refusal."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            job()
        except DomainError as error:
            return error.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs))


def without_lock(monkeypatch: pytest.MonkeyPatch, parties: int) -> None:
    """All look at the policy and find nobody's draft; only then do they write theirs."""
    all_have_looked = Barrier(parties)
    write = policies._write

    def write_together(*args: Any) -> SlaPolicyVersion:
        all_have_looked.wait(timeout=PATIENCE_SECONDS)
        return write(*args)

    monkeypatch.setattr(policies, "locked", lambda row: row)
    monkeypatch.setattr(policies, "_write", write_together)


@pytest.fixture
def policy(transactional_db: None) -> SlaPolicy:
    return policies.create_policy("Khẩn", actor=SYSTEM, at=AT)


@pytest.fixture
def draft(policy: SlaPolicy) -> SlaPolicyVersion:
    return policies.save_draft(policy, TERMS, seen_version=0, actor=SYSTEM, at=AT)


@pytest.fixture
def asked(customer: Customer, by_customer: Actor) -> ClockRun:
    """Six open tickets, and a run that is to judge them by a new version."""
    hours = target(Metric.RESOLUTION, Side.OURS, 10, basis=Basis.WALL)
    normal = publish("Tiêu chuẩn", hours).policy
    for _ in range(6):
        open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)
    version = publish("", {**hours, "seconds": 60}, policy=normal)
    return clock_runs.ask_apply(version, actor=SYSTEM, at=AT)


def publishing(draft: SlaPolicyVersion) -> Callable[[], object]:
    return lambda: policies.publish_draft(
        draft.policy, seen_version=draft.pk, actor=SYSTEM, at=AT
    )


def saving(policy: SlaPolicy, side: str) -> Callable[[], object]:
    one = OURS if side == Side.OURS else PROMISED
    return lambda: policies.save_draft(
        policy, terms(targets=(one,)), seen_version=0, actor=SYSTEM, at=AT
    )


def test_a_draft_is_published_once(draft: SlaPolicyVersion) -> None:
    assert at_once(publishing(draft), publishing(draft)) == ["done", "no_draft"]
    assert Event.objects.filter(verb=verbs.POLICY_PUBLISHED).count() == 1


def test_of_two_first_drafts_one_must_look_again(policy: SlaPolicy) -> None:
    outcomes = at_once(saving(policy, Side.OURS), saving(policy, Side.PROMISED))

    assert outcomes == ["done", "policy_changed"]
    assert policy.versions.get().targets.count() == 1


def test_without_the_lock_only_the_database_keeps_one_draft(
    policy: SlaPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_lock(monkeypatch, parties=2)

    with pytest.raises(Exception, match="sla_version_"):
        at_once(saving(policy, Side.OURS), saving(policy, Side.PROMISED))

    assert policy.versions.count() == 1


def test_two_who_sort_at_once_never_lose_a_place(policy: SlaPolicy) -> None:
    other = policies.create_policy("E-mail", actor=SYSTEM, at=AT)
    third = policies.create_policy("Chat", actor=SYSTEM, at=AT)

    outcomes = at_once(
        lambda: policies.move_policy_down(policy, actor=SYSTEM, at=AT),
        lambda: policies.move_policy_up(third, actor=SYSTEM, at=AT),
        lambda: policies.move_policy_down(other, actor=SYSTEM, at=AT),
    )

    assert outcomes == ["done"] * 3
    assert sorted(SlaPolicy.objects.values_list("position", flat=True)) == [10, 20, 30]


def test_two_workers_do_no_piece_twice(
    asked: ClockRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_pieces, "TOUCH", 1)

    def work() -> None:
        clock_runs.run_clock_runs(AT)

    at_once(work, work, work)
    clock_runs.run_clock_runs(AT)

    asked.refresh_from_db()
    assert (asked.state, asked.n_done, asked.n_matched) == (RunState.DONE, 6, 6)
    assert Event.objects.filter(verb=verbs.TICKET_RETARGETED).count() == 6


def test_without_passing_over_locked_runs_nobody_counts_right(
    asked: ClockRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_read = Barrier(2)

    def claim(_passing_over: object) -> ClockRun | None:
        run = ClockRun.objects.filter(state=RunState.WAITING).first()
        both_have_read.wait(timeout=PATIENCE_SECONDS)
        return run

    monkeypatch.setattr(clock_runs, "_claim", claim)

    def work() -> None:
        clock_runs._do_piece(AT, set())

    at_once(work, work)

    assert Event.objects.filter(verb=verbs.POLICY_APPLIED).count() == 2


def resolve_in_between(
    monkeypatch: pytest.MonkeyPatch, agent: User, *, is_locking: bool
) -> Ticket:
    """Let a ticket be resolved after a piece has chosen it and before it holds it."""
    ticket = Ticket.objects.order_by("pk").first()
    assert ticket is not None
    real, is_resolved = run_pieces.held, Signal()

    def resolve() -> None:
        resolved(ticket, agent, at=AT)
        connection.close()

    def held(found: object) -> list[Ticket]:
        chosen = list(found)  # type: ignore[call-overload] # tickets
        if not is_resolved.is_set():
            with ThreadPoolExecutor(1) as pool:
                pool.submit(resolve).result(timeout=PATIENCE_SECONDS)
            is_resolved.set()
        return real(chosen) if is_locking else chosen

    monkeypatch.setattr(run_pieces, "held", held)
    return ticket


def test_a_ticket_resolved_while_the_run_passes_keeps_its_promise(
    asked: ClockRun, agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = resolve_in_between(monkeypatch, agent_user, is_locking=True)

    clock_runs.run_clock_runs(AT)

    asked.refresh_from_db()
    ticket.refresh_from_db()
    assert asked.n_matched == 5
    assert ticket.sla_version_id != asked.version_id
    assert TicketClock.objects.get(ticket=ticket).verdict == Verdict.MET


def test_without_the_lock_a_resolved_ticket_is_judged_anew(
    asked: ClockRun, agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = resolve_in_between(monkeypatch, agent_user, is_locking=False)

    clock_runs.run_clock_runs(AT)

    ticket.refresh_from_db()
    assert ticket.sla_version_id == asked.version_id
