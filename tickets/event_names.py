"""What the ids in events are called: people, teams, tags and faults, in one query."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Value

from foundation.accounts.models import Team, User
from foundation.events.models import Event
from tickets.models import Tag, Tracker

# ("user", 7) → "Trần Minh Quân".
Names = Mapping[tuple[str, int], str]


def names_in(events: Sequence[Event]) -> Names:
    """The names of everything that `events` speak of by id."""
    users = {event.actor_user_id for event in events} | _said(events, "agent_id")
    tags = {
        pk
        for event in events
        for side in ("added", "removed")
        for pk in _list(event.data.get(side))
    }
    rows = _named("user", User.objects.filter(pk__in=_ids(users))).union(
        _named("team", Team.objects.filter(pk__in=_ids(_said(events, "team_id")))),
        _named("tag", Tag.objects.filter(pk__in=_ids(tags))),
        _named(
            "tracker",
            Tracker.objects.filter(pk__in=_ids(_said(events, "tracker_id"))),
            name="title",
        ),
    )
    return {(kind, pk): name for kind, pk, name in rows}


def _said(events: Sequence[Event], name: str) -> set[Any]:
    return {event.data.get(name) for event in events}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _named(kind: str, things: Any, *, name: str = "name") -> Any:
    return things.order_by().values_list(Value(kind), "pk", name)


def _ids(values: Iterable[Any]) -> Collection[int]:
    return {value for value in values if isinstance(value, int)}
