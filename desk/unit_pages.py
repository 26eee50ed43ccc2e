"""What the unit pages of the desk show, gathered in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from catalog.looks import icon_of, source_of
from catalog.models import PurchaseLine, Unit
from customers.models import Customer
from desk.clocks import FINISHED
from desk.customer_card import since_of
from desk.reach import Reach, reach_of
from desk.tiers import TierTag, tier_tag
from desk.timelines import EventRow, event_rows
from desk.unit_cover import UnitCoverPage, unit_cover_page
from foundation.accounts.models import User
from foundation.core.refs import ref
from foundation.events.pages import IdPage, id_page
from tickets.models import Ticket

TICKETS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is, in the record where they go on."""

    customer: Customer
    tier: TierTag
    reach: Reach
    note: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything we know of one thing."""

    unit: Unit
    icon: str
    owner: Owner | None
    line: PurchaseLine | None
    # The shop system that wrote the receipt, in words.
    source: str
    open_tickets: list[Ticket]
    past_tickets: list[Ticket]
    events: list[EventRow]
    care: UnitCoverPage


def units_page(user: User, text: str, query: Mapping[str, str]) -> IdPage[Unit]:
    """The newest units, or those with `text` in their serial number. One query."""
    units = Unit.objects.visible_to(user).select_related("product", "owner")
    return id_page(units.with_serial_part(text) if text else units, query)


def unit_page(unit: Unit, user: User, at: datetime) -> UnitPage:
    """What `user` may see of `unit`."""
    tickets = Ticket.objects.visible_to(user).filter(unit=unit)
    named = tickets.select_related("assignee", "customer").order_by("-id")
    found = list(named[:TICKETS_SHOWN])
    return UnitPage(
        unit=unit,
        icon=icon_of(unit),
        owner=_owner(unit.owner.living, at) if unit.owner else None,
        line=unit.purchase_line,
        source=source_of(unit.purchase_line.purchase) if unit.purchase_line else "",
        open_tickets=[one for one in found if one.status not in FINISHED],
        past_tickets=[one for one in found if one.status in FINISHED],
        events=event_rows(ref(unit), user),
        care=unit_cover_page(unit, user, at),
    )


def _owner(customer: Customer, at: datetime) -> Owner:
    return Owner(
        customer=customer,
        tier=tier_tag(customer, at),
        reach=reach_of(customer.reachable_by),
        note=since_of(customer),
    )
