"""Two deliverers, two sweepers, two leads at one dead letter."""

from time import sleep
from typing import Any

import pytest

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM, Actor
from foundation.events import registry
from foundation.events.actions import (
    DeliveryNotDeadError,
    dispatch_event,
    record,
    retry_delivery,
    sweep_events,
)
from foundation.events.models import Delivery, DeliveryState, Event, Heartbeat
from tests.conftest import NOON
from tests.sessions import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def slow_receiver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes each time it runs, and takes long enough to be caught at it."""
    monkeypatch.setattr(registry, "_receivers", {})

    @registry.on("team.changed")
    def note(event: Any) -> None:
        sleep(0.02)
        Heartbeat.objects.create(name=f"heard {event.pk}", at=NOON)


def happen(team: Team) -> Event:
    from django.db import transaction

    with transaction.atomic():
        return record(team, "team.changed", actor=SYSTEM, at=NOON)


def test_two_deliverers_of_one_event_run_its_receiver_once(team: Team) -> None:
    event = happen(team)

    outcomes = all_at_once(*[lambda: dispatch_event(event.pk)] * 3)

    delivery = Delivery.objects.get()
    assert outcomes == [None, None, None]
    assert (delivery.state, delivery.attempts) == (DeliveryState.DONE, 1)


def test_two_sweepers_share_the_work(team: Team) -> None:
    events = [happen(team) for _ in range(20)]

    all_at_once(sweep_events, sweep_events)

    done = Delivery.objects.filter(state=DeliveryState.DONE, attempts=1)
    assert done.count() == len(events)


def test_of_two_leads_one_retries_a_dead_letter(team: Team, lead: Actor) -> None:
    event = happen(team)
    dead = Delivery.objects.create(
        event=event, receiver="x", state="dead", attempts=5, finished_at=NOON
    )

    outcomes = all_at_once(*[lambda: retry_delivery(dead, actor=lead, at=NOON)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        Delivery.__name__,
        DeliveryNotDeadError.__name__,
    ]
    assert Event.objects.filter(verb="delivery.retried").count() == 1
