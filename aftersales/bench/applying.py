"""How fast open tickets follow another version of their promise, beside the bare
statements that write the same rows with nothing worked out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter

from django.db import connection, transaction
from django.db.models import Count
from psycopg2.extras import Json, execute_values

from aftersales.bench.sweep import DISPATCHES, EVENTS, LINKS
from foundation.core.actor import SYSTEM
from tickets.actions.clock_runs import UNDER_WAY, ask_apply, run_clock_runs
from tickets.actions.policies import publish_draft, save_draft
from tickets.actions.run_pieces import TOUCH
from tickets.models import ClockRun, SlaPolicyVersion, Ticket
from tickets.policy_terms import terms_of

NONE = timedelta(0)  # one piece of the run and no more
BARE = TOUCH // 2  # about as many as a piece of the run finds to judge

FOLLOW = """UPDATE tickets_ticket SET sla_version_id = %s WHERE id = ANY(%s)
RETURNING id, customer_id"""
MOVE = """
UPDATE tickets_ticketclock AS clock
SET target_id = target.id, due_at = due_at + interval '1 hour',
    next_event_at = next_event_at + interval '1 hour'
FROM tickets_slatarget AS target
WHERE clock.ticket_id = ANY(%s) AND clock.ended_at IS NULL AND target.version_id = %s
  AND (target.metric, target.stage, target.side) = (clock.metric, clock.stage, clock.side)
"""


@dataclass(frozen=True, slots=True)
class ApplyFigures:
    """Tickets a second, by bare statements and by the run, and how many it judged."""

    n_judged: int
    bare: float
    ours: float

    @property
    def ratio(self) -> float:
        """Ours per ticket, in bare statements per ticket."""
        return self.bare / self.ours


def measure_applying(at: datetime) -> ApplyFigures:
    """Lengthen the promise that most open tickets run by; the first half of them follow
    by bare statements, the others by a run.

    The two take turns, piece by piece, so that both meet the machine in the same moods.
    """
    by_version = Ticket.objects.unfinished().exclude(sla_version=None)
    most = by_version.values("sla_version").annotate(n=Count("pk")).latest("n")
    old = SlaPolicyVersion.objects.get(pk=most["sla_version"])
    keys = by_version.filter(sla_version=old).order_by("pk")
    first = list(keys.values_list("pk", flat=True)[: most["n"] // 2])
    version = _lengthened(old, at)
    run = ask_apply(version, actor=SYSTEM, at=at)
    ClockRun.objects.filter(pk=run.pk).update(cursor=first[-1])
    bare, ours, n_bare = 0.0, 0.0, 0
    while run.state in UNDER_WAY:
        piece = first[n_bare : n_bare + BARE]
        bare += _seconds(partial(_bare_piece, piece, version, at))
        ours += _seconds(partial(_run_piece, at))
        n_bare += len(piece)
        run.refresh_from_db()
    return ApplyFigures(run.n_matched, n_bare / bare, run.n_matched / ours)


def _run_piece(at: datetime) -> None:
    if not run_clock_runs(at, patience=NONE):
        raise RuntimeError("The run stands still; the log says why.")


def _seconds(job: Callable[[], object]) -> float:
    begun = perf_counter()
    job()
    return perf_counter() - begun


def _lengthened(old: SlaPolicyVersion, at: datetime) -> SlaPolicyVersion:
    terms = terms_of(old)
    targets = tuple(
        replace(target, seconds=target.seconds * 3 // 2) for target in terms.targets
    )
    longer = replace(terms, targets=targets)
    draft = save_draft(old.policy, longer, seen_version=old.pk, actor=SYSTEM, at=at)
    return publish_draft(old.policy, seen_version=draft.pk, actor=SYSTEM, at=at)


@transaction.atomic
def _bare_piece(keys: Sequence[int], version: SlaPolicyVersion, at: datetime) -> None:
    data = Json({"customer_id": 1, "episode": 1, "sla_version_id": version.pk})
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, [version.pk, list(keys)])
        found = cursor.fetchall()
        cursor.execute(MOVE, [list(keys), version.pk])
        events = [
            ("bench.moved", "tickets.ticket", str(ticket), "system", "", data, at)
            for ticket, _ in found
        ]
        ids = execute_values(cursor, EVENTS, events, page_size=BARE, fetch=True)
        links = [
            (event_id, *thing)
            for (event_id,), (ticket, customer) in zip(ids, found, strict=True)
            for thing in (("tickets.ticket", ticket), ("customers.customer", customer))
        ]
        execute_values(cursor, LINKS, links, page_size=2 * BARE)
        execute_values(cursor, DISPATCHES, ids, page_size=BARE)
