"""What the people of the demo shop can do, when they work, and who is going away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from aftersales.demo.staff import ELECTRONICS, HOME
from catalog.enums import Category
from foundation.accounts.actions.leave import Absence, plan_leave
from foundation.accounts.actions.shifts import plan_shifts
from foundation.accounts.actions.skills import Held, NewSkill, create_skill, set_skills
from foundation.accounts.actions.work import set_work_profile
from foundation.accounts.enums import LeaveHandOver, LeaveKind, Role, SkillDimension
from foundation.accounts.models import Skill, User
from foundation.accounts.rosters import house_day, midnight
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import WeeklyHours, read_hours
from foundation.core.actor import SYSTEM

ANSWERING = {Role.AGENT, Role.LEAD, Role.CLERK, Role.TECHNICIAN}
LINES = {
    HOME: (
        Category.AIR_CONDITIONER,
        Category.WASHING_MACHINE,
        Category.REFRIGERATOR,
    ),
    ELECTRONICS: (Category.TV, Category.PHONE),
}
LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}
SPEAK_ENGLISH = {"nam@hongha.example", "ngoc@hongha.example", "dung@hongha.example"}


class Week(NamedTuple):
    """The same hours on some weekdays."""

    days: tuple[Weekday, ...]
    hours: str


SHIFTS = {
    "quan@hongha.example": Week(tuple(Weekday)[:6], "08:00 – 12:00, 13:30 – 17:30"),
    "ngoc@hongha.example": Week(tuple(Weekday)[:5], "13:00 – 21:00"),
    "nam@hongha.example": Week(tuple(Weekday)[1:], "07:30 – 11:30, 13:00 – 17:00"),
    "linh@hongha.example": Week(tuple(Weekday)[4:], "09:00 – 18:00"),
}
SHORT_OF_TIME = {"dung@hongha.example": 6}  # a lead has other things to do
AWAY, DEPUTY = "ngoc@hongha.example", "quan@hongha.example"


def give_work(staff: list[User], *, since: datetime, at: datetime) -> None:
    """Skills and shifts since the shop opened, and one leave that lies ahead of `at`."""
    people = {user.email or "": user for user in staff}
    skills = _skills(since)
    for user in staff:
        if user.role in ANSWERING:
            held = [Held(skills[code]) for code in _codes_of(user)]
            set_skills(user, held, actor=SYSTEM, at=since)
    for email, week in SHIFTS.items():
        hours = read_hours(week.hours)
        days = [WeeklyHours(day, window) for day in week.days for window in hours]
        day = house_day(since)
        plan_shifts(people[email], days, valid_from=day, actor=SYSTEM, at=since)
    for email, capacity in SHORT_OF_TIME.items():
        set_work_profile(
            people[email], capacity=capacity, is_taking=True, actor=SYSTEM, at=since
        )
    _send_away(people, at)


def _skills(at: datetime) -> Mapping[str, Skill]:
    new = [
        NewSkill(str(line.label), SkillDimension.PRODUCT_LINE, line.value)
        for lines in LINES.values()
        for line in lines
    ]
    new += [
        NewSkill(name, SkillDimension.LANGUAGE, code)
        for code, name in LANGUAGES.items()
    ]
    skills = [create_skill(each, actor=SYSTEM, at=at) for each in new]
    return {skill.code: skill for skill in skills}


def _codes_of(user: User) -> list[str]:
    lines = LINES.get(user.team.name, ()) if user.team else ()
    english = ["en"] if user.email in SPEAK_ENGLISH else []
    return [*(line.value for line in lines), "vi", *english]


def _send_away(people: Mapping[str, User], at: datetime) -> None:
    """Three days off, from the day after tomorrow on."""
    starts_on = house_day(at) + timedelta(days=2)
    absence = Absence(
        starts_at=midnight(starts_on),
        ends_at=midnight(starts_on + timedelta(days=3)),
        kind=LeaveKind.HOLIDAY,
        hand_over=LeaveHandOver.DEPUTY,
        deputy=people[DEPUTY],
        summary="Các phiếu máy giặt đang chờ linh kiện, khách đã được báo trước.",
    )
    plan_leave(people[AWAY], absence, actor=SYSTEM, at=at)
