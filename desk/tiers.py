"""A customer's tier, as the tag beside the name."""

from dataclasses import dataclass
from datetime import date, datetime

from customers.enums import Tier
from customers.models import Customer

# Those who go well ahead in the queue stand out; the others are told in grey.
GOLDEN = frozenset({Tier.GOLD, Tier.DIAMOND})


@dataclass(frozen=True, slots=True)
class TierTag:
    """The word, its tone, and the last day it counts; empty without a tier."""

    text: str = ""
    tone: str = ""
    until: date | None = None


def tier_tag(customer: Customer, at: datetime) -> TierTag:
    """What stands beside the name at `at`."""
    tier = customer.tier_at(at)
    if not tier:
        return TierTag()
    tone = "gold" if tier in GOLDEN else "line"
    return TierTag(str(Tier(tier).label), tone, customer.benefits_until)
