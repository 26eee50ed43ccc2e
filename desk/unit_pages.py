"""What the unit pages of the desk show, gathered in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.looks import icon_of
from catalog.models import PurchaseLine, Unit
from desk.timelines import EventRow, event_rows
from foundation.accounts.models import User
from foundation.core.refs import ref
from foundation.events.pages import IdPage, id_page
from tickets.models import Ticket

TICKETS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything we know of one thing."""

    unit: Unit
    icon: str
    line: PurchaseLine | None
    tickets: list[Ticket]
    events: list[EventRow]


def units_page(user: User, text: str, query: Mapping[str, str]) -> IdPage[Unit]:
    """The newest units, or those with `text` in their serial number. One query."""
    units = Unit.objects.visible_to(user).select_related("product", "owner")
    return id_page(units.with_serial_part(text) if text else units, query)


def unit_page(unit: Unit, user: User) -> UnitPage:
    """What `user` may see of `unit`."""
    tickets = Ticket.objects.visible_to(user).filter(unit=unit)
    tickets = tickets.select_related("assignee", "customer").order_by("-id")
    return UnitPage(
        unit=unit,
        icon=icon_of(unit),
        line=unit.purchase_line,
        tickets=list(tickets[:TICKETS_SHOWN]),
        events=event_rows(ref(unit), user),
    )
