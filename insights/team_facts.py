"""What is counted of the teams: at most once a minute for all who see the same.

Rates of a week and loads cost more than all other numbers together and hardly move in a
minute. So they are kept, with the instant of their count, in each process: a page shows
what is kept; the part of it that refreshes has them counted anew once it has answered,
so that nobody waits for them. One counts at a time, the others are served the former.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from django.core.cache import cache
from django.db.models import Count, Sum, Value
from django.db.models.functions import Coalesce

from foundation.accounts.enums import Role, UserKind
from foundation.accounts.models import DEFAULT_CAPACITY, User
from insights.periods import last_days
from insights.rates import Rates, rates_of
from insights.slices import DAYS, LOAD, Slice, Standpoint

FRESH = timedelta(minutes=1)  # older ones are counted anew
SERVED = timedelta(minutes=2)  # older ones are not shown
_counting = Lock()


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """What was counted of the teams, and when."""

    at: datetime
    rates: Rates
    loads: Mapping[int | None, int]
    capacities: Mapping[int | None, int]


def team_facts(seen: Standpoint, side: str) -> TeamFacts:
    """The rates and loads that `seen` may see; none, or four queries where none are kept.

    Who comes while somebody counts, and has nothing to be served, waits for that count.
    """
    facts = _kept(seen, side, SERVED)
    if facts is not None:
        return facts
    with _counting:
        return _kept(seen, side, SERVED) or _count(seen, side)


def renew_team_facts(seen: Standpoint, side: str) -> None:
    """Count anew what is no longer fresh, unless somebody counts just now."""
    if not _counting.acquire(blocking=False):
        return
    try:
        if _kept(seen, side, FRESH) is None:
            _count(seen, side)
    finally:
        _counting.release()


def _kept(seen: Standpoint, side: str, at_most: timedelta) -> TeamFacts | None:
    facts: TeamFacts | None = cache.get(_key(seen, side))
    is_young = facts is not None and abs(seen.at - facts.at) < at_most
    return facts if is_young else None


def _count(seen: Standpoint, side: str) -> TeamFacts:
    held = Slice(LOAD).found(seen).order_by().values_list("assignee__team")
    facts = TeamFacts(
        at=seen.at,
        rates=rates_of(seen.user, last_days(DAYS, seen.at), side=side),
        loads=dict(held.annotate(n=Count("pk"))),
        capacities=_capacities(),
    )
    cache.set(_key(seen, side), facts, SERVED.total_seconds())
    return facts


def _key(seen: Standpoint, side: str) -> str:
    """One for all who see every ticket, else one for each person and what they see;
    another one every day, for the seven days move on at midnight."""
    user = seen.user
    whose = "all" if user.sees_all else f"{user.pk}-{user.sees}-{user.team_id}"
    return f"insights-teams-{whose}-{side}-{last_days(DAYS, seen.at).last}"


def _capacities() -> dict[int | None, int]:
    """How many tickets the agents of each team carry at a time. One query."""
    agents = User.objects.filter(kind=UserKind.STAFF, role=Role.AGENT, is_active=True)
    each = Coalesce("work_profile__capacity", Value(DEFAULT_CAPACITY))
    return dict(agents.order_by().values_list("team").annotate(n=Sum(each)))
