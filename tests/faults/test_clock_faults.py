"""kill -9 in the middle of a sweep, a broker that forgets, a second beat: nothing is lost,
nothing happens twice."""

import os

import pytest
import redis
from django.utils import timezone

from aftersales.demo.generate import Load, generate
from foundation.accounts.enums import Role
from foundation.events.models import Event
from foundation.notifications.models import Notice
from tests.factories.accounts import StaffFactory
from tests.factories.sla import publish, target
from tests.faults.conftest import PATIENCE_SECONDS, Workers
from tests.sessions import eventually
from tickets.enums import Basis, Metric, Side
from tickets.models import ClockStep, TicketClock

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(1200),  # all waits together
]

# A short version for every day, three batches of a sweep; `make faults` takes the whole.
N_DUE = int(os.environ.get("FAULT_DUE", "1200"))
N_TICKETS = int(os.environ.get("FAULT_TICKETS", "0")) or N_DUE * 3
BREACH_ONLY = target(Metric.RESOLUTION, Side.PROMISED, 72, basis=Basis.WALL, warn_at=[])


def n_waiting() -> int:
    return TicketClock.objects.filter(next_event_at__lt=timezone.now()).count()


def test_a_sweep_that_is_killed_is_finished_by_others_and_nothing_happens_twice(
    workers: Workers, broker: redis.Redis, db: None
) -> None:
    StaffFactory(email="quan@hongha.example")
    StaffFactory(email="dung@hongha.example", role=Role.LEAD)
    publish("Ba ngày", BREACH_ONLY)
    n_due = generate(Load(N_TICKETS, N_DUE), timezone.now(), lambda _: None)
    # While the test runs no further step may come due.
    TicketClock.objects.filter(next_event_at__gte=timezone.now()).update(
        next_event_at=None
    )
    before = n_waiting()

    workers.start(FAIL_POINT="clocks.swept.2").wait(timeout=PATIENCE_SECONDS)
    n_at_death = ClockStep.objects.count()
    broker.flushdb()
    workers.start()
    workers.start()
    left = eventually(n_waiting, (0).__eq__, PATIENCE_SECONDS)

    steps = ClockStep.objects.count()
    events = Event.objects.filter(verb__startswith="ticket.sla_").count()
    told = Notice.objects.filter(kind__startswith="sla-").count()
    assert (n_due, before, left) == (N_DUE, N_DUE, 0)
    assert n_at_death == 500
    assert (steps, events, told) == (N_DUE, N_DUE, N_DUE)
