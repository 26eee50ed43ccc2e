"""Which steps of a clock stand on the page of a ticket."""

from collections.abc import Iterable

from foundation.events.models import Event
from tickets.verbs import SLA_BREACHED, SLA_ESCALATED, SLA_WARNED

STEPS = {SLA_WARNED, SLA_BREACHED, SLA_ESCALATED}


def gravest_steps(events: Iterable[Event]) -> list[Event]:
    """These events, of several steps that a clock passed at one moment the gravest.

    A clock that was found late all at once is told of in one line, as in its notices;
    the log of events keeps every step.
    """
    told = list(events)
    gravest: dict[tuple[object, ...], Event] = {}
    for event in told:
        if event.verb in STEPS:
            kept = gravest.setdefault(_moment(event), event)
            if event.data["code"] > kept.data["code"]:
                gravest[_moment(event)] = event
    kept_ids = {event.pk for event in gravest.values()}
    return [event for event in told if event.verb not in STEPS or event.pk in kept_ids]


def _moment(event: Event) -> tuple[object, ...]:
    return event.data["clock_id"], event.data["episode"], event.at
