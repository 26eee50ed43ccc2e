"""What the palette offers while somebody types: a few of each sort, best first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from catalog.models import Purchase, Unit
from catalog.serials import fold_serial
from customers.models import ContactPoint, Customer
from customers.queries import search as search_customers
from desk.search import asked_words
from desk.search_marks import marked, marked_number
from desk.search_ways import NAMED_LIMIT, is_part, named_ways, newest, word_ways
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.formats import phone_masked
from tickets.models import Ticket

PERSON, UNIT, ORDER = "person", "unit", "order"
TICKETS_SHOWN = 7
OTHERS_SHOWN = 4
# Some tickets are found in several ways.
ROWS_READ = 40
COLUMNS = (
    "pk", "number", "subject", "status", "wait_reason", "merged_into",
    "customer__name", "goes_on_in", "last_message_at", "rank",
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
    has_digit = any(letter.isdigit() for letter in words)
    things = has_digit and can(user, Capability.VIEW_CATALOG)
    people = can(user, Capability.VIEW_CUSTOMERS)
    return Choices(
        words=words,
        tickets=_tickets(user, words),
        customers=_customers(user, words) if people else [],
        things=_things(user, words) if things else [],
    )


def _recent(user: User) -> list[TicketChoice]:
    own = (
        Ticket.objects.visible_to(user)
        .filter(assignee=user)
        .order_by("-last_message_at")
    )
    named = own.annotate(goes_on_in=F("merged_into__number"))
    rows = named.values(*(name for name in COLUMNS if name != "rank"))
    return [_ticket(row, "") for row in rows[:TICKETS_SHOWN]]


def _tickets(user: User, words: str) -> list[TicketChoice]:
    sets = []
    for way in [*named_ways(user, words), *word_ways(user, words, newest())]:
        named = way.ranked.annotate(goes_on_in=F("merged_into__number"))
        sets.append(named.values(*COLUMNS)[: way.limit])
    if not sets:
        return []
    first, *others = sets
    found = first.union(*others, all=True) if others else first.all()
    best: dict[int, TicketChoice] = {}
    for row in found.order_by("rank", "-last_message_at")[:ROWS_READ]:
        best.setdefault(row["merged_into"] or row["pk"], _ticket(row, words))
    return list(best.values())[:TICKETS_SHOWN]


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


def _customers(user: User, words: str) -> list[Choice]:
    phones = ContactPoint.objects.filter(customer=OuterRef("pk"), kind="phone")
    first = phones.order_by("-is_primary", "pk").values("value")[:1]
    found = search_customers(Customer.objects.visible_to(user), words).order_by("-pk")
    rows = found.values_list("pk", "name", Subquery(first))[:OTHERS_SHOWN]
    return [
        Choice(PERSON, pk, marked(name, words), phone_masked(phone or ""))
        for pk, name, phone in rows
    ]


def _things(user: User, words: str) -> list[Choice]:
    """Units and orders, which have numbers, in one query."""
    visible = Unit.objects.visible_to(user).order_by()
    wanted = Q(pk__in=visible.numbered(words).values("pk")[:OTHERS_SHOWN])
    if is_part(words):
        parts = visible.filter(serial__contains=fold_serial(words))
        wanted |= Q(pk__in=parts.values("pk")[:NAMED_LIMIT])
    units = visible.filter(wanted).values_list(
        "serial", "product__name", "pk", Value(UNIT)
    )
    orders = Purchase.objects.visible_to(user).numbered(words).order_by()
    buyer = Coalesce("customer__merged_into__name", "customer__name")
    living = Coalesce("customer__merged_into", "customer")
    bought = orders.values_list("source_id", buyer, living, Value(ORDER))
    found = units[:OTHERS_SHOWN].union(bought[:OTHERS_SHOWN], all=True)
    return [
        Choice(
            sort, number if sort == UNIT else key, marked_number(number, words), note
        )
        for number, note, key, sort in found
    ]
