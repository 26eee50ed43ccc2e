"""Reading the event log: by position, as a timeline, as the log page, and its health."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _, pgettext

from foundation.core.actor import ActorKind
from foundation.core.refs import Ref
from foundation.events.labels import Label, label_of
from foundation.events.models import (
    Delivery,
    DeliveryState,
    Dispatch,
    Event,
    EventLink,
    Heartbeat,
)

HEARTBEAT_PATIENCE = timedelta(minutes=1)

# The oldest transaction that still runs: what is older has committed or never will.
SETTLED = Cast(
    Cast(
        models.Func(
            models.Func(function="pg_current_snapshot"), function="pg_snapshot_xmin"
        ),
        models.TextField(),
    ),
    models.BigIntegerField(),
)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a timeline: who did what, and when."""

    id: int
    verb: str
    label: Label
    at: datetime
    actor_kind: str
    actor_name: str
    data: dict[str, Any]
    subject: Ref


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some lines, and from where the next page goes on; None at the end."""

    entries: list[TimelineEntry]
    next: int | None


@dataclass(frozen=True, slots=True)
class News:
    """That something happened; `is_settled` if reading may go on behind it for good."""

    id: int
    verb: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Clockwork:
    """Whether a sweep still runs."""

    name: str
    label: str | Promise
    at: datetime | None
    is_alive: bool


@dataclass(frozen=True, slots=True)
class LogHealth:
    """What waits, since when, and what was given up."""

    n_waiting: int
    oldest_waiting_at: datetime | None
    n_dead: int
    clockworks: list[Clockwork]

    @property
    def is_well(self) -> bool:
        """Nothing given up, and every clockwork runs."""
        return not self.n_dead and all(work.is_alive for work in self.clockworks)


CLOCKWORKS: dict[str, Promise] = {
    "sweep_events": _("Quét sự kiện"),
    "sweep_messages": _("Quét tin gửi đi"),
    "sweep_clocks": _("Quét hạn cam kết"),
}


def events_after(
    position: int, *, limit: int = 500, verbs: Sequence[str] = ()
) -> list[Event]:
    """The events behind the one with id `position`, in an order that never changes.

    Stops at the oldest transaction that still runs, since that one may yet commit an
    event which belongs before: whoever goes on from the last id it got misses nothing.
    """
    found = Event.objects.filter(tx__lt=SETTLED)
    if position:
        found = found.filter(_behind(position))
    if verbs:
        found = found.filter(verb__in=verbs)
    return list(found.order_by("tx", "id")[:limit])


def news_of(thing: Ref, position: int, *, limit: int = 100) -> list[News]:
    """What happened to `thing` after `position`, also what is not yet settled."""
    linked = EventLink.objects.filter(type=thing.type, thing_id=thing.id)
    found = Event.objects.filter(pk__in=linked.values("event"))
    if position:
        found = found.filter(_behind(position))
    settled = models.Case(
        models.When(tx__lt=SETTLED, then=True),
        default=False,
        output_field=models.BooleanField(),
    )
    rows = found.order_by("tx", "id").values_list("id", "verb", settled)[:limit]
    return [News(*row) for row in rows]


def last_position_of(thing: Ref) -> int:
    """The id of the newest settled event of `thing`; 0 if nothing happened to it."""
    linked = EventLink.objects.filter(
        type=thing.type, thing_id=thing.id, event__tx__lt=SETTLED
    )
    newest = linked.order_by("-event__tx", "-event_id")
    return newest.values_list("event_id", flat=True).first() or 0


def timeline_of(
    thing: Ref,
    *,
    after: int | None = None,
    limit: int = 50,
    oldest_first: bool = False,
    verbs: Iterable[str] | None = None,
    also: Sequence[str] = (),
) -> TimelinePage:
    """What happened to `thing`, newest first unless said otherwise, a page at a time.

    `after` is the `next` of the page before; `verbs` narrows to those; `also` names
    further things of its type that are told with it. Two queries.
    """
    links = EventLink.objects.filter(type=thing.type, thing_id__in=[thing.id, *also])
    if after is not None:
        way = {"event_id__gt": after} if oldest_first else {"event_id__lt": after}
        links = links.filter(**way)
    if verbs is not None:
        links = links.filter(event__verb__in=list(verbs))
    order = "event_id" if oldest_first else "-event_id"
    rows = list(links.select_related("event").order_by(order)[: limit + 1])
    # An event may tell of several of the things; it is one line.
    events = {row.event_id: row.event for row in rows[:limit]}
    entries = timeline_entries(list(events.values()))
    return TimelinePage(entries, rows[limit - 1].event_id if rows[limit:] else None)


def timeline_entries(events: Sequence[Event]) -> list[TimelineEntry]:
    """Events as lines, with the names of all actors from one query."""
    names = _names_of({event.actor_user_id for event in events})
    return [
        TimelineEntry(
            id=event.pk,
            verb=event.verb,
            label=label_of(event.verb),
            at=event.at,
            actor_kind=event.actor_kind,
            actor_name=_actor_name(event, names),
            data=event.data,
            subject=Ref(event.subject_type, event.subject_id),
        )
        for event in events
    ]


def dead_letters() -> models.QuerySet[Delivery]:
    """What was given up, newest first."""
    dead = Delivery.objects.filter(state=DeliveryState.DEAD)
    return dead.select_related("event").order_by("-pk")


def log_health(at: datetime) -> LogHealth:
    """How the dispatching of events is doing."""
    waiting = Dispatch.objects.filter(dispatched_at=None)
    owed = Delivery.objects.filter(state=DeliveryState.OWED)
    oldest = [
        waiting.aggregate(oldest=models.Min("event__recorded_at"))["oldest"],
        owed.aggregate(oldest=models.Min("event__recorded_at"))["oldest"],
    ]
    return LogHealth(
        n_waiting=waiting.count() + owed.count(),
        oldest_waiting_at=min(filter(None, oldest), default=None),
        n_dead=dead_letters().count(),
        clockworks=clockworks(at),
    )


def clockworks(at: datetime) -> list[Clockwork]:
    """When each sweep last ran, and whether that is recent enough."""
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    return [
        Clockwork(name, label, last, bool(last and at - last < HEARTBEAT_PATIENCE))
        for name, label in CLOCKWORKS.items()
        for last in [beats.get(name)]
    ]


def _behind(position: int) -> models.Q:
    tx = Event.objects.filter(pk=position).values_list("tx", flat=True).first()
    if tx is None:  # a position that was never handed out
        return models.Q(pk__gt=position)
    return models.Q(tx__gt=tx) | models.Q(tx=tx, pk__gt=position)


def _names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    return dict(
        get_user_model().objects.filter(pk__in=wanted).values_list("pk", "name")
    )


def _actor_name(event: Event, names: dict[int, str]) -> str:
    if event.actor_kind == ActorKind.SYSTEM:
        return gettext("Hệ thống")
    if event.actor_kind == ActorKind.CUSTOMER:
        return pgettext("actor", "Khách hàng")
    if event.actor_user_id is None:
        return gettext("Nhân viên")
    return names.get(event.actor_user_id, gettext("Nhân viên"))
