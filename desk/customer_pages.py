"""What the customer pages of the desk show, gathered in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, QuerySet, Value, When
from django.utils.functional import cached_property

from catalog.looks import icon_of
from catalog.models import Purchase, PurchaseLine, Unit
from customers.consent_reading import ConsentSheet, consent_sheet
from customers.duplicates import Alike, alike
from customers.models import ContactPoint, Customer
from customers.queries import search
from customers.verbs import CUSTOMER_VIEWED
from desk.clocks import FINISHED
from desk.customer_facts import CustomerFacts, customer_facts, last_contact
from desk.timelines import EventRow, event_rows
from foundation.accounts.models import User
from foundation.core.refs import ref
from surveys.models import Response
from tickets.models import Ticket

M = TypeVar("M", bound=Model)

PAGE_SIZE = 50
TICKETS_SHOWN = 30
PURCHASES_SHOWN = 10
UNITS_SHOWN = 20
ANSWERS_SHOWN = 5
WORDS_SHOWN = 20
# Of whatever there is, for whoever asks for all of it; a page has an end.
ALL_SHOWN = 500
# Whoever else had to do with the same things; more are no hint any longer.
UNIT_HINTS = 20


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Some customers, and the keys of its neighbours; None at either end."""

    rows: list[Customer]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A receipt in one line."""

    purchase: Purchase
    what: str
    n_more: int
    amount: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A thing the customer owns."""

    unit: Unit
    icon: str


@dataclass(frozen=True)
class Overview:
    """Everything we know of one person; of a merged record what is its own."""

    contacts: list[ContactPoint]
    tickets: list[Ticket]
    purchases: list[PurchaseRow]
    units: list[UnitRow]
    answers: list[Response]
    events: list[EventRow]
    facts: CustomerFacts
    last_contact: str
    consents: ConsentSheet
    merged: list[Customer]
    alike: list[Alike]
    has_more_tickets: bool
    has_more_purchases: bool

    @cached_property
    def open_tickets(self) -> list[Ticket]:
        """What still has to be done."""
        return [ticket for ticket in self.tickets if ticket.status not in FINISHED]

    @cached_property
    def past_tickets(self) -> list[Ticket]:
        """What was done."""
        return [ticket for ticket in self.tickets if ticket.status in FINISHED]

    @property
    def words(self) -> Sequence[object]:
        """The newest words of the ledger of consents."""
        return self.consents.words[:WORDS_SHOWN]

    @property
    def has_one_contact(self) -> bool:
        """The last one cannot be removed."""
        return len(self.contacts) == 1


def customer_page(
    user: User, *, text: str, after: int | None, before: int | None
) -> CustomerPage:
    """The customers that `text` finds, newest first. Two queries."""
    found = search(Customer.objects.visible_to(user), text)
    if before is not None:
        found = found.filter(pk__gt=before).order_by("pk")
    elif after is not None:
        found = found.filter(pk__lt=after).order_by("-pk")
    else:
        found = found.order_by("-pk")
    named = found.select_related("merged_into").prefetch_related("contact_points")
    rows = list(named[: PAGE_SIZE + 1])
    has_more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    if before is not None:
        rows.reverse()
    has_newer = has_more if before is not None else after is not None
    has_older = has_more if before is None else True
    return CustomerPage(
        rows=rows,
        newer=rows[0].pk if rows and has_newer else None,
        older=rows[-1].pk if rows and has_older else None,
    )


