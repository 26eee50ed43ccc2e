"""The page of a week: who works when, who is away, and which hours nobody covers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext

from foundation.accounts.models import Leave, Team, User
from foundation.accounts.permissions import Capability, can
from foundation.accounts.queries import shifts_of
from foundation.accounts.rosters import (
    Away,
    ShiftDay,
    gaps_on,
    hours_away,
    hours_on,
    house_day,
    is_holiday,
    is_on_shift,
    midnight,
    without,
)
from foundation.accounts.sight import colleagues_of, teams_seen_by
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import Hours, clock
from foundation.calendars.queries import default_schedule
from foundation.calendars.schedule import Schedule

WEEK = timedelta(days=7)
# Beyond, somebody typed an address; dates end where arithmetic does.
FIRST_YEAR, LAST_YEAR = 2000, 2100
NO_TEAM = "-"


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A column: a day of the week, and the hours of the house that nobody covers."""

    day: date
    name: str | Promise
    is_today: bool
    is_past: bool
    is_holiday: bool
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one person does on one day."""

    day: date
    name: str | Promise
    hours: tuple[str, ...]
    is_by_house: bool
    away: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's week."""

    user: User
    cells: list[Cell]
    is_here: bool
    is_away: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class RosterWeek:
    """The week of one team, ready to be written out."""

    team: Team | None
    teams: list[Team]
    monday: date
    sunday: date
    is_this_week: bool
    days: list[WeekDay]
    rows: list[PersonRow]

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.monday - WEEK

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.monday + WEEK

    @property
    def here(self) -> list[User]:
        """Who is on shift now."""
        return [row.user for row in self.rows if row.is_here]

    @property
    def has_gaps(self) -> bool:
        """Whether some hours of the week, past ones too, are covered by nobody."""
        return any(day.gaps for day in self.days)

    @property
    def gaps(self) -> list[WeekDay]:
        """The days still ahead on which nobody covers some hours."""
        return [day for day in self.days if day.gaps and not day.is_past]


def asked_monday(text: str, at: datetime) -> date:
    """The Monday of the week in the address, or of this one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = house_day(at)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        day = house_day(at)
    return day - timedelta(days=day.weekday())


def roster_week(user: User, team_code: str, monday: date, at: datetime) -> RosterWeek:
    """The week from `monday` on of the team that the address names, or of one's own.

    `NO_TEAM` names those of none. Five queries for any number of people, once the
    calendar of the house is compiled.
    """
    teams = teams_seen_by(user)
    team = _chosen(teams, team_code, user)
    people = list(_people_of(user, team if team_code != NO_TEAM else None))
    days = [monday + timedelta(days=n) for n in range(7)]
    plan = _plan_of(user, people, days, at)
    return RosterWeek(
        team=team if team_code != NO_TEAM else None,
        teams=teams,
        monday=days[0],
        sunday=days[-1],
        is_this_week=plan.today in days,
        days=[plan.column(day) for day in days],
        rows=[plan.row(person, days) for person in people],
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everybody's shifts and absences around a week, as `viewer` may see them."""

    viewer: User
    may_plan: bool
    at: datetime
    today: date
    house: Schedule
    shifts: dict[int, list[ShiftDay]]
    leaves: dict[int, list[Leave]]
    people: list[User]

    def column(self, day: date) -> WeekDay:
        """A day as a column, with the hours that nobody covers."""
        present = [self._hours(person, day) for person in self.people]
        return WeekDay(
            day=day,
            name=Weekday(day.weekday()).label,
            is_today=day == self.today,
            is_past=day < self.today,
            is_holiday=is_holiday(day, self.house),
            gaps=_written(gaps_on(day, self.house, present)) if self.people else (),
        )

    def row(self, person: User, days: Collection[date]) -> PersonRow:
        """One person's week, and how things stand with them now."""
        leaves = self.leaves.get(person.pk, ())
        is_away = any(each.starts_at <= self.at < each.ends_at for each in leaves)
        is_on = is_on_shift(self.shifts.get(person.pk, ()), self.at, self.house)
        return PersonRow(
            user=person,
            cells=[self._cell(person, day) for day in days],
            is_here=is_on and not is_away,
            is_away=is_away,
            may_open=self._may_open(person),
        )

    def _cell(self, person: User, day: date) -> Cell:
        shifts = self.shifts.get(person.pk, ())
        return Cell(
            day=day,
            name=Weekday(day.weekday()).label,
            hours=_written(self._hours(person, day)),
            is_by_house=not any(shift.holds_on(day) for shift in shifts),
            away=self._why_away(person, day),
            is_today=day == self.today,
        )

    def _hours(self, person: User, day: date) -> tuple[Hours, ...]:
        hours = hours_on(self.shifts.get(person.pk, ()), day, self.house)
        away = [
            Away(each.starts_at, each.ends_at) for each in self._away_on(person, day)
        ]
        return without(hours, hours_away(away, day))

    def _away_on(self, person: User, day: date) -> list[Leave]:
        start, end = midnight(day), midnight(day + timedelta(days=1))
        leaves = self.leaves.get(person.pk, ())
        return [
            each for each in leaves if each.starts_at < end and each.ends_at > start
        ]

    def _why_away(self, person: User, day: date) -> str:
        """The reason for those who plan and for oneself, else only that it is so."""
        leaves = self._away_on(person, day)
        if not leaves:
            return ""
        if not self._may_open(person):
            return pgettext("roster", "Nghỉ")
        return str(leaves[0].get_kind_display())

    def _may_open(self, person: User) -> bool:
        return self.may_plan or person.pk == self.viewer.pk


def _plan_of(viewer: User, people: list[User], days: list[date], at: datetime) -> _Plan:
    today, ids = house_day(at), [person.pk for person in people]
    first, last = min(days[0], today), max(days[-1], today)
    leaves: dict[int, list[Leave]] = defaultdict(list)
    start, end = midnight(first), midnight(last + timedelta(days=1))
    for leave in Leave.objects.in_force().filter(user__in=ids).touching(start, end):
        leaves[leave.user_id].append(leave)
    return _Plan(
        viewer=viewer,
        may_plan=can(viewer, Capability.MANAGE_ROSTER),
        at=at,
        today=today,
        house=default_schedule(),
        shifts=shifts_of(ids, first, last),
        leaves=leaves,
        people=people,
    )


def _chosen(teams: list[Team], code: str, user: User) -> Team | None:
    """The team in the address if it may be seen, else one's own, else the first."""
    by_code = {team.code: team for team in teams}
    own = next((team for team in teams if team.pk == user.team_id), None)
    return by_code.get(code) or own or next(iter(teams), None)


def _people_of(user: User, team: Team | None) -> QuerySet[User]:
    found = colleagues_of(user).filter(team=team)
    return found.select_related("work_profile").order_by("name", "pk")


def _written(hours: Collection[Hours]) -> tuple[str, ...]:
    """Each window unbroken: 08:00–12:00."""
    return tuple(f"{clock(window.starts)}–{clock(window.ends)}" for window in hours)
