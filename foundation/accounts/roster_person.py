"""The page of one person's work: plans of the week, skills, capacity, leave."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from foundation.accounts.models import Leave, User
from foundation.accounts.queries import capacity_of, shifts_of, skills_on_offer
from foundation.accounts.roster_forms import (
    CapacityForm,
    HeldSkillsForm,
    LeaveForm,
    ShiftsForm,
)
from foundation.accounts.rosters import (
    ShiftDay,
    changes_after,
    house_day,
    midnight,
    week_on,
)
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import write_hours
from foundation.core.formats import vndate, vndatetime

SECOND = timedelta(seconds=1)
N_LEAVES = 20  # a year of them fits on the page


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """A week that holds from a day on; without lines the hours of the house do."""

    starts_on: date
    lines: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """An absence, with its time as people say it."""

    leave: Leave
    when: str


def person_roster(person: User, at: datetime) -> dict[str, Any]:
    """What the page shows. Four queries."""
    today = house_day(at)
    shifts = shifts_of([person.pk], today, date.max)[person.pk]
    leaves = list(
        Leave.objects.filter(user=person)
        .select_related("deputy")
        .order_by("-starts_at", "-pk")[:N_LEAVES]
    )
    held = list(
        person.staff_skills.filter(skill__is_active=True).select_related("skill")
    )
    capacity = {"capacity": capacity_of(person), "is_taking": person.is_taking}
    return {
        "person": person,
        "today": today,
        "plan": plan_on(shifts, today),
        "plans_ahead": [plan_on(shifts, day) for day in changes_after(shifts, today)],
        "leaves": [LeaveRow(leave, time_of(leave)) for leave in leaves],
        "held": held,
        "capacity": capacity["capacity"],
        "shifts_form": ShiftsForm.of(shifts, today),
        "skills_form": HeldSkillsForm.of(held, list(skills_on_offer())),
        "capacity_form": CapacityForm(initial=capacity),
        "leave_form": LeaveForm(person=person, initial={"starts_on": today}),
    }


def plan_on(shifts: list[ShiftDay], day: date) -> WeekPlan:
    """The week that holds on `day`, in words."""
    week = week_on(shifts, day)
    if not any(week.values()):
        return WeekPlan(day, [])
    return WeekPlan(
        day,
        [(str(weekday.label), write_hours(week[weekday])) for weekday in Weekday],
    )


def time_of(leave: Leave) -> str:
    """Whole days as days, the last one included; else with the clock."""
    first, last = house_day(leave.starts_at), house_day(leave.ends_at - SECOND)
    is_whole = midnight(first) == leave.starts_at and leave.ends_at == midnight(
        last + timedelta(days=1)
    )
    if not is_whole:
        return f"{vndatetime(leave.starts_at)} – {vndatetime(leave.ends_at)}"
    return vndate(first) if first == last else f"{vndate(first)} – {vndate(last)}"
