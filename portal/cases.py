"""Reads of the portal: what a customer's own pages show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from catalog.looks import icon_of
from catalog.models import Unit
from customers.enums import Salutation
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.text import given_name
from portal.stages import CaseFacts, Stage, stages_of
from tickets.enums import TicketStatus, WaitReason
from tickets.models import Ticket
from tickets.queries import Entry, conversation_of

PAGE_SIZE = 20
PRODUCTS_ON_HOME = 6
OPEN = [TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.WAITING]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The signed-in customer's first page."""

    customer: Customer
    n_open: int
    case: "CasePage | None"
    others: list[Ticket]
    units: list["OwnUnit"]
    n_units: int

    @property
    def greeting(self) -> str:
        """Title and given name where we know the title, else "bạn"."""
        if not self.customer.salutation:
            return _("bạn")
        title = Salutation(self.customer.salutation).label
        return f"{title} {given_name(self.customer.name)}"


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A thing the customer bought."""

    unit: Unit

    @property
    def icon(self) -> str:
        """Its drawing."""
        return icon_of(self.unit)

    @property
    def purchased_at(self) -> datetime | None:
        """When it was bought, where the receipt is known."""
        line = self.unit.purchase_line
        return line.purchase.purchased_at if line else None


@dataclass(frozen=True, slots=True)
class Strip:
    """One sentence on where the case stands."""

    tone: str
    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case as its customer sees it."""

    ticket: Ticket
    stages: list[Stage]
    entries: list[Entry]

    @property
    def icon(self) -> str:
        """The drawing of what the case is about."""
        return icon_of(self.ticket.unit)

    @property
    def strip(self) -> Strip | None:
        """What the customer should know or do now."""
        if self.ticket.wait_reason == WaitReason.CUSTOMER:
            return Strip(
                "warn",
                "reply",
                _("Chúng tôi đang chờ bạn trả lời."),
                _("Bạn trả lời xong, chúng tôi xử lý tiếp ngay."),
            )
        if self.ticket.status == TicketStatus.RESOLVED:
            return Strip(
                "ok",
                "circle-check",
                _("Yêu cầu đã được xử lý xong."),
                _("Nếu chưa ổn, hãy trả lời để chúng tôi mở lại."),
            )
        return None

    @property
    def last_answer(self) -> Entry | None:
        """The latest word of ours."""
        ours = [e for e in self.entries if e.is_public and not e.is_from_customer]
        return ours[-1] if ours else None


def case_page(ticket: Ticket, at: datetime, *, by_link: bool = False) -> CasePage:
    """A case with its stage line and everything its customer may read."""
    entries = conversation_of(ticket, for_customer=True, by_link=by_link)
    return CasePage(ticket, stages_of(CaseFacts.of(ticket), at), entries)


def home_page(customer: Customer, user: User, at: datetime) -> HomePage:
    """What needs attention first: the open case, then others, then the products."""
    first = Case(
        When(status__in=OPEN, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    tickets = Ticket.objects.visible_to(user).select_related("unit__product")
    found = list(tickets.order_by(first, "-last_message_at")[:4])
    n_open = sum(ticket.status in OPEN for ticket in found)
    units = list(
        Unit.objects.visible_to(user)
        .select_related("product", "purchase_line__purchase")
        .order_by("-id")[: PRODUCTS_ON_HOME + 1]
    )
    top = found[0] if found and found[0].status in OPEN else None
    return HomePage(
        customer=customer,
        n_open=n_open,
        case=case_page(top, at) if top else None,
        others=[ticket for ticket in found if ticket is not top],
        units=[OwnUnit(unit) for unit in units[:PRODUCTS_ON_HOME]],
        n_units=len(units),
    )


def own_tickets(user: User, before: int | None) -> tuple[list[Ticket], int | None]:
    """A page of the customer's cases, newest first, and where the next goes on."""
    tickets = Ticket.objects.visible_to(user).select_related("unit__product")
    if before:
        tickets = tickets.filter(pk__lt=before)
    found = list(tickets.order_by("-id")[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    return page, page[-1].pk if len(found) > PAGE_SIZE else None


def own_units(user: User) -> list[OwnUnit]:
    """Everything the customer owns, newest purchase first."""
    units = Unit.objects.visible_to(user).select_related(
        "product", "purchase_line__purchase"
    )
    return [OwnUnit(unit) for unit in units.order_by("-id")[:200]]
