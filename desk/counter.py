"""Who stands at the counter, and with what: one field that finds by whatever they have."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.utils.timezone import localdate

from catalog.enums import Category
from catalog.looks import icon_of
from catalog.models import Purchase, Unit
from catalog.serials import fold_serial
from customers.models import Customer
from customers.queries import search as search_customers
from desk.cover_cards import CoverCard, cover_cards
from desk.tiers import TierTag, tier_tag
from foundation.accounts.models import User
from tickets.models import Ticket
from tickets.numbers import PREFIX, parse_number

SHOWN = 20
THINGS_SHOWN = 30
MAX_TEXT = 200
MAX_DIGITS = 18  # of a key that fits the column
# What the code on our own paper says.
TRACKING = re.compile(r"/t/([A-Za-z0-9_\-]{8,})/?$")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the customer, its cover, and how often it was here."""

    unit: Unit
    icon: str
    cover: CoverCard
    n_tickets: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the text in the field finds."""

    customers: list[Customer] = field(default_factory=list)
    # Known things that stand in nobody's name.
    ownerless: list[Unit] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    # The one thing that was named, if it is one.
    unit: Unit | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing at all."""
        return not (self.customers or self.ownerless or self.tickets)


@dataclass(frozen=True, slots=True)
class Client:
    """Whoever stands at the counter, with their things."""

    customer: Customer
    tier: TierTag
    phone: str
    things: list[Thing]


def look_up(user: User, raw: str) -> Found:
    """Customers by telephone (its end is enough) or name, by serial and by order; our
    own papers by number or code. At most five queries."""
    text = raw.strip()[:MAX_TEXT]
    if not text:
        return Found()
    tickets = list(_tickets(user, text)[:SHOWN])
    if tickets and TRACKING.search(text):
        return Found(tickets=tickets)
    units = list(_units(user, text)[:SHOWN])
    owners = [unit.owner for unit in units if unit.owner]
    people = [*_by_contact(user, text), *owners, *_buyers(user, text)]
    return Found(
        customers=_once(people)[:SHOWN],
        ownerless=[unit for unit in units if unit.owner is None],
        tickets=tickets,
        unit=units[0] if len(units) == 1 else None,
    )


def customer_meant(user: User, raw: str) -> Customer | None:
    """The customer of `?customer=`, or whom they were found to be."""
    if not (raw.isascii() and raw.isdigit() and len(raw) <= MAX_DIGITS):
        return None
    customers = Customer.objects.visible_to(user).select_related("merged_into")
    found = customers.filter(pk=int(raw)).first()
    return _living(found) if found else None


def client_of(customer: Customer, user: User, at: datetime) -> Client:
    """The customer with their things. Five queries."""
    own = Customer.objects.of_person(customer)
    units = Unit.objects.visible_to(user).filter(owner__in=own)
    units = units.select_related("product")
    things = list(units.order_by("-id")[:THINGS_SHOWN])
    return Client(
        customer=customer,
        tier=tier_tag(customer, at),
        phone=customer.phone,
        things=_things(things, user, at),
    )


def unit_meant(user: User, serial: str) -> Unit | None:
    """The unit of `?unit=`, in any way of writing it."""
    if not serial:
        return None
    units = Unit.objects.visible_to(user).select_related("product", "owner")
    return units.filter(serial=fold_serial(serial)).first()


def category_of(unit: Unit | None) -> Category:
    """What sort of thing it is, for the choices; unknown ones are of the other sort."""
    return Category(unit.product.category) if unit else Category.OTHER


def _things(units: list[Unit], user: User, at: datetime) -> list[Thing]:
    tickets = Ticket.objects.visible_to(user).order_by().filter(unit__in=units)
    rows = tickets.values_list("unit").annotate(Count("pk"), Max("opened_at"))
    seen = {unit_id: (count, last) for unit_id, count, last in rows}
    cards = cover_cards(units, localdate(at))
    return [
        Thing(unit, icon_of(unit), cards[unit.pk], *seen.get(unit.pk, (0, None)))
        for unit in units
    ]


def _tickets(user: User, text: str) -> QuerySet[Ticket]:
    visible = Ticket.objects.visible_to(user).select_related("customer", "reception")
    if tracked := TRACKING.search(text):
        return visible.by_access_key(tracked[1])
    is_named = text.upper().startswith((PREFIX, "TK", "#"))
    number = parse_number(text) if is_named else None
    return visible.filter(number=number) if number else visible.none()


def _units(user: User, text: str) -> QuerySet[Unit]:
    units = Unit.objects.visible_to(user).found_by(text)
    return units.select_related("product", "owner__merged_into").order_by("-id")


def _by_contact(user: User, text: str) -> Iterable[Customer]:
    customers = Customer.objects.visible_to(user).select_related("merged_into")
    return search_customers(customers, text).order_by("-id")[:SHOWN]


def _buyers(user: User, text: str) -> list[Customer]:
    orders = Purchase.objects.visible_to(user).numbered(text)
    found = orders.select_related("customer__merged_into").order_by("-id")[:SHOWN]
    return [purchase.customer for purchase in found]


def _once(people: Iterable[Customer]) -> list[Customer]:
    return list({one.pk: one for one in map(_living, people)}.values())


def _living(customer: Customer) -> Customer:
    return customer.merged_into or customer
