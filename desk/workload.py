"""The work of the teams at a glance: who has how much, and what presses."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from desk.clocks import FINISHED
from foundation.accounts.enums import UserKind
from foundation.accounts.models import Team, User
from foundation.accounts.queries import duties_of
from foundation.accounts.rosters import Duty, house_day, midnight
from foundation.accounts.sight import colleagues_of
from tickets.enums import TicketStatus, WaitReason
from tickets.models import Ticket
from tickets.queries_clocks import LATE, ONE_HOUR, due_clocks
from tickets.routing_facts import TAKERS, loads_of


class Held(NamedTuple):
    """Whose tickets are counted: a person's, or those of nobody in a team's queue."""

    agent: int | None
    team: int | None = None


class Oldest(NamedTuple):
    """The ticket that is open longest."""

    number: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """What one row holds; `oldest` is None where it holds nothing."""

    n_open: int = 0
    n_late: int = 0
    n_soon: int = 0
    n_waiting: int = 0
    n_solved: int = 0
    oldest: Oldest | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody of the staff with what is theirs."""

    person: User
    duty: Duty
    load: int
    counted: Counted

    @property
    def percent(self) -> int:
        """The part of their capacity that is taken; more than a hundred where it is not
        enough."""
        return 100 * self.load // max(self.duty.capacity, 1)


@dataclass(frozen=True, slots=True)
class Queue:
    """What nobody has yet, of one team or of everybody."""

    team: Team | None
    counted: Counted


@dataclass(frozen=True, slots=True)
class Workload:
    """Everybody and every queue that the reader sees."""

    shares: list[Share]
    queues: list[Queue]


def workload_of(
    user: User, at: datetime, *, teams: Sequence[Team], team: Team | None = None
) -> Workload:
    """How the work is spread, as `user` may see it, over `teams` or within one of them.

    Eight queries for any number of people.
    A number counts the tickets that `user` sees, those put aside too; the load is what
    routing counts. Whoever holds a ticket has a row, also after they left.
    """
    visible: QuerySet[Ticket] = Ticket.objects.visible_to(user)
    counts = _counts(visible, at)
    people = _people(user, {held.agent for held in counts if held.agent}, team)
    ids = [person.pk for person in people]
    duties, loads = duties_of(ids, at), loads_of(ids)
    solved = _solved(visible, ids, at)
    shares = [
        Share(
            person,
            duties[person.pk],
            loads.get(person.pk, 0),
            _counted(counts.get(Held(person.pk)), solved[person.pk]),
        )
        for person in people
    ]
    queues = [] if team else [Queue(None, _counted(counts.get(Held(None))))]
    queues += [
        Queue(one, _counted(counts.get(Held(None, one.pk))))
        for one in teams
        if team in {None, one}
    ]
    return Workload(shares, queues)


def _people(user: User, holders: Collection[int], team: Team | None) -> list[User]:
    """Those who take tickets and those who hold one, by name."""
    takers = colleagues_of(user).filter(role__in=TAKERS).order_by().values("pk")
    people = User.objects.filter(kind=UserKind.STAFF).filter(
        Q(pk__in=takers) | Q(pk__in=holders)
    )
    if team is not None:
        people = people.filter(team=team)
    return list(people.select_related("team").order_by("name", "pk"))


def _counts(
    visible: QuerySet[Ticket], at: datetime
) -> dict[Held, tuple[Counter[str], Oldest | None]]:
    """What is open, late, due within the hour and waiting, by holder. Two queries."""
    held = visible.unfinished()  # type: ignore[attr-defined] # of the ticket's own set
    late = Q(pk__in=due_clocks(LATE, at).values("ticket"))
    soon = Q(pk__in=due_clocks(ONE_HOUR, at).values("ticket"))
    waits = Q(status=TicketStatus.WAITING, wait_reason=WaitReason.CUSTOMER)
    rows = (
        held.order_by()
        .values("assignee", "team")
        .annotate(
            n_open=Count("pk"),
            n_late=Count("pk", filter=late),
            n_soon=Count("pk", filter=soon),
            n_waiting=Count("pk", filter=waits),
        )
    )
    sums: defaultdict[Held, Counter[str]] = defaultdict(Counter)
    for row in rows:
        held_by = _held(row["assignee"], row["team"])
        sums[held_by].update({key: row[key] for key in row if key.startswith("n_")})
    oldest = _oldest(held)
    return {key: (found, oldest.get(key)) for key, found in sums.items()}


def _oldest(held: QuerySet[Any]) -> Mapping[Held, Oldest]:
    """The ticket of each holder that is open longest. One query."""
    firsts = held.order_by("assignee", "team", "opened_at", "pk").distinct(
        "assignee", "team"
    )
    found: dict[Held, Oldest] = {}
    for agent, team, number, opened_at in firsts.values_list(
        "assignee", "team", "number", "opened_at"
    ):
        key, one = _held(agent, team), Oldest(number, opened_at)
        if key not in found or one.opened_at < found[key].opened_at:
            found[key] = one
    return found


def _solved(
    visible: QuerySet[Ticket], people: Iterable[int], at: datetime
) -> Counter[int]:
    """How many each of `people` has finished since midnight. One query."""
    today = visible.filter(
        status__in=FINISHED,
        merged_into=None,
        resolved_by__in=people,
        resolved_at__gte=midnight(house_day(at)),
    )
    each = today.order_by().values("resolved_by").annotate(n=Count("pk"))
    return Counter(dict(each.values_list("resolved_by", "n")))


def _held(agent: int | None, team: int | None) -> Held:
    """Who answers for a ticket: its owner in whatever team, else the queue it is in."""
    return Held(agent) if agent else Held(None, team)


def _counted(
    found: tuple[Counter[str], Oldest | None] | None, n_solved: int = 0
) -> Counted:
    if found is None:
        return Counted(n_solved=n_solved)
    sums, oldest = found
    return Counted(**sums, n_solved=n_solved, oldest=oldest)
