"""Two records side by side, before somebody says that they are of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog.models import Purchase, Unit
from customers.duplicates import Alike
from customers.models import ContactPoint, Customer
from customers.queries import search
from desk.customer_facts import CustomerFacts, customer_facts, last_contact
from desk.customer_pages import alike_of
from desk.tiers import TierTag, tier_tag
from foundation.accounts.models import User

FOUND_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records, in what people compare."""

    customer: Customer
    contacts: Sequence[ContactPoint]
    tier: TierTag
    facts: CustomerFacts
    n_purchases: int
    last_contact: str

    @property
    def weight(self) -> tuple[int, bool, int, int]:
        """What speaks for keeping it: its tier, a login, what hangs on it, its age."""
        hanging = self.facts.n_open + self.facts.n_finished + self.facts.n_units
        has_login = self.customer.login_id is not None
        # The tier of the record that goes on is the customer's from then on.
        tier = self.customer.queue_weight if self.tier.text else 0
        return tier, has_login, hanging + self.n_purchases, -self.customer.pk


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records, and the one that would rather be kept."""

    sides: tuple[Side, Side]
    kept: int

    @property
    def have_two_logins(self) -> bool:
        """Whether each has a login, which is worth saying before."""
        return all(side.customer.login_id is not None for side in self.sides)

    @property
    def have_two_tiers(self) -> bool:
        """Whether it matters to the customer which one is kept."""
        one, other = self.sides
        return one.tier.text != other.tier.text


def comparison(one: Customer, other: Customer, user: User, at: datetime) -> Comparison:
    """What there is of either. Twelve queries."""
    sides = _side(one, user, at), _side(other, user, at)
    kept = max(sides, key=lambda side: side.weight)
    return Comparison(sides, kept.customer.pk)


def found_to_merge(customer: Customer, user: User, text: str) -> list[Customer]:
    """Living records that `text` finds, without the one that asks. Two queries."""
    if not text:
        return []
    found = search(Customer.objects.visible_to(user).living(), text)
    others = found.exclude(pk=customer.pk).prefetch_related("contact_points")
    return list(others.order_by("-pk")[:FOUND_SHOWN])


def suggested(customer: Customer) -> list[Alike]:
    """Who may be the same person. Four queries."""
    records = Customer.objects.of_person(customer).values_list("pk", flat=True)
    return alike_of(customer, list(records))


def _side(customer: Customer, user: User, at: datetime) -> Side:
    records = Customer.objects.of_person(customer).values_list("pk", flat=True)
    contact = last_contact(records, user)
    n_units = Unit.objects.visible_to(user).filter(owner__in=records).count()
    bought = Purchase.objects.visible_to(user).filter(customer__in=records)
    return Side(
        customer=customer,
        contacts=customer.reachable_by,
        tier=tier_tag(customer, at),
        facts=customer_facts(records, user, n_units=n_units),
        n_purchases=bought.count(),
        last_contact=contact.told(at) if contact else "",
    )
