"""Rates of promises kept, by team and metric: both weeks at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Value

from foundation.accounts.models import User
from insights.decided import ended_in, left_open_in
from insights.in_time import InTime, together
from insights.periods import Period
from tickets.enums import Metric, Verdict
from tickets.models import TicketClock
from tickets.models.clocks import TicketClockQuerySet

Key = tuple[int | None, str]  # the team's key, and the metric
Counts = dict[Key, InTime]
_MET = Count("verdict", filter=Q(verdict=Verdict.MET))


@dataclass(frozen=True, slots=True)
class Pair:
    """A rate and the one it is compared with."""

    now: InTime
    before: InTime


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts by team and metric; what was not decided is not in it."""

    now: Mapping[Key, InTime] = field(default_factory=dict)
    before: Mapping[Key, InTime] = field(default_factory=dict)

    @property
    def teams(self) -> set[int | None]:
        """The teams that had something to keep."""
        return {team for team, _metric in (*self.now, *self.before)}

    @property
    def metrics(self) -> list[Metric]:
        """What was measured, in the order of the enum."""
        known = {metric for _team, metric in (*self.now, *self.before)}
        return [metric for metric in Metric if metric.value in known]

    def pair(
        self, *, teams: Iterable[int | None] | None = None, metric: str = ""
    ) -> Pair:
        """Some teams and one metric, or all of them, in both stretches."""
        wanted = None if teams is None else set(teams)

        def sum_of(counts: Mapping[Key, InTime]) -> InTime:
            return together(
                part
                for (team, measured), part in counts.items()
                if (wanted is None or team in wanted) and metric in {"", measured}
            )

        return Pair(sum_of(self.now), sum_of(self.before))


def rates_of(user: User, period: Period, *, side: str = "") -> Rates:
    """The rates of a period and of the one before it; two queries.

    The two halves of `decided`, each read by its own index.
    """
    start, end = period.before.start, period.end
    clocks = TicketClock.objects.visible_to(user)
    if side:
        clocks = clocks.filter(side=side)
    now: Counts = {}
    before: Counts = {}
    ended, left_open = (
        clocks.filter(ended_in(start, end)),
        clocks.filter(left_open_in(start, end)),
    )
    rows = (
        *_grouped(ended, period, "ended_at", "team", met=_MET),
        *_grouped(left_open, period, "breached_at", "ticket__team", met=Value(0)),
    )
    for is_now, team, metric, met, n in rows:
        counts = now if is_now else before
        counts[team, metric] = together(
            [counts.get((team, metric), InTime()), InTime(met, n)]
        )
    return Rates(now, before)


def _grouped(
    clocks: TicketClockQuerySet,
    period: Period,
    moment: str,
    team: str,
    *,
    met: Count | Value,
) -> Iterator[tuple[bool, int | None, str, int, int]]:
    is_now = Q(**{f"{moment}__gte": period.start})
    return (
        clocks.order_by()
        .annotate(is_now=ExpressionWrapper(is_now, output_field=BooleanField()))
        .values_list("is_now", team, "metric")
        .annotate(met=met, n=Count("*"))
        .iterator()
    )