def overview_of(
    customer: Customer, user: User, at: datetime, *, is_full: bool = False
) -> Overview:
    """What `user` may see of `customer`, with what is merged into them; the newest of
    it, or all."""
    merged = [] if customer.is_merged else list(customer.merged_here.order_by("pk"))
    records = [customer.pk, *(one.pk for one in merged)]
    least = ALL_SHOWN if is_full else 0
    own = _units_of(records, user)
    units, more_units = _some(own, max(least, UNITS_SHOWN))
    tickets, more_tickets = _some(_tickets_of(records, user), max(least, TICKETS_SHOWN))
    purchases, more_purchases = _some(
        _purchases_of(records, user), max(least, PURCHASES_SHOWN)
    )
    n_units = own.count() if more_units else len(units)
    contact = last_contact(records, user)
    return Overview(
        contacts=_contacts_of(customer),
        tickets=tickets,
        purchases=[_row(purchase) for purchase in purchases],
        units=[UnitRow(unit, icon_of(unit)) for unit in units],
        answers=_answers_of(records, user),
        events=_events_of(customer, records, user),
        facts=customer_facts(records, user, n_units=n_units),
        last_contact=contact.told(at) if contact else "",
        consents=consent_sheet(customer),
        merged=merged,
        alike=alike_of(customer, records),
        has_more_tickets=more_tickets,
        has_more_purchases=more_purchases,
    )


def alike_of(customer: Customer, records: Sequence[int]) -> list[Alike]:
    """Who may be the same person; nobody is asked of a merged record. Three queries."""
    if customer.is_merged:
        return []
    asked = Ticket.objects.filter(unit__owner__in=records).exclude(customer__in=records)
    owning = Ticket.objects.filter(customer__in=records).exclude(
        unit__owner__in=records
    )
    by_unit = (
        asked.order_by()
        .values_list("customer_id")[:UNIT_HINTS]
        .union(
            owning.exclude(unit__owner=None)
            .order_by()
            .values_list("unit__owner_id")[:UNIT_HINTS]
        )
    )
    return alike(customer, records, by_unit=[pk for (pk,) in by_unit])


def _contacts_of(customer: Customer) -> list[ContactPoint]:
    points = customer.reachable_by
    if customer.is_merged:
        points = [point for point in points if point.customer_id == customer.pk]
    return sorted(points, key=lambda point: not point.is_phone)


def _some(rows: QuerySet[M], most: int) -> tuple[list[M], bool]:
    """The first rows, and whether there are more."""
    found = list(rows[: most + 1])
    return found[:most], len(found) > most


def _events_of(
    customer: Customer, records: Sequence[int], user: User
) -> list[EventRow]:
    also = [str(pk) for pk in records[1:]]
    # Who looked at the record is for the event log, not for every colleague.
    return event_rows(ref(customer), user, also=also, but=CUSTOMER_VIEWED)


def _units_of(records: Sequence[int], user: User) -> QuerySet[Unit]:
    units = Unit.objects.visible_to(user).filter(owner__in=records)
    return units.select_related("product").order_by("-id")


def _tickets_of(records: Sequence[int], user: User) -> QuerySet[Ticket]:
    tickets = Ticket.objects.visible_to(user).filter(customer__in=records)
    named = tickets.select_related("assignee", "customer")
    is_past = Case(
        When(status__in=FINISHED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return named.order_by(is_past, "-id")


def _purchases_of(records: Sequence[int], user: User) -> QuerySet[Purchase]:
    purchases = Purchase.objects.visible_to(user).filter(customer__in=records)
    return purchases.prefetch_related("lines__product").order_by("-purchased_at", "-pk")


def _row(purchase: Purchase) -> PurchaseRow:
    lines = list(purchase.lines.all())
    return PurchaseRow(
        purchase=purchase,
        what=lines[0].product.name if lines else "",
        n_more=max(0, len(lines) - 1),
        amount=sum(_amount(line) for line in lines),
    )


def _amount(line: PurchaseLine) -> int:
    return line.unit_price * line.quantity - line.discount


def _answers_of(records: Sequence[int], user: User) -> list[Response]:
    answers = Response.objects.visible_to(user).filter(
        invitation__ticket__customer__in=records
    )
    named = answers.select_related("invitation__ticket")
    return list(named.order_by("-answered_at", "-pk")[:ANSWERS_SHOWN])
