"""The days on which a week does not hold, as people enter and switch them."""

from datetime import datetime

from django.db import transaction

from foundation.calendars import verbs
from foundation.calendars.actions.hours import renewed
from foundation.calendars.enums import ExceptionKind
from foundation.calendars.errors import (
    InvalidExceptionError,
    OverlappingExceptionError,
    SeededExceptionError,
)
from foundation.calendars.hours import ExceptionalDays, checked
from foundation.calendars.models import Calendar, CalendarException, ExceptionWindow
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record

FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside, somebody mistyped
LONGEST_DAYS = 366  # a longer closure is a calendar without hours


@transaction.atomic
def add_exception(
    calendar: Calendar, days: ExceptionalDays, *, actor: Actor, at: datetime
) -> CalendarException:
    """Say that the calendar is closed, or open at other hours, on certain days.

    Refuses days that another entry by hand already covers; a holiday of the official
    list gives way.
    """
    calendar = locked(calendar)
    _check_days(days)
    exception = CalendarException(
        calendar=calendar,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        kind=days.kind,
        name=days.name,
    )
    _check_free(exception)
    exception.save()
    ExceptionWindow.objects.bulk_create(
        ExceptionWindow(exception=exception, starts=hours.starts, ends=hours.ends)
        for hours in checked(days.hours)
    )
    _note(exception, verbs.CALENDAR_EXCEPTION_ADDED, actor=actor, at=at)
    return exception


@transaction.atomic
def remove_exception(
    exception: CalendarException, *, actor: Actor, at: datetime
) -> None:
    """Take back an entry made by hand. A listed holiday can only be switched off."""
    locked(exception.calendar)
    exception = locked(exception)
    if exception.is_seeded:
        raise SeededExceptionError
    _note(exception, verbs.CALENDAR_EXCEPTION_REMOVED, actor=actor, at=at)
    exception.delete()


@transaction.atomic
def switch_on_exception(
    exception: CalendarException, *, actor: Actor, at: datetime
) -> CalendarException:
    """Let an exception hold again, unless another already covers its days."""
    locked(exception.calendar)
    exception = locked(exception)
    if exception.is_active:
        return exception
    _check_free(exception)
    exception.is_active, exception.switched_at = True, at
    exception.save(update_fields=["is_active", "switched_at"])
    _note(exception, verbs.CALENDAR_EXCEPTION_SWITCHED_ON, actor=actor, at=at)
    return exception


@transaction.atomic
def switch_off_exception(
    exception: CalendarException, *, actor: Actor, at: datetime
) -> CalendarException:
    """Work as in any week on these days. The next reading of the list respects it."""
    locked(exception.calendar)
    exception = locked(exception)
    if not exception.is_active:
        return exception
    exception.is_active, exception.switched_at = False, at
    exception.save(update_fields=["is_active", "switched_at"])
    _note(exception, verbs.CALENDAR_EXCEPTION_SWITCHED_OFF, actor=actor, at=at)
    return exception


def _check_days(days: ExceptionalDays) -> None:
    if not FIRST_YEAR <= days.starts_on.year <= LAST_YEAR:
        raise InvalidExceptionError(field="starts_on")
    if days.starts_on > days.ends_on:
        raise InvalidExceptionError(field="ends_on")
    if (days.ends_on - days.starts_on).days >= LONGEST_DAYS:
        raise InvalidExceptionError(field="ends_on")
    if bool(days.hours) != (days.kind == ExceptionKind.REPLACED):
        raise InvalidExceptionError(field="hours")


def _check_free(exception: CalendarException) -> None:
    others = exception.calendar.exceptions.active().filter(
        source=exception.source,
        starts_on__lte=exception.ends_on,
        ends_on__gte=exception.starts_on,
    )
    if others.exists():
        raise OverlappingExceptionError(field="starts_on")


def _note(
    exception: CalendarException, verb: str, *, actor: Actor, at: datetime
) -> None:
    record(
        exception.calendar,
        verb,
        actor=actor,
        at=at,
        exception_id=exception.pk,
        kind=exception.kind,
        starts_on=exception.starts_on.isoformat(),
        ends_on=exception.ends_on.isoformat(),
    )
    renewed(exception.calendar)
