"""What the palette offers while somebody types: a few of each sort, best first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from catalog.models import Purchase, Unit
from customers.models import ContactPoint, Customer
from customers.queries import search as search_customers
from desk.search import asked_words, find_tickets
from desk.search_marks import marked, marked_number
from desk.search_pages import PEOPLE
from desk.search_ways import units_wanted
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.formats import phone_masked
from tickets.models import Ticket

PERSON, UNIT, ORDER = "person", "unit", "order"
TICKETS_SHOWN = 7
OTHERS_SHOWN = 4
COLUMNS = (
    "pk", "number", "subject", "status", "wait_reason", "merged_into",
    "customer__name", "goes_on_in",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TicketChoice:
    """A ticket to open."""

    number: str
    shown_number: SafeString
    subject: SafeString
    customer: SafeString
    status: str
    wait_reason: str
    via: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A customer, unit or order to open."""

    sort: str
    key: Any
    label: SafeString
    note: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the palette shows for some words, or for none."""

    words: str
    tickets: list[TicketChoice]
    customers: list[Choice]
    things: list[Choice]


def choices_of(user: User, raw: str) -> Choices:
    """What `raw` finds; without words the tickets of `user` where something moved. Four
    queries at most."""
    words = asked_words(raw)
    if not words:
        return Choices("", _recent(user), [], [])
    others = _others(user, words)
    return Choices(
        words=words,
        tickets=_tickets(user, words),
        customers=[choice for choice in others if choice.sort == PERSON],
        things=[choice for choice in others if choice.sort != PERSON],
    )


def _recent(user: User) -> list[TicketChoice]:
    own = (
        Ticket.objects.visible_to(user)
        .filter(assignee=user)
        .order_by("-last_message_at")
    )
    named = own.annotate(goes_on_in=F("merged_into__number"))
    rows = named.values(*COLUMNS)
    return [_ticket(row, "") for row in rows[:TICKETS_SHOWN]]


def _tickets(user: User, words: str) -> list[TicketChoice]:
    hits = find_tickets(user, words).found[:TICKETS_SHOWN]
    named = Ticket.objects.visible_to(user).annotate(
        goes_on_in=F("merged_into__number")
    )
    found = named.filter(pk__in=[hit.via or hit.pk for hit in hits])
    rows = {row["pk"]: row for row in found.values(*COLUMNS)}
    kept = [rows[key] for hit in hits if (key := hit.via or hit.pk) in rows]
    return [_ticket(row, words) for row in kept]


def _ticket(row: dict[str, Any], words: str) -> TicketChoice:
    number, goes_on_in = row["number"], row["goes_on_in"]
    return TicketChoice(
        number=goes_on_in or number,
        shown_number=marked_number(_short(goes_on_in or number), words),
        subject=marked(row["subject"], words),
        customer=marked(row["customer__name"], words),
        status=row["status"],
        wait_reason=row["wait_reason"],
        via=_short(number) if goes_on_in else "",
    )


def _short(number: str) -> str:
    return "#" + number.removeprefix("TK-")


def _others(user: User, words: str) -> list[Choice]:
    """Customers, units and orders, in one query."""
    sets: list[QuerySet[Any, Any]] = []
    if can(user, Capability.VIEW_CUSTOMERS):
        sets.append(_customers(user, words))
    if any(map(str.isdigit, words)) and can(user, Capability.VIEW_CATALOG):
        sets += _things(user, words)
    if not sets:
        return []
    first, *others = sets
    found = first.union(*others, all=True) if others else first
    return [_choice(*row, words=words) for row in found]


def _choice(label: str, note: str, key: int, sort: str, *, words: str) -> Choice:
    if sort == PERSON:
        return Choice(sort, key, marked(label, words), phone_masked(note or ""))
    shown = marked_number(label, words)
    return Choice(sort, label if sort == UNIT else key, shown, note)


def _customers(user: User, words: str) -> QuerySet[Any, Any]:
    phones = ContactPoint.objects.filter(customer=OuterRef("pk"), kind="phone")
    first = phones.order_by("-is_primary", "pk").values("value")[:1]
    visible = Customer.objects.visible_to(user)
    found = search_customers(visible, words, fence=PEOPLE).order_by("-pk")
    return found.values_list("name", Subquery(first), "pk", Value(PERSON))[
        :OTHERS_SHOWN
    ]


def _things(user: User, words: str) -> list[QuerySet[Any, Any]]:
    """Units and orders, which have numbers."""
    visible = Unit.objects.visible_to(user).order_by()
    units = visible.filter(units_wanted(visible, words, PEOPLE))
    orders = Purchase.objects.visible_to(user).numbered(words).order_by()
    buyer = Coalesce("customer__merged_into__name", "customer__name")
    living = Coalesce("customer__merged_into", "customer")
    return [
        units.values_list("serial", "product__name", "pk", Value(UNIT))[:OTHERS_SHOWN],
        orders.values_list("source_id", buyer, living, Value(ORDER))[:OTHERS_SHOWN],
    ]
