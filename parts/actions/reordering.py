"""When to order again: one alarm for each time that stock falls low, not one a day."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.actor import SYSTEM, Actor
from foundation.events.actions import record
from parts import verbs
from parts.actions.moving import Spot, balance_of, held_part
from parts.errors import RuleError
from parts.models import Part, ReorderRule, StockLocation
from parts.models.purchasing import LEAST_SERVICE, MOST_SERVICE
from parts.stock_notices import tell_low


def evaluate(part: Part, location: StockLocation, *, at: datetime) -> None:
    """Compare what can be had at a place with its rule; whoever calls holds the part.

    Falling to the minimum is told once. Rising above it ends the alarm.
    """
    rows = ReorderRule.objects.filter(part=part, location=location)
    rule = rows.select_related("part", "location").first()
    if rule is None:
        return
    free = balance_of(part, Spot(location)).free
    is_low = free <= rule.minimum
    if is_low == rule.is_low:
        return
    rule.is_low, rule.low_since = is_low, at if is_low else None
    rule.save(update_fields=["is_low", "low_since"])
    if is_low:
        record(
            part,
            verbs.STOCK_LOW,
            actor=SYSTEM,
            at=at,
            location_id=location.pk,
            free=free,
            minimum=rule.minimum,
        )
        tell_low(rule, free, at=at)


@transaction.atomic
def set_rule(
    part: Part,
    location: StockLocation,
    *,
    limits: tuple[int, int],
    service_level: int,
    actor: Actor,
    at: datetime,
) -> ReorderRule:
    """Say how many a place should hold, least and most.

    Refuses a most below the least, and a service level that nobody can mean.
    """
    least, most = limits
    if not 0 <= least <= most:
        raise RuleError(field="maximum")
    if not LEAST_SERVICE <= service_level <= MOST_SERVICE:
        raise RuleError(_("Mức đáp ứng phải từ 50 đến 99 %."), field="service_level")
    part = held_part(part)
    values: dict[str, Any] = {
        "minimum": least,
        "maximum": most,
        "service_level": service_level,
    }
    rows = ReorderRule.objects.filter(part=part, location=location)
    ReorderRule.objects.update_or_create(part=part, location=location, defaults=values)
    verb, place = verbs.REORDER_RULE_SET, location.pk
    record(part, verb, actor=actor, at=at, location_id=place, **values)
    evaluate(part, location, at=at)
    rule: ReorderRule = rows.get()
    return rule
