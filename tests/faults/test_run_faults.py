"""kill -9 in the middle of applying a policy: every open ticket follows it, once."""

import pytest
from django.utils import timezone

from customers.models import Customer
from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from tests.factories.sla import publish, target
from tests.faults.conftest import PATIENCE_SECONDS, Workers
from tests.sessions import eventually
from tests.tickets.acting import ASKED
from tickets import verbs
from tickets.actions.clock_runs import ask_apply
from tickets.actions.opening import open_ticket
from tickets.actions.run_pieces import TOUCH
from tickets.enums import Basis, Metric, RunState, Side
from tickets.models import ClockRun, Ticket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(1200),  # all waits together
]

HOURS = target(Metric.RESOLUTION, Side.OURS, 72, basis=Basis.WALL, warn_at=[])
N_TICKETS = 2 * TOUCH + 5


def test_a_run_that_is_killed_goes_on_where_it_was(
    workers: Workers, customer: Customer, by_customer: Actor
) -> None:
    policy = publish("Ba ngày", HOURS).policy
    now = timezone.now()
    for _ in range(N_TICKETS):
        open_ticket(customer, actor=by_customer, at=now, opening=ASKED)
    version = publish("", {**HOURS, "seconds": 3600}, policy=policy)
    run = ask_apply(version, actor=SYSTEM, at=now)

    workers.start(FAIL_POINT=f"runs.apply.{2 * TOUCH}").wait(timeout=PATIENCE_SECONDS)
    run.refresh_from_db()
    n_at_death = run.n_done
    workers.start()
    workers.start()
    state = eventually(
        lambda: ClockRun.objects.get(pk=run.pk).state,
        RunState.DONE.__eq__,
        PATIENCE_SECONDS,
    )

    run.refresh_from_db()
    told = Event.objects.filter(verb=verbs.TICKET_RETARGETED).count()
    assert (n_at_death, state) == (TOUCH, RunState.DONE)
    assert (run.n_done, run.n_matched, run.n_moved) == (N_TICKETS,) * 3
    assert Ticket.objects.filter(sla_version=version).count() == N_TICKETS
    assert told == N_TICKETS
