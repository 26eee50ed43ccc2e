from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM, Actor
from foundation.events.actions import (
    INTERRUPTED,
    MAX_ATTEMPTS,
    DeliveryNotDeadError,
    dispatch_event,
    record,
    retry_delivery,
    sweep_events,
)
from foundation.events.models import Delivery, DeliveryState, Dispatch, Event, Heartbeat
from tests.conftest import NOON

Heard = list[tuple[str, int]]
Subscribe = Callable[..., object]


@pytest.fixture
def event(team: Team) -> Event:
    return record(team, "team.changed", actor=SYSTEM, at=NOON)


def make_due() -> None:
    Delivery.objects.filter(state=DeliveryState.OWED).update(next_try_at=Now())


def wait_of(delivery: Delivery) -> timedelta:
    """How long until it is tried again, by the clock of the database."""
    rows = Delivery.objects.filter(pk=delivery.pk).annotate(now=Now())
    next_try_at, now = rows.values_list("next_try_at", "now").get()
    return next_try_at - now


def run_until_dead(event: Event) -> None:
    for _ in range(MAX_ATTEMPTS):
        make_due()
        dispatch_event(event.pk)


def test_every_receiver_of_the_verb_hears_once(
    event: Event, subscribe: Subscribe, heard: Heard
) -> None:
    subscribe("surveys")
    subscribe("insights")
    subscribe("deaf", verb="team.other")

    dispatch_event(event.pk)
    dispatch_event(event.pk)

    assert sorted(heard) == [("insights", event.pk), ("surveys", event.pk)]


def test_a_dispatched_event_is_marked(event: Event) -> None:
    dispatch_event(event.pk)

    assert Dispatch.objects.get(pk=event.pk).dispatched_at is not None


def test_a_failing_receiver_holds_nobody_up(
    event: Event, subscribe: Subscribe, heard: Heard
) -> None:
    subscribe("broken", fails=1)
    subscribe("sound")

    dispatch_event(event.pk)

    assert heard == [("sound", event.pk)]
    assert Delivery.objects.get(receiver="tests.broken").state == DeliveryState.OWED


def test_a_failing_receiver_waits_before_it_is_tried_again(
    event: Event, subscribe: Subscribe
) -> None:
    subscribe("broken", fails=2)

    dispatch_event(event.pk)

    found = Delivery.objects.get()
    assert timedelta(seconds=50) < wait_of(found) <= timedelta(minutes=1)
    assert (found.attempts, found.error) == (1, "RuntimeError: the line is bad")


@pytest.mark.parametrize(
    ("n_before", "minutes"), [(1, 4), (2, 15), (3, 60)], ids=["2nd", "3rd", "4th"]
)
def test_each_failure_waits_longer(
    event: Event, subscribe: Subscribe, n_before: int, minutes: int
) -> None:
    subscribe("broken", fails=9)
    dispatch_event(event.pk)
    Delivery.objects.update(attempts=n_before, next_try_at=Now())

    dispatch_event(event.pk)

    wait = wait_of(Delivery.objects.get())
    assert round(wait / timedelta(minutes=1)) == minutes


def test_a_receiver_that_recovers_is_done(
    event: Event, subscribe: Subscribe, heard: Heard
) -> None:
    subscribe("shaky", fails=1)
    dispatch_event(event.pk)
    make_due()

    sweep_events()

    assert heard == [("shaky", event.pk)]
    assert Delivery.objects.get().state == DeliveryState.DONE


def test_what_a_failed_receiver_wrote_is_undone(event: Event) -> None:
    from foundation.events import registry

    @registry.on("team.changed")
    def writes_and_fails(event: Event) -> None:
        Heartbeat.objects.create(name="half-done", at=NOON)
        raise RuntimeError

    dispatch_event(event.pk)

    assert not Heartbeat.objects.filter(name="half-done").exists()


def test_after_five_attempts_a_delivery_is_dead(
    event: Event, subscribe: Subscribe
) -> None:
    subscribe("broken", fails=99)

    run_until_dead(event)

    found = Delivery.objects.get()
    assert (found.state, found.attempts) == (DeliveryState.DEAD, 5)
    assert found.error == "RuntimeError: the line is bad"


def test_a_dead_delivery_is_left_alone(event: Event, subscribe: Subscribe) -> None:
    subscribe("broken", fails=99)
    run_until_dead(event)

    assert sweep_events() == 0


def test_an_attempt_counts_even_if_it_kills_the_worker(
    event: Event, subscribe: Subscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe("poison")
    monkeypatch.setattr("foundation.events.actions._run", _die)

    with pytest.raises(SystemExit):
        dispatch_event(event.pk)

    found = Delivery.objects.get()
    assert (found.attempts, found.error) == (1, INTERRUPTED)


def _die(delivery: Delivery) -> None:
    raise SystemExit


def test_poison_that_kills_five_workers_is_dead(
    event: Event, subscribe: Subscribe, heard: Heard
) -> None:
    subscribe("poison")
    Delivery.objects.create(event=event, receiver="tests.poison", attempts=5)

    sweep_events()

    assert Delivery.objects.get().state == DeliveryState.DEAD
    assert heard == []


def test_a_receiver_that_is_gone_is_tried_and_given_up(event: Event) -> None:
    Delivery.objects.create(event=event, receiver="gone.receiver")

    run_until_dead(event)

    assert Delivery.objects.get().state == DeliveryState.DEAD


def test_a_sweep_tells_of_events_that_no_wake_up_came_for(
    event: Event, subscribe: Subscribe, heard: Heard
) -> None:
    subscribe("surveys")

    sweep_events()

    assert heard == [("surveys", event.pk)]


def test_a_sweep_keeps_the_order_of_the_log(
    team: Team, subscribe: Subscribe, heard: Heard
) -> None:
    subscribe("surveys")
    first, second, third = (record(team, "team.changed", actor=SYSTEM) for _ in "abc")

    sweep_events()

    assert [event_id for _, event_id in heard] == [first.pk, second.pk, third.pk]


def test_a_sweep_leaves_a_heartbeat(db: None) -> None:
    sweep_events()
    sweep_events()

    assert Heartbeat.objects.filter(name="sweep_events").count() == 1


def test_a_lead_gives_a_dead_delivery_new_attempts(
    event: Event, subscribe: Subscribe, heard: Heard, lead: Actor
) -> None:
    subscribe("mended", fails=5)
    run_until_dead(event)

    retry_delivery(Delivery.objects.get(), actor=lead, at=NOON)
    dispatch_event(event.pk)

    assert heard == [("mended", event.pk)]
    assert Event.objects.filter(verb="delivery.retried").count() == 1


def test_a_delivery_that_lives_is_not_retried_by_hand(
    event: Event, subscribe: Subscribe, lead: Actor
) -> None:
    subscribe("broken", fails=1)
    dispatch_event(event.pk)

    with pytest.raises(DeliveryNotDeadError):
        retry_delivery(Delivery.objects.get(), actor=lead, at=NOON)
