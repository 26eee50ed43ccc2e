"""Tiers, and what they bring."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from customers import verbs
from customers.actions.benefits import grant_benefits
from customers.enums import USUAL_WEIGHTS, Tier
from customers.errors import BenefitsOverError, QueueWeightError, UnknownTierError
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.events.models import Event
from tests.conftest import NOON

TODAY = NOON.date()
NEXT_YEAR = date(2027, 12, 31)


def granted() -> list[dict[str, object]]:
    events = Event.objects.filter(verb=verbs.BENEFITS_GRANTED).order_by("pk")
    return [event.data for event in events]


def test_a_new_customer_has_no_tier(customer: Customer) -> None:
    customer.refresh_from_db()

    assert (customer.tier, customer.queue_weight) == ("", 0)
    assert customer.benefits_until is None


def test_a_tier_brings_its_usual_weight(customer: Customer, lead: Actor) -> None:
    changed = grant_benefits(
        customer, tier=Tier.GOLD, until=NEXT_YEAR, actor=lead, at=NOON
    )

    changed.refresh_from_db()
    assert (changed.tier, changed.queue_weight) == ("gold", 20)
    assert changed.benefits_until == NEXT_YEAR
    assert granted() == [
        {
            "tier": "gold",
            "queue_weight": 20,
            "until": "2027-12-31",
            "old_tier": "",
            "old_queue_weight": 0,
            "old_until": None,
        }
    ]


def test_somebody_may_decide_on_another_weight(customer: Customer, lead: Actor) -> None:
    changed = grant_benefits(
        customer, tier=Tier.GOLD, queue_weight=25, actor=lead, at=NOON
    )

    assert changed.queue_weight == 25


def test_the_same_again_is_no_event(customer: Customer, lead: Actor) -> None:
    grant_benefits(customer, tier=Tier.SILVER, actor=lead, at=NOON)

    grant_benefits(customer, tier=Tier.SILVER, actor=lead, at=NOON)

    assert len(granted()) == 1


def test_an_empty_tier_takes_all_away(customer: Customer, lead: Actor) -> None:
    grant_benefits(customer, tier=Tier.DIAMOND, until=NEXT_YEAR, actor=lead, at=NOON)

    left = grant_benefits(customer, tier="", until=NEXT_YEAR, actor=lead, at=NOON)

    assert (left.tier, left.queue_weight, left.benefits_until) == ("", 0, None)
    assert granted()[-1]["old_tier"] == "diamond"


def test_today_is_the_first_day_it_may_end(customer: Customer, lead: Actor) -> None:
    changed = grant_benefits(customer, tier=Tier.GOLD, until=TODAY, actor=lead, at=NOON)

    assert changed.tier_at(NOON) == "gold"


def test_a_day_that_is_over_is_refused(customer: Customer, lead: Actor) -> None:
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(BenefitsOverError) as refusal:
        grant_benefits(customer, tier=Tier.GOLD, until=yesterday, actor=lead, at=NOON)

    assert refusal.value.field == "until"
    assert granted() == []


def test_a_tier_we_do_not_have_is_refused(customer: Customer, lead: Actor) -> None:
    with pytest.raises(UnknownTierError):
        grant_benefits(customer, tier="king", queue_weight=1, actor=lead, at=NOON)


@pytest.mark.parametrize("weight", [-1, 101])
def test_a_weight_out_of_range_is_refused(
    weight: int, customer: Customer, lead: Actor
) -> None:
    with pytest.raises(QueueWeightError):
        grant_benefits(
            customer, tier=Tier.GOLD, queue_weight=weight, actor=lead, at=NOON
        )


def test_after_the_last_day_nothing_counts(customer: Customer, lead: Actor) -> None:
    changed = grant_benefits(customer, tier=Tier.GOLD, until=TODAY, actor=lead, at=NOON)

    tomorrow = NOON + timedelta(days=1)
    assert (changed.tier_at(tomorrow), changed.queue_weight_at(tomorrow)) == ("", 0)
    assert (changed.tier_at(NOON), changed.queue_weight_at(NOON)) == ("gold", 20)


def test_without_a_last_day_it_stays(customer: Customer, lead: Actor) -> None:
    changed = grant_benefits(customer, tier=Tier.GOLD, actor=lead, at=NOON)

    assert changed.tier_at(NOON + timedelta(days=3650)) == "gold"


def test_every_tier_has_a_usual_weight() -> None:
    assert set(USUAL_WEIGHTS) == {"", *Tier.values}


@pytest.mark.parametrize(
    "wrong",
    [
        {"tier": "king"},
        {"queue_weight": 101},
        {"benefits_until": NEXT_YEAR},
    ],
)
def test_the_database_refuses_it_too(
    wrong: dict[str, object], customer: Customer
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.filter(pk=customer.pk).update(**wrong)
