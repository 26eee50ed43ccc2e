"""Writing the event log, and telling those who asked to hear."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import pgtrigger
from django.db import models, transaction
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.errors import ConflictError
from foundation.core.refs import Ref, ref
from foundation.core.wake import wake
from foundation.events.backoff import wait_after
from foundation.events.bell import hush, ring
from foundation.events.models import (
    Delivery,
    DeliveryState,
    Dispatch,
    Event,
    EventLink,
    Heartbeat,
)
from foundation.events.registry import receivers_of
from foundation.events.verbs import DELIVERY_RETRIED

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
BATCH = 100
# Shorter than the tick of beat, so that a backlog leaves the worker free for other work.
SWEEP_PATIENCE = timedelta(seconds=10)
# Whoever waits this long for a wake-up would wait again to ring for the pages.
BROKER_IS_SLOW = 0.05
INTERRUPTED = "interrupted: the run did not come back"


class DeliveryNotDeadError(ConflictError):
    """Only what was given up can be tried again by hand."""

    code = "delivery_not_dead"
    default_message = _("Việc này chưa bị bỏ cuộc nên không cần chạy lại.")


def record(
    subject: models.Model,
    verb: str,
    *,
    actor: Actor,
    at: datetime | None = None,
    links: Iterable[models.Model | Ref] = (),
    **data: Any,
) -> Event:
    """Write what happened, in the caller's transaction, and tell the receivers after it.

    `data` holds ids, enums and numbers only. The event shows on the timelines of
    `subject` and of every thing in `links`. Raises outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An event is part of a change.")
    about = ref(subject)
    event = Event.objects.create(
        verb=verb,
        subject_type=about.type,
        subject_id=about.id,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_user_id=actor.user_id,
        data=data,
        at=at or timezone.now(),
    )
    things = {about, *(_as_ref(thing) for thing in links)}
    EventLink.objects.bulk_create(
        EventLink(event=event, type=thing.type, thing_id=thing.id) for thing in things
    )
    Dispatch.objects.create(event=event)
    transaction.on_commit(lambda: _tell(event.pk, things), robust=True)
    return event


def dispatch_event(event_id: int) -> None:
    """Tell everyone who asked to hear of this event. Safe to run twice, and at once."""
    _owe_deliveries(Dispatch.objects.filter(pk=event_id))
    owed = Delivery.objects.filter(event_id=event_id)
    while _deliver_next(owed):
        pass


def sweep_events(*, patience: timedelta = SWEEP_PATIENCE) -> int:
    """Catch up with what no wake-up came for; returns how many deliveries were tried."""
    tick("sweep_events")
    until, count = monotonic() + patience.total_seconds(), 0
    while monotonic() < until:
        n_events = _owe_deliveries(Dispatch.objects.all())
        was_delivered = _deliver_next(Delivery.objects.all())
        count += was_delivered
        if not n_events and not was_delivered:
            break
    return count


def tick(clockwork: str) -> None:
    """Note that a clockwork still runs."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=clockwork, at=Now())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )


@transaction.atomic
def retry_delivery(delivery: Delivery, *, actor: Actor, at: datetime) -> Delivery:
    """Give a receiver that was given up a fresh series of attempts."""
    delivery = locked(delivery)
    if delivery.state != DeliveryState.DEAD:
        raise DeliveryNotDeadError
    delivery.state, delivery.attempts = DeliveryState.OWED, 0
    delivery.next_try_at, delivery.finished_at = at, None
    delivery.save(update_fields=["state", "attempts", "next_try_at", "finished_at"])

    record(delivery, DELIVERY_RETRIED, actor=actor, at=at, event=delivery.event_id)
    event_id = delivery.event_id
    transaction.on_commit(lambda: wake("events.dispatch_event", event_id), robust=True)
    return delivery


@transaction.atomic
def settle_restored_log() -> int:
    """After a restore: the log's transaction ids are another server's and order nothing.

    Everything restored is the past, in the order of its ids.
    """
    with pgtrigger.ignore("events.Event:append_only"):
        return Event.objects.exclude(tx=0).update(tx=0)


def _tell(event_id: int, things: set[Ref]) -> None:
    """Wake the workers, and the pages that look at these things right now."""
    begun = monotonic()
    wake("events.dispatch_event", event_id)
    if monotonic() - begun < BROKER_IS_SLOW:
        ring(things)
    else:
        hush()


def _as_ref(thing: models.Model | Ref) -> Ref:
    return thing if isinstance(thing, Ref) else ref(thing)


def _owe_deliveries(waiting: models.QuerySet[Dispatch]) -> int:
    """Write what each receiver of a batch of events is owed; how many events it was.

    Rings once more: who recorded them may have found the broker slow.
    """
    with transaction.atomic():
        events = [row.event for row in _batch_of(waiting)]
        if not events:
            return 0
        Delivery.objects.bulk_create(
            (
                Delivery(event=event, receiver=name)
                for event in events
                for name in receivers_of(event.verb)
            ),
            ignore_conflicts=True,
        )
        told = Dispatch.objects.filter(pk__in=[event.pk for event in events])
        told.update(dispatched_at=Now())
    links = EventLink.objects.filter(event__in=events)
    ring({Ref(*pair) for pair in links.values_list("type", "thing_id")})
    return len(events)


def _batch_of(waiting: models.QuerySet[Dispatch]) -> list[Dispatch]:
    rows = waiting.filter(dispatched_at=None).select_related("event").order_by("pk")
    return list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])


def _deliver_next(owed: models.QuerySet[Delivery]) -> bool:
    """Try one delivery of `owed` that is due; False when there is none."""
    delivery = _claim(owed)
    if delivery is None:
        return False
    try:
        _run(delivery)
    except Exception as error:  # a receiver may fail in any way; the others go on
        logger.exception("%s failed at event %s", delivery.receiver, delivery.event_id)
        _note_failure(delivery, error)
    return True


@transaction.atomic
def _claim(owed: models.QuerySet[Delivery]) -> Delivery | None:
    """Count the attempt before it is made, so that one that kills the worker counts."""
    due = owed.filter(state=DeliveryState.OWED, next_try_at__lte=Now())
    delivery = (
        due.select_for_update(skip_locked=True)
        .order_by("next_try_at", "event_id", "pk")
        .first()
    )
    if delivery is None:
        return None
    if delivery.attempts >= MAX_ATTEMPTS:  # the last run took its worker with it
        _finish(delivery, DeliveryState.DEAD, error=INTERRUPTED)
        return delivery
    delivery.attempts += 1
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=delivery.attempts,
        next_try_at=Now() + wait_after(delivery.attempts),
        error=INTERRUPTED,
    )
    return delivery


@transaction.atomic
def _run(delivery: Delivery) -> None:
    rows = Delivery.objects.select_related("event").filter(
        pk=delivery.pk, state=DeliveryState.OWED, attempts=delivery.attempts
    )
    held = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if held is not None:
        receivers_of(held.event.verb)[held.receiver](held.event)
        _finish(held, DeliveryState.DONE)


def _note_failure(delivery: Delivery, error: Exception) -> None:
    words = f"{type(error).__name__}: {error}"[:1000]
    if delivery.attempts >= MAX_ATTEMPTS:
        _finish(delivery, DeliveryState.DEAD, error=words)
    else:
        Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(
            error=words
        )


def _finish(delivery: Delivery, state: DeliveryState, *, error: str = "") -> None:
    Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.OWED, attempts=delivery.attempts
    ).update(state=state, error=error, finished_at=Now())
