"""The page of a search: what was found of each sort, and how each list goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalog.models import Purchase, Unit
from customers.models import Customer
from customers.queries import search as search_customers
from desk.search import Hit, Hits, asked_words, find_tickets
from desk.search_marks import marked, marked_number, snippet
from desk.search_ways import NAMED_LIMIT, SAID, said_query, units_wanted
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.text import fold
from tickets.models import FoldedWords, Message, Ticket

PAGE_SIZE = 20
FEW = 5  # of each sort, where all sorts stand on one page
PEOPLE = 100  # of one name; who has to page through more types a second word
MAX_CURSOR = 60
TICKETS, CUSTOMERS, UNITS, ORDERS = "tickets", "customers", "units", "orders"
SORTS: dict[str, str | Promise] = {
    TICKETS: _("Phiếu"),
    CUSTOMERS: _("Khách"),
    UNITS: _("Máy"),
    ORDERS: _("Đơn mua"),
}
NEEDS = {
    TICKETS: Capability.USE_DESK,
    CUSTOMERS: Capability.VIEW_CUSTOMERS,
    UNITS: Capability.VIEW_CATALOG,
    ORDERS: Capability.VIEW_CATALOG,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks for."""

    words: str
    what: str = ""
    after: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Question":
        """Read the query string; a value that means nothing counts as absent."""
        what = query.get("what", "")
        return cls(
            words=asked_words(query.get("q", "")),
            what=what if what in SORTS else "",
            after=query.get("after", "")[:MAX_CURSOR],
        )

    def query(self, **changes: str) -> str:
        """This question as a query string, with changes; a list starts from the top."""
        values = {"q": self.words, "what": self.what, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def size(self) -> int:
        """How many rows of a sort stand on the page."""
        return PAGE_SIZE if self.what else FEW


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in the results, its words marked."""

    ticket: Ticket
    number: SafeString
    subject: SafeString
    customer: SafeString
    said: SafeString | str
    # The number of the merged ticket through which it was found.
    via: str


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer in the results."""

    customer: Customer
    name: SafeString
    phone: SafeString | str
    email: SafeString | str
    # The merged record through which they were found.
    via: SafeString | str


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A unit or an order in the results."""

    thing: Any
    number: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one sort."""

    what: str
    rows: list[Any]
    # The cursor of the next page; empty at the end.
    next_after: str = ""
    count: str = ""

    @property
    def label(self) -> str | Promise:
        """What the sort is called."""
        return SORTS[self.what]


def sorts_for(user: User) -> list[str]:
    """The sorts of things `user` may look for."""
    return [what for what in SORTS if can(user, NEEDS[what])]


def groups_of(user: User, question: Question) -> list[Group]:
    """What was found, a group for each sort asked for. Nine queries at most."""
    if not question.words:
        return []
    makers: dict[str, Callable[[User, Question], Group]] = {
        TICKETS: _tickets,
        CUSTOMERS: _customers,
        UNITS: _units,
        ORDERS: _orders,
    }
    asked = [question.what] if question.what else sorts_for(user)
    return [makers[what](user, question) for what in asked if what in sorts_for(user)]


def _tickets(user: User, question: Question) -> Group:
    hits = find_tickets(user, question.words)
    behind = _behind(hits.found, question.after)
    page = behind[: question.size]
    next_after = _cursor(page[-1]) if len(behind) > len(page) else ""
    return Group(TICKETS, _lines(user, question, page), next_after, _count(hits))


def _lines(user: User, question: Question, page: list[Hit]) -> list[TicketLine]:
    keys = {hit.pk for hit in page} | {hit.via for hit in page if hit.via}
    tickets = Ticket.objects.visible_to(user).filter(pk__in=keys)
    found = tickets.select_related("customer", "assignee", "merged_into").in_bulk()
    said = _said([hit for hit in page if hit.rank == SAID], question.words)
    words, lines = question.words, []
    for hit in page:
        via = found.get(hit.via) if hit.via else None
        ticket = found.get(hit.pk) or via
        if ticket is None:  # left our sight while we looked
            continue
        body = said.get(hit.via or hit.pk, "")
        excerpt = snippet(body or ticket.last_message_excerpt, words)
        lines.append(
            TicketLine(
                ticket,
                marked_number(ticket.short_number, words),
                marked(ticket.subject, words),
                marked(ticket.customer.name, words),
                excerpt,
                via.short_number if via and via.pk != ticket.pk else "",
            )
        )
    return lines


def _said(page: list[Hit], words: str) -> dict[int, str]:
    """Of each ticket the newest words that match."""
    if not page:
        return {}
    found = Message.objects.alias(said=FoldedWords("body"))
    found = found.filter(ticket__in=[hit.via or hit.pk for hit in page])
    newest = (
        found.filter(said=said_query(fold(words).split()))
        .order_by()
        .values("ticket")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    rows = Message.objects.filter(pk__in=newest).order_by()
    return dict(rows.values_list("ticket_id", "body"))


def _customers(user: User, question: Question) -> Group:
    visible = Customer.objects.visible_to(user)
    found = search_customers(visible, question.words, fence=PEOPLE)
    # Bounded before it is sorted: what stands in a record joins others there.
    known = found.order_by("-pk").prefetch_related("contact_points", "merged_here")
    rows, next_after = _by_key(known, question)
    lines = [_customer_line(customer, question.words) for customer in rows]
    return Group(CUSTOMERS, lines, next_after)


def _customer_line(customer: Customer, words: str) -> CustomerLine:
    name = marked(customer.name, words)
    phone, email = customer.phone, customer.email
    via: SafeString | str = ""
    for other in customer.merged_here.all():
        shown = marked(other.name, words)
        if "<mark>" in shown and "<mark>" not in name:
            via = shown
    return CustomerLine(
        customer, name, phone, marked(email, words) if email else "", via
    )


def _units(user: User, question: Question) -> Group:
    visible = Unit.objects.visible_to(user)
    text = question.words
    found = visible.filter(units_wanted(visible, text, NAMED_LIMIT))
    units = found.select_related("product", "owner__merged_into")
    rows, next_after = _by_key(units.order_by("-pk"), question)
    lines = [ThingLine(unit, marked_number(unit.serial, text)) for unit in rows]
    return Group(UNITS, lines, next_after)


def _orders(user: User, question: Question) -> Group:
    found = Purchase.objects.visible_to(user).numbered(question.words)
    orders = found.select_related("customer__merged_into").order_by("-pk")
    rows, next_after = _by_key(orders, question)
    lines = [
        ThingLine(order, marked_number(order.source_id, question.words))
        for order in rows
    ]
    return Group(ORDERS, lines, next_after)


def _by_key(found: Any, question: Question) -> tuple[list[Any], str]:
    """A page of rows by falling key, and the cursor of the next one."""
    after = question.after
    if question.what and after.isascii() and after.isdigit() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    rows = list(found[: question.size + 1])
    page = rows[: question.size]
    return page, str(page[-1].pk) if len(rows) > len(page) else ""


def _behind(found: list[Hit], cursor: str) -> list[Hit]:
    place = _place_of(cursor)
    return [hit for hit in found if hit.place > place] if place else found


def _cursor(hit: Hit) -> str:
    return f"{hit.rank}_{hit.at.timestamp()!r}_{hit.pk}"


def _place_of(cursor: str) -> tuple[int, float, int] | None:
    try:
        rank, moment, pk = cursor.split("_")
        return int(rank), -float(moment), -int(pk)
    except ValueError:
        return None


def _count(hits: Hits) -> str:
    if hits.is_full:
        return f"{len(hits.found)}+"
    return str(len(hits.found)) if hits.found else ""
