"""What the customer pages of the desk show, gathered in a fixed number of queries."""

from dataclasses import dataclass

from catalog.looks import icon_of
from catalog.models import Purchase, PurchaseLine, Unit
from customers.models import ContactPoint, Customer
from customers.queries import search
from customers.verbs import CUSTOMER_VIEWED
from foundation.accounts.models import User
from foundation.core.refs import Ref, ref
from foundation.events.labels import known_verbs
from foundation.events.queries import TimelineEntry, timeline_of
from foundation.events.things import Thing, find_things
from tickets.models import Ticket

PAGE_SIZE = 50
TICKETS_SHOWN = 20
PURCHASES_SHOWN = 10
UNITS_SHOWN = 20
EVENTS_SHOWN = 40
TICKET = Ticket._meta.label_lower


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


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the timeline, and the thing it happened to, unless it is the customer."""

    entry: TimelineEntry
    thing: Thing | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything we know of one customer."""

    contacts: list[ContactPoint]
    tickets: list[Ticket]
    purchases: list[PurchaseRow]
    units: list[UnitRow]
    events: list[EventRow]

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
    rows = list(found.prefetch_related("contact_points")[: PAGE_SIZE + 1])
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


def overview_of(customer: Customer, user: User) -> Overview:
    """What `user` may see of `customer`."""
    tickets = Ticket.objects.visible_to(user).filter(customer=customer)
    tickets = tickets.select_related("assignee").order_by("-id")
    units = Unit.objects.visible_to(user).filter(owner=customer)
    units = units.select_related("product").order_by("-id")[:UNITS_SHOWN]
    return Overview(
        contacts=sorted(
            customer.contact_points.all(), key=lambda point: not point.is_phone
        ),
        tickets=list(tickets[:TICKETS_SHOWN]),
        purchases=_purchases_of(customer, user),
        units=[UnitRow(unit, icon_of(unit)) for unit in units],
        events=_events_of(customer, user),
    )


def _purchases_of(customer: Customer, user: User) -> list[PurchaseRow]:
    purchases = Purchase.objects.visible_to(user).filter(customer=customer)
    purchases = purchases.prefetch_related("lines__product").order_by("-purchased_at")
    return [_row(purchase) for purchase in purchases[:PURCHASES_SHOWN]]


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


def _events_of(customer: Customer, user: User) -> list[EventRow]:
    # Who looked at the record is for the event log, not for every colleague.
    shown = [verb for verb, _label in known_verbs() if verb != CUSTOMER_VIEWED]
    about = ref(customer)
    page = timeline_of(about, limit=EVENTS_SHOWN, verbs=shown)
    hidden = _hidden_tickets(page.entries, user)
    entries = [entry for entry in page.entries if entry.subject not in hidden]
    others = {entry.subject for entry in entries if entry.subject != about}
    things = find_things(others)
    return [EventRow(entry, things.get(entry.subject)) for entry in entries]


def _hidden_tickets(entries: list[TimelineEntry], user: User) -> set[Ref]:
    named = {entry.subject for entry in entries if entry.subject.type == TICKET}
    visible = Ticket.objects.visible_to(user).filter(pk__in=[one.id for one in named])
    seen = {str(pk) for pk in visible.values_list("pk", flat=True)}
    return {one for one in named if one.id not in seen}
