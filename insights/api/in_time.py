"""The rate of promises kept as the API says it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import pgettext

from foundation.accounts.models import Team
from insights.in_time import GOAL, InTime
from insights.periods import Period
from insights.rates import Rates


def in_time_words(rates: Rates, period: Period, by: str) -> dict[str, Any]:
    """The rate of a period with its parts by team, by metric, or without any."""
    parts = {"team": _by_team, "metric": _by_metric}.get(by)
    return {
        "name": "in_time",
        "from": period.first,
        "to": period.last,
        **_words(rates.pair().now),
        "goal": GOAL,
        "parts": list(parts(rates)) if parts else [],
    }


def _words(rate: InTime) -> dict[str, Any]:
    return {
        "value": rate.share,
        "n": rate.n,
        "met": rate.met,
        "is_reliable": rate.is_reliable,
    }


def _by_team(rates: Rates) -> Iterator[dict[str, Any]]:
    """Teams by name, then what no team held; only those with something decided."""
    for team in Team.objects.filter(pk__in=[key for key in rates.teams if key]):
        rate = rates.pair(teams=[team.pk]).now
        yield {"key": team.code, "name": team.name, **_words(rate)}
    if None in rates.teams:
        rate = rates.pair(teams=[None]).now
        yield {"key": "", "name": pgettext("team", "Chưa có nhóm"), **_words(rate)}


def _by_metric(rates: Rates) -> Iterator[dict[str, Any]]:
    for metric in rates.metrics:
        rate = rates.pair(metric=metric).now
        yield {"key": metric.value, "name": str(metric.label), **_words(rate)}
