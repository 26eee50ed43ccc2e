"""When people work, week by week."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.accounts import verbs
from foundation.accounts.errors import NotStaffError, PastDayError
from foundation.accounts.models import Shift, User
from foundation.accounts.rosters import house_day
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import Hours, WeeklyHours, checked
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record


@transaction.atomic
def plan_shifts(
    user: User,
    week: Iterable[WeeklyHours],
    *,
    valid_from: date,
    actor: Actor,
    at: datetime,
) -> list[Shift]:
    """Let this be somebody's week from a day on; what was planned after it is replaced.

    An empty week gives them back the hours of the house. Refuses days that have
    passed, hours that overlap, and whoever does not work here.
    """
    user = locked(user)
    if not (user.is_staff_member and user.is_active):
        raise NotStaffError
    if valid_from < house_day(at):
        raise PastDayError(field="valid_from")
    new = _in_order(week)
    if _is_planned(user, new, valid_from):
        return list(_later(user, valid_from))
    _cut(user, valid_from)
    shifts = Shift.objects.bulk_create(
        Shift(
            user=user,
            weekday=weekday,
            starts=hours.starts,
            ends=hours.ends,
            valid_from=valid_from,
        )
        for weekday, hours in new
    )
    _note(user, new, valid_from, actor=actor, at=at)
    return shifts


def _in_order(week: Iterable[WeeklyHours]) -> list[WeeklyHours]:
    by_day: dict[Weekday, list[Hours]] = defaultdict(list)
    for weekday, hours in week:
        by_day[Weekday(weekday)].append(hours)
    return [
        WeeklyHours(weekday, hours)
        for weekday in Weekday
        for hours in checked(by_day[weekday])
    ]


def _later(user: User, day: date) -> QuerySet[Shift]:
    """What holds on `day` or after it."""
    still = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return Shift.objects.filter(still, user=user)


def _is_planned(user: User, week: list[WeeklyHours], day: date) -> bool:
    """Whether exactly this holds already, from `day` for good."""
    rows = list(_later(user, day))
    known = [
        WeeklyHours(Weekday(row.weekday), Hours(row.starts, row.ends)) for row in rows
    ]
    is_one_plan = all(row.valid_until is None and row.valid_from <= day for row in rows)
    return is_one_plan and sorted(known) == sorted(week)


def _cut(user: User, day: date) -> None:
    """End what holds on `day` with the day before it; forget what begins later."""
    later = _later(user, day)
    later.filter(valid_from__gte=day).delete()
    later.update(valid_until=day - timedelta(days=1))


def _note(
    user: User, week: list[WeeklyHours], valid_from: date, *, actor: Actor, at: datetime
) -> None:
    record(
        user,
        verbs.STAFF_SHIFTS_PLANNED,
        actor=actor,
        at=at,
        valid_from=valid_from.isoformat(),
        week=[[int(weekday), *hours] for weekday, hours in week],
    )
