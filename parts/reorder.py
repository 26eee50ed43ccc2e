"""When to order again, and how long a delivery takes: pure arithmetic.

The reorder point is what is used while a delivery is on its way, and a stock against bad
luck on top: enough, at the service level wanted, for use that varies from day to day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt
from statistics import NormalDist, fmean, pstdev


@dataclass(frozen=True, slots=True)
class Use:
    """How many are used in a day, on average, and how much that varies."""

    mean: float
    deviation: float


def use_of(used: Mapping[date, int], last: date, days: int) -> Use:
    """The use in the `days` up to `last`; a day on which nothing was used counts too."""
    window = [used.get(last - timedelta(days=ago), 0) for ago in range(days)]
    return Use(fmean(window), pstdev(window))


def safety_stock(use: Use, lead_days: int, service_level: int) -> float:
    """What is kept against bad luck, so that stock lasts in so many percent of waits."""
    z = NormalDist().inv_cdf(service_level / 100)
    return z * use.deviation * sqrt(lead_days)


def reorder_point(use: Use, lead_days: int, service_level: int) -> int:
    """At how many to order again."""
    needed = use.mean * lead_days + safety_stock(use, lead_days, service_level)
    return ceil(round(needed, 6))


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The least of the values that so many percent do not exceed; None of no values."""
    if not values:
        return None
    rank = ceil(len(values) * percent / 100)
    return sorted(values)[max(rank, 1) - 1]
