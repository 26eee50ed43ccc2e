"""Everything the ticket page shows beside the conversation, gathered in one request."""

from dataclasses import dataclass
from datetime import datetime

from catalog.looks import icon_of
from catalog.models import Unit
from customers.models import Customer
from desk.clocks import CLOCK_FIELDS, FINISHED, clock_of
from desk.cover_panel import CoverPanel, cover_panel
from desk.customer_card import CustomerCard, customer_card
from desk.day import Day, day_of
from desk.explanations import ClockCard, clock_cards
from desk.first_answer import FirstAnswer, first_answer
from desk.hands import Hands, hands_of
from desk.merges import Merges, merges_of
from desk.note_parts import with_names_apart
from desk.panels import Panel, ticket_panels
from desk.pending import PendingLine
from desk.stages import StageMenu, stage_menu
from desk.written import Written, written_on
from foundation.accounts.models import User
from foundation.calendars.schedule import Schedule
from foundation.core import formats
from tickets.chips import Chip
from tickets.clock_reading import rows_of
from tickets.models import Ticket
from tickets.policy_book import hours_now
from tickets.queries import Entry, conversation_of
from tickets.sla.terms import Hours

OTHERS_SHOWN = 5
UNITS_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Workspace:
    """One ticket as an agent sees it."""

    ticket: Ticket
    entries: list[Entry]
    written: Written
    counts: dict[str, int]
    card: CustomerCard
    units: list[Unit]
    others: list[Ticket]
    n_others: int
    # What stands in the place of clocks where there are none.
    clock: Chip | None
    clocks: list[ClockCard]
    stages: StageMenu | None
    first_answer: FirstAnswer | None
    product_icon: str
    # Of the ticket's thing, if it has one.
    cover: CoverPanel | None
    panels: list[Panel]
    hands: Hands
    merges: Merges
    day: Day
    hours: Schedule

    @property
    def purchased_on(self) -> str:
        """When the thing was bought, where its receipt is known."""
        line = self.ticket.unit.purchase_line if self.ticket.unit else None
        return formats.vndate(line.purchase.purchased_at) if line else ""

    @property
    def pending(self) -> list[PendingLine]:
        """The answers on their way, and those held back."""
        return self.written.lines


def workspace_of(ticket: Ticket, user: User, at: datetime) -> Workspace:
    """What the page of `ticket` shows to `user`; a fixed number of queries."""
    entries = conversation_of(ticket, for_customer=False)
    records = _records(ticket)
    units = _units(records, user)
    card = customer_card(ticket.customer, records, user, at, n_units=len(units))
    hours = hours_now()
    written = written_on(ticket, user, at)
    day = day_of(ticket, user, hours.default, at)
    clock_rows = rows_of(ticket)
    return Workspace(
        ticket=ticket,
        entries=with_names_apart(entries),
        written=written,
        counts=_counted(entries),
        card=card,
        units=units,
        others=_others(ticket, records, user),
        n_others=card.facts.n_tickets - (not ticket.is_merged),
        clock=_chip(ticket, hours, at),
        clocks=clock_cards(ticket, clock_rows, hours, at),
        stages=stage_menu(ticket, clock_rows),
        first_answer=first_answer(clock_rows, entries),
        product_icon=icon_of(ticket.unit),
        cover=cover_panel(ticket, at),
        panels=ticket_panels(ticket),
        hands=hands_of(ticket, user, at, day.questions),
        merges=merges_of(ticket, entries),
        day=day,
        hours=hours.default,
    )


def _records(ticket: Ticket) -> list[int]:
    """Asked once: as a part of five questions it would be answered five times."""
    records = Customer.objects.of_person(ticket.customer)
    return list(records.values_list("pk", flat=True))


def _chip(ticket: Ticket, hours: Hours, at: datetime) -> Chip | None:
    """Nobody waits for a ticket that goes on in another."""
    if ticket.is_merged and ticket.status not in FINISHED:
        return None
    values = {name: getattr(ticket, name) for name in CLOCK_FIELDS}
    return clock_of(values, hours.default, at, told=formats.duration_long)


def _counted(entries: list[Entry]) -> dict[str, int]:
    return {
        "all": len(entries),
        "talk": sum(entry.is_public for entry in entries),
        "notes": sum(entry.is_note for entry in entries),
        "events": sum(entry.is_event for entry in entries),
        "calls": sum(entry.is_call for entry in entries),
    }


def _units(records: list[int], user: User) -> list[Unit]:
    units = Unit.objects.visible_to(user).filter(owner__in=records)
    return list(units.select_related("product").order_by("-id")[:UNITS_OFFERED])


def _others(ticket: Ticket, records: list[int], user: User) -> list[Ticket]:
    others = Ticket.objects.visible_to(user).filter(customer__in=records)
    alone = others.filter(merged_into=None).exclude(pk=ticket.pk)
    return list(alone.order_by("-id")[:OTHERS_SHOWN])
