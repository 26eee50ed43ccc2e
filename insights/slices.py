"""A slice: what one number of the board counts. Number, list and file ask the same query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Role
from foundation.accounts.models import Team, User
from insights.decided import VERDICTS, decided
from insights.periods import Period, last_days
from insights.working_age import working_ago
from tickets.enums import Metric, Side, TicketStatus, WaitReason
from tickets.models import Ticket
from tickets.policy_book import hours_now
from tickets.queries_clocks import DUE_CODES, SOON, due_clocks, tickets_in_work
from tickets.sla.terms import Hours

UNASSIGNED, WAITING, IN_TIME, LOAD = "unassigned", "waiting", "in_time", "load"
OPEN_CODES = (UNASSIGNED, WAITING, LOAD)
CODES = (*DUE_CODES, SOON, *OPEN_CODES, IN_TIME)
NO_TEAM = "-"  # no team has such a code
NO_KEY = 0  # of a team that is none
NOBODY = "none"
BEFORE = "before"  # the days before the last ones
DAYS = 7
MAX_CODE = 40
MINUTE, HOUR = 60, 3600


class Age(NamedTuple):
    """A stretch of working time that something has been waiting, [least, most)."""

    code: str
    label: str | Promise
    least: int
    most: int | None


AGES = (
    Age("15m", _("Dưới 15 phút"), 0, 15 * MINUTE),
    Age("1h", _("15 phút đến 1 giờ"), 15 * MINUTE, HOUR),
    Age("4h", _("1 đến 4 giờ"), HOUR, 4 * HOUR),
    Age("1d", _("4 đến 8 giờ"), 4 * HOUR, 8 * HOUR),
    Age("more", _("Hơn 1 ngày làm việc"), 8 * HOUR, None),
)
AGE_CODES = tuple(age.code for age in AGES)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Who looks, when, and the working time of the house."""

    user: User
    at: datetime
    hours: Hours
    teams: tuple[Team, ...]

    def team_key(self, code: str) -> int:
        """The key of a team by its code; of an unknown one a key that nothing has."""
        return next((team.pk for team in self.teams if team.code == code), NO_KEY)


def standpoint_of(user: User, at: datetime) -> Standpoint:
    """What every number of a page is counted by; two queries."""
    return Standpoint(user, at, hours_now(), tuple(Team.objects.all()))


@dataclass(frozen=True, slots=True)
class Slice:
    """What one number counts, as it stands in the address of its list."""

    code: str
    team: str = ""
    owner: str = ""
    reason: str = ""
    age: str = ""
    metric: str = ""
    side: str = ""
    result: str = ""
    period: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self | None:
        """Read the query string, by itself what presses most; None for what is not counted."""
        code = query.get("code", SOON)
        if code not in CODES:
            return None
        allowed: dict[str, Any] = {
            "owner": (NOBODY,),
            "reason": WaitReason.values,
            "age": AGE_CODES,
            "metric": Metric.values,
            "side": Side.values,
            "result": VERDICTS,
            "period": (BEFORE,),
        }
        values = {name: query.get(name, "") for name in allowed}
        if any(value and value not in allowed[name] for name, value in values.items()):
            return None
        return cls(code, query.get("team", "")[:MAX_CODE], **values)

    @property
    def query(self) -> str:
        """This slice as a query string."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def is_of_clocks(self) -> bool:
        """Whether each row is a clock; else it is a ticket."""
        return self.code not in OPEN_CODES

    def but(self, **changes: str) -> Self:
        """The same, narrowed or widened."""
        return replace(self, **changes)

    def found(self, seen: Standpoint) -> QuerySet[Any]:
        """The clocks or tickets that it counts, as far as the one who looks may see."""
        finder = _FINDERS.get(self.code, _due)
        rows = finder(self, seen)
        return rows.filter(_team(self, seen)) if self.team else rows


def _due(cut: Slice, seen: Standpoint) -> QuerySet[Any]:
    clocks = due_clocks(cut.code, seen.at).visible_to(seen.user)
    if not cut.owner:
        return clocks
    # In the words of `ticket_without_owner`; a clock that runs is of an unfinished ticket.
    return clocks.filter(
        ticket__assignee=None, ticket__status__in=["new", "open", "waiting"]
    )


def _unassigned(cut: Slice, seen: Standpoint) -> QuerySet[Any]:
    tickets = Ticket.objects.visible_to(seen.user).filter(
        assignee=None, status__in=["new", "open", "waiting"], merged_into=None
    )
    if not cut.age:
        return tickets
    age = AGES[AGE_CODES.index(cut.age)]
    house = seen.hours.default
    if age.least:
        tickets = tickets.filter(opened_at__lte=working_ago(seen.at, age.least, house))
    if age.most is not None:
        tickets = tickets.filter(opened_at__gt=working_ago(seen.at, age.most, house))
    return tickets


def _waiting(cut: Slice, seen: Standpoint) -> QuerySet[Any]:
    tickets = Ticket.objects.visible_to(seen.user).filter(
        status=TicketStatus.WAITING, merged_into=None
    )
    return tickets.filter(wait_reason=cut.reason) if cut.reason else tickets


def _load(_cut: Slice, seen: Standpoint) -> QuerySet[Any]:
    mine = Ticket.objects.visible_to(seen.user).unfinished()
    return tickets_in_work(mine).filter(
        assignee__role=Role.AGENT, assignee__is_active=True
    )


def _in_time(cut: Slice, seen: Standpoint) -> QuerySet[Any]:
    period = period_of(cut, seen.at)
    clocks = decided(seen.user, period.start, period.end)
    for name in ("metric", "side", "result"):
        if value := getattr(cut, name):
            clocks = clocks.filter(**{name: value})
    return clocks


def period_of(cut: Slice, at: datetime) -> Period:
    """The days of a rate: the last seven with today, or the seven before."""
    period = last_days(DAYS, at)
    return period.before if cut.period else period


def _team(cut: Slice, seen: Standpoint) -> Q:
    """The team of the ticket; of a decided clock who held it then, of load the agent's."""
    path = {LOAD: "assignee__team", IN_TIME: "answerable"}.get(cut.code)
    path = path or ("ticket__team" if cut.is_of_clocks else "team")
    if cut.team == NO_TEAM:
        return Q(**{f"{path}__isnull": True})
    return Q(**{path: seen.team_key(cut.team)})


_FINDERS: Mapping[str, Callable[[Slice, Standpoint], QuerySet[Any]]] = {
    UNASSIGNED: _unassigned,
    WAITING: _waiting,
    LOAD: _load,
    IN_TIME: _in_time,
}
