"""Writing the event log, and telling those who asked to hear."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.core.wake import wake
from foundation.events.models import Dispatch, Event, EventLink


def record(
    subject: models.Model,
    verb: str,
    *,
    actor: Actor,
    at: datetime | None = None,
    links: Iterable[models.Model] = (),
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
    things = {about, *(ref(thing) for thing in links)}
    EventLink.objects.bulk_create(
        EventLink(event=event, type=thing.type, thing_id=thing.id) for thing in things
    )
    Dispatch.objects.create(event=event)
    transaction.on_commit(lambda: wake("events.dispatch_event", event.pk), robust=True)
    return event
