"""The event log and what it gave up on, as the desk shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.core.refs import Ref
from foundation.events.labels import label_of
from foundation.events.models import Delivery, Event
from foundation.events.pages import IdPage, id_page
from foundation.events.queries import TimelineEntry, dead_letters, timeline_entries
from foundation.events.things import Thing, find_things, kind_name


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event, with what it happened to."""

    entry: TimelineEntry
    kind: str | Promise
    thing: Thing
    facts: list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class DeadRow:
    """One receiver that was given up, and the event it should have heard."""

    delivery: Delivery
    label: str | Promise
    kind: str | Promise
    thing: Thing


def event_page(
    user: User, query: Mapping[str, str]
) -> tuple[list[EventRow], IdPage[Event]]:
    """A page of the log, narrowed by verb, or to the timeline of one thing."""
    page = id_page(_narrowed(query), query)
    things = _things_of(user, page.rows)
    rows = [
        EventRow(
            entry=entry,
            kind=kind_name(entry.subject.type),
            thing=things[entry.subject],
            facts=sorted(entry.data.items()),
        )
        for entry in timeline_entries(page.rows)
    ]
    return rows, page


def dead_page(
    user: User, query: Mapping[str, str]
) -> tuple[list[DeadRow], IdPage[Delivery]]:
    """A page of what was given up."""
    page = id_page(dead_letters(), query)
    things = _things_of(user, [delivery.event for delivery in page.rows])
    rows = [
        DeadRow(
            delivery=delivery,
            label=label_of(delivery.event.verb).text,
            kind=kind_name(delivery.event.subject_type),
            thing=things[_subject(delivery.event)],
        )
        for delivery in page.rows
    ]
    return rows, page


def _narrowed(query: Mapping[str, str]) -> QuerySet[Event]:
    events = Event.objects.all()
    if verb := query.get("verb"):
        events = events.filter(verb=verb)
    if thing := query.get("thing"):
        type_, _, id_ = thing.partition(":")
        events = events.filter(links__type=type_, links__thing_id=id_)
    return events


def _things_of(user: User, events: list[Event]) -> dict[Ref, Thing]:
    """What the events happened to; by name only for those who see everything."""
    subjects = {_subject(event) for event in events}
    if user.sees == Sight.ALL:
        return find_things(subjects)
    return {subject: Thing(subject.id) for subject in subjects}


def _subject(event: Event) -> Ref:
    return Ref(event.subject_type, event.subject_id)
