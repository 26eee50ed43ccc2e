"""Where something can be brought, and whether anybody is there now."""

from dataclasses import dataclass
from datetime import datetime

from foundation.calendars.opening_words import hours_words
from foundation.calendars.queries import default_schedule, schedule_of
from foundation.calendars.schedule import Schedule
from foundation.places.models import ServicePoint

POINTS_SHOWN = 30  # more than a customer reads; a chain with more needs a map


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A service point as it is at this moment."""

    point: ServicePoint
    is_open: bool
    # Until when, or from when again.
    hours: str


def points_for(brand: str, at: datetime) -> list[OpenPoint]:
    """The service points that take things of `brand`, those open now first. Two queries."""
    rows = ServicePoint.objects.open_for(brand).select_related("calendar")
    points = list(rows[:POINTS_SHOWN])
    needs_default = any(point.calendar is None for point in points)
    ordinary = default_schedule() if needs_default else None
    found = [_open_point(point, ordinary, at) for point in points]
    return sorted(found, key=lambda one: not one.is_open)


def point_now(point: ServicePoint, at: datetime) -> OpenPoint:
    """One service point as it is at this moment; its calendar is the caller's to fetch."""
    ordinary = default_schedule() if point.calendar is None else None
    return _open_point(point, ordinary, at)


def _open_point(
    point: ServicePoint, ordinary: Schedule | None, at: datetime
) -> OpenPoint:
    schedule = schedule_of(point.calendar) if point.calendar else ordinary
    assert schedule is not None  # fetched above where any point needs it
    return OpenPoint(point, schedule.is_working_at(at), hours_words(schedule, at))
