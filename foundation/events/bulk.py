"""Writing many events at once, as imports do: the same rows as `record`, in few statements."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.transaction import TransactionManagementError

from foundation.core.actor import Actor
from foundation.core.bulk_insert import insert_rows
from foundation.core.refs import Ref
from foundation.events.models import Dispatch, Event, EventLink

EVENT_COLUMNS = (
    "verb", "subject_type", "subject_id", "actor_kind", "actor_id", "actor_user_id",
    "data", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """One event to be: what happened to whom, and on whose timelines it shows."""

    subject: Ref
    verb: str
    links: tuple[Ref, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def record_all(
    happenings: Sequence[Happening], *, actor: Actor, at: datetime
) -> list[int]:
    """Write what happened, in the caller's transaction; raises outside one. The ids.

    Receivers hear of it by the sweep: waking a worker for each of thousands would
    only get in the way of people's work.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An event is part of a change.")
    rows = (_row(happening, actor, at) for happening in happenings)
    ids = insert_rows(Event, EVENT_COLUMNS, rows)
    insert_rows(
        EventLink,
        ("event", "type", "thing_id"),
        (
            (event_id, thing.type, thing.id)
            for event_id, happening in zip(ids, happenings, strict=True)
            for thing in {happening.subject, *happening.links}
        ),
    )
    insert_rows(Dispatch, ("event",), ((event_id,) for event_id in ids))
    return ids


def _row(happening: Happening, actor: Actor, at: datetime) -> tuple[Any, ...]:
    """The values of EVENT_COLUMNS."""
    return (
        happening.verb,
        happening.subject.type,
        happening.subject.id,
        str(actor.kind),
        actor.id,
        actor.user_id,
        json.dumps(happening.data),
        at,
    )
