"""What a customer's tier brings them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from customers import verbs
from customers.actions.holding import held
from customers.enums import USUAL_WEIGHTS
from customers.errors import BenefitsOverError, QueueWeightError, UnknownTierError
from customers.models import MAX_QUEUE_WEIGHT, Customer
from foundation.core.actor import Actor
from foundation.events.actions import record


@transaction.atomic
def grant_benefits(
    customer: Customer,
    *,
    tier: str,
    queue_weight: int | None = None,
    until: date | None = None,
    actor: Actor,
    at: datetime,
) -> Customer:
    """Put a customer into a tier, or out of all with an empty one, until a day's end.

    Without a weight they go as far ahead in the queue as their tier usually does.
    Refuses a tier we do not have, a day that is over, a weight out of range, and a
    merged record.
    """
    customer = held(customer)
    weight = _weight(tier, queue_weight)
    if until is not None and until < localdate(at):
        raise BenefitsOverError(field="until")
    new = {
        "tier": str(tier),
        "queue_weight": weight,
        # Nothing cannot end: without a tier and a weight there is no date to keep.
        "benefits_until": until if tier or weight else None,
    }
    old = {name: getattr(customer, name) for name in new}
    if new == old:
        return customer
    for name, value in new.items():
        setattr(customer, name, value)
    customer.save(update_fields=list(new))
    record(customer, verbs.BENEFITS_GRANTED, actor=actor, at=at, **_change(old, new))
    return customer


def _weight(tier: str, given: int | None) -> int:
    if tier not in USUAL_WEIGHTS:
        raise UnknownTierError(field="tier")
    weight = USUAL_WEIGHTS[tier] if given is None else given
    if not 0 <= weight <= MAX_QUEUE_WEIGHT:
        raise QueueWeightError(field="queue_weight")
    return weight


def _change(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {**_plain(new), **{f"old_{k}": v for k, v in _plain(old).items()}}


def _plain(benefits: dict[str, Any]) -> dict[str, Any]:
    until = benefits["benefits_until"]
    return {
        "tier": benefits["tier"],
        "queue_weight": benefits["queue_weight"],
        "until": until.isoformat() if until else None,
    }
