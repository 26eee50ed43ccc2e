"""Promises kept by team and metric, with the load of each team."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _, pgettext

from foundation.accounts.sight import teams_seen_by
from insights.figures import Figure, figure_of
from insights.rates import Rates
from insights.slices import IN_TIME, LOAD, NO_TEAM, Slice, Standpoint
from insights.strip import Number
from insights.team_facts import TeamFacts
from tickets.enums import Metric


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team: its rate over everything and over each metric, its load."""

    name: str
    total: Figure
    by_metric: list[Figure]
    load: Number | None
    capacity: int

    @property
    def is_full(self) -> bool:
        """Whether its agents carry all they can."""
        return self.load is not None and self.load.n >= self.capacity > 0


@dataclass(frozen=True, slots=True)
class TeamsTable:
    """The panel: all together first, then each team."""

    at: datetime
    metrics: list[Metric]
    total: Figure
    by_metric: list[Figure]
    lines: list[TeamLine]


def teams_table(
    facts: TeamFacts, seen: Standpoint, *, team: str = "", side: str = ""
) -> TeamsTable:
    """The table of all teams or of one by its code; what has no team comes last."""
    rates = facts.rates
    known = [(one.pk, one.code, one.name) for one in seen.teams]
    rows: list[tuple[int | None, str, str]] = [
        *known,
        (None, NO_TEAM, pgettext("team", "Chưa có nhóm")),
    ]
    own = {one.pk for one in teams_seen_by(seen.user)}
    shown = [
        row for row in rows if team in {"", row[1]} and _is_shown(row[0], facts, own)
    ]
    cut = Slice(IN_TIME, team, side=side)
    among = [key for key, code, _name in rows if code == team] if team else None
    return TeamsTable(
        at=facts.at,
        metrics=rates.metrics,
        total=figure_of(rates.pair(teams=among), cut, pgettext("kept", "Mọi cam kết")),
        by_metric=_by_metric(rates, among, cut, _("Mọi nhóm")),
        lines=[_line(*row, facts, side) for row in shown],
    )


def _is_shown(key: int | None, facts: TeamFacts, own: set[int]) -> bool:
    """Whether a team had something to keep or holds something, or is one's own concern."""
    has_facts = key in facts.rates.teams or bool(facts.loads.get(key))
    return has_facts or (key in own and bool(facts.capacities.get(key)))


def _line(
    key: int | None, code: str, name: str, facts: TeamFacts, side: str
) -> TeamLine:
    rates, cut = facts.rates, Slice(IN_TIME, code, side=side)
    return TeamLine(
        name=name,
        total=figure_of(rates.pair(teams=[key]), cut, name),
        by_metric=_by_metric(rates, [key], cut, name),
        load=Number(facts.loads.get(key, 0), Slice(LOAD, code)),
        capacity=facts.capacities.get(key, 0),
    )


def _by_metric(
    rates: Rates, teams: list[int | None] | None, cut: Slice, name: str
) -> list[Figure]:
    return [
        figure_of(
            rates.pair(teams=teams, metric=metric),
            cut.but(metric=metric.value),
            f"{name}, {metric.label}",
        )
        for metric in rates.metrics
    ]
