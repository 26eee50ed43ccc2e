"""Reads that join the catalogue with the event log."""

from catalog.models import Purchase, Unit
from foundation.core.refs import ref
from foundation.events.models import Event

HISTORY_SHOWN = 50
OWN_TYPES = (Unit._meta.label_lower, Purchase._meta.label_lower)


def history_of(unit: Unit) -> list[Event]:
    """What happened to a unit here, newest first. What tickets say of it is for those
    who see the tickets."""
    about = ref(unit)
    events = Event.objects.filter(
        links__type=about.type, links__thing_id=about.id, subject_type__in=OWN_TYPES
    )
    return list(events.order_by("-pk")[:HISTORY_SHOWN])
