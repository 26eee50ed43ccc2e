"""Whom a ticket is about, on top of its context."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from customers.consent_reading import ConsentSheet, consent_sheet
from customers.models import Customer
from desk.customer_facts import CustomerFacts, customer_facts, last_contact
from desk.reach import Reach, reach_of
from desk.tiers import TierTag, tier_tag
from foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A person as the ticket shows them, in the record where they go on."""

    customer: Customer
    tier: TierTag
    since: str
    reach: Reach
    facts: CustomerFacts
    last_contact: str
    consents: ConsentSheet


def customer_card(
    customer: Customer,
    records: Collection[int],
    user: User,
    at: datetime,
    *,
    n_units: int,
) -> CustomerCard:
    """What `user` may know of the person with these records. Five queries."""
    contact = last_contact(records, user)
    return CustomerCard(
        customer=customer.living,
        tier=tier_tag(customer.living, at),
        since=since_of(customer.living),
        reach=reach_of(customer.reachable_by),
        facts=customer_facts(records, user, n_units=n_units),
        last_contact=contact.told(at) if contact else "",
        consents=consent_sheet(customer),
    )


def since_of(customer: Customer) -> str:
    """TP. Thủ Đức · khách từ 2021."""
    year = _("khách từ %(year)s") % {"year": customer.created_at.year}
    return " · ".join(words for words in (customer.city, year) if words)
