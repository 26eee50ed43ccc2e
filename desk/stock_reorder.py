"""When a part should be ordered again, step by step, so that people can follow it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from parts.actions.learning import UNKNOWN_DAYS, USE_DAYS
from parts.enums import MoveReason
from parts.models import Part, ReorderRule, StockMove, SupplierPart
from parts.reorder import reorder_point, safety_stock, use_of


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of a place, and the sum behind the minimum that use calls for.

    `point` = `mean` × `days` + `safety`, rounded up.
    """

    rule: ReorderRule
    used: int
    mean: float
    days: int
    is_learned: bool
    safety: float
    point: int

    @property
    def window(self) -> int:
        """Of how many days the use is taken."""
        return USE_DAYS

    @property
    def differs(self) -> bool:
        """Whether use calls for another minimum than people have set."""
        return bool(self.used) and self.point != self.rule.minimum


def rule_rows(
    part: Part, offers: Collection[SupplierPart], at: datetime
) -> list[RuleRow]:
    """The rules of a part with their sums; two queries."""
    last = localdate(at) - timedelta(days=1)
    used = _used_since(part, last - timedelta(days=USE_DAYS - 1))
    offer = next((one for one in offers if one.supplier.is_active), None)
    days = offer.days if offer else UNKNOWN_DAYS
    rules = ReorderRule.objects.filter(part=part).select_related("location")
    return [
        RuleRow(
            rule=rule,
            used=sum(used[rule.location_id].values()),
            mean=use.mean,
            days=days,
            is_learned=offer is not None and offer.lead_p90 is not None,
            safety=safety_stock(use, days, rule.service_level),
            point=reorder_point(use, days, rule.service_level),
        )
        for rule in rules.order_by("location__name", "pk")
        for use in [use_of(used[rule.location_id], last, USE_DAYS)]
    ]


def _used_since(part: Part, first: date) -> dict[int | None, dict[date, int]]:
    """How many were used at each place, day by day."""
    rows = (
        StockMove.objects.filter(
            part=part, reason=MoveReason.CONSUMED, at__date__gte=first
        )
        .values("origin", day=TruncDate("at"))
        .annotate(n=Sum("quantity"))
        .order_by()
    )
    used: dict[int | None, dict[date, int]] = defaultdict(dict)
    for row in rows:
        used[row["origin"]][row["day"]] = row["n"]
    return used
