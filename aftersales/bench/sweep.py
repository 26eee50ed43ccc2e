"""How long the SLA sweep takes, beside the bare statements it cannot do without."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles
from time import perf_counter

from django.db import connection, transaction
from psycopg2.extras import Json, execute_values

from foundation.notifications.models import Notice
from tickets.actions.clock_sweep import BATCH, sweep_clocks
from tickets.models import ClockStep, TicketClock

IDLE_RUNS = 100
NONE, LONG = timedelta(0), timedelta(minutes=10)

CLAIM = """
UPDATE tickets_ticketclock SET passed = 99, next_event_at = NULL
WHERE id IN (SELECT id FROM tickets_ticketclock WHERE next_event_at < %s
             ORDER BY next_event_at LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id, ticket_id, target_id, episode, due_at
"""
STEPS = """INSERT INTO tickets_clockstep (clock_id, target_id, episode, code, due_at)
VALUES %s ON CONFLICT DO NOTHING"""
EVENTS = """INSERT INTO events_event
(verb, subject_type, subject_id, actor_kind, actor_id, data, at) VALUES %s RETURNING id"""
LINKS = "INSERT INTO events_eventlink (event_id, type, thing_id) VALUES %s"
DISPATCHES = "INSERT INTO events_dispatch (event_id) VALUES %s"
NOTICES = """INSERT INTO notifications_notice
(user_id, kind, about_type, about_id, path, data, dedupe_key, is_late, in_bell,
 created_at, mailed, mail_after) VALUES %s ON CONFLICT DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds a run took, and what it did."""

    seconds: float
    n_clocks: int
    n_notices: int


@dataclass(frozen=True, slots=True)
class SweepFigures:
    """What the bench says about the sweep; times in seconds and milliseconds."""

    n_open: int
    bare: Timed
    ours: Timed
    idle_p50_ms: float
    idle_p95_ms: float
    n_steps: int

    @property
    def ratio(self) -> float:
        """Ours per clock, in bare statements per clock."""
        bare = self.bare.seconds / max(self.bare.n_clocks, 1)
        return self.ours.seconds / max(self.ours.n_clocks, 1) / bare


def measure_sweep(n_due: int, at: datetime) -> SweepFigures:
    """Half of what is due by bare statements, half by the sweep, then idle sweeps.

    The database holds twice `n_due` clocks that are due at `at`, and a batch more for
    each side to warm up on.
    """
    audience = _audience_of_one_clock()
    _bare_sweep(BATCH, at, audience)
    sweep_clocks(at, patience=NONE)
    bare = _timed(lambda: _bare_sweep(n_due, at, audience))
    steps_before = ClockStep.objects.count()
    ours = _timed(lambda: sweep_clocks(at, patience=LONG))
    idle = [_timed(lambda: sweep_clocks(at)).seconds * 1000 for _ in range(IDLE_RUNS)]
    return SweepFigures(
        n_open=TicketClock.objects.live().values("ticket").distinct().count(),
        bare=bare,
        ours=ours,
        idle_p50_ms=median(idle),
        idle_p95_ms=quantiles(idle, n=20)[-1],
        n_steps=ClockStep.objects.count() - steps_before,
    )


def _timed(run: Callable[[], int]) -> Timed:
    before = Notice.objects.count()
    begun = perf_counter()
    count = run()
    return Timed(perf_counter() - begun, count, Notice.objects.count() - before)


def _bare_sweep(n_due: int, at: datetime, audience: list[int]) -> int:
    """The same rows written with nothing worked out."""
    done = 0
    while done < n_due and (
        n_now := _bare_batch(min(BATCH, n_due - done), at, audience)
    ):
        done += n_now
    return done


@transaction.atomic
def _bare_batch(size: int, at: datetime, audience: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [at, size])
        claimed = cursor.fetchall()
        execute_values(
            cursor,
            STEPS,
            [(pk, target, episode, 99, due) for pk, _, target, episode, due in claimed],
            page_size=BATCH,
        )
        ids = execute_values(
            cursor,
            EVENTS,
            [
                ("bench.warned", "tickets.ticket", str(ticket), "system", "",
                 Json(_data(pk, target, due)), at)
                for pk, ticket, target, _, due in claimed
            ],
            page_size=BATCH,
            fetch=True,
        )  # fmt: skip
        execute_values(cursor, LINKS, list(_links(ids, claimed)), page_size=2 * BATCH)
        execute_values(cursor, DISPATCHES, ids, page_size=BATCH)
        notices = list(_notices(claimed, at, audience))
        execute_values(cursor, NOTICES, notices, page_size=2 * BATCH)
    return len(claimed)


def _links(
    ids: list[tuple[int]], claimed: list[tuple[int, ...]]
) -> Iterator[tuple[int, str, str]]:
    for (event_id,), row in zip(ids, claimed, strict=True):
        yield event_id, "tickets.ticket", str(row[1])
        yield event_id, "customers.customer", str(row[1])


def _notices(
    claimed: list[tuple[int, ...]], at: datetime, audience: list[int]
) -> Iterator[tuple[object, ...]]:
    for pk, ticket, target, _, due in claimed:
        for user_id in audience:
            yield (
                user_id, "bench", "tickets.ticket", str(ticket), "/desk/tickets/TK-1/",
                Json(_data(pk, target, due)), f"bench:{pk}", False, True, at, "owed", at,
            )  # fmt: skip


def _data(pk: int, target: int, due: object) -> dict[str, object]:
    """As much as an event of ours carries."""
    return {
        "customer_id": pk, "episode": 1, "clock_id": pk, "metric": "first_response",
        "stage": "", "side": "ours", "code": 90, "target_id": target,
        "due_at": str(due), "agent_id": pk, "team_id": 1,
    }  # fmt: skip


def _audience_of_one_clock() -> list[int]:
    """One person to tell, as a warning has."""
    from foundation.accounts.models import User

    return list(User.objects.filter(is_active=True).values_list("pk", flat=True)[:1])
