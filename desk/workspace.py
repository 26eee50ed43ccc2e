"""Everything the ticket page shows beside the conversation, gathered in one request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalog.looks import icon_of
from catalog.models import Unit
from customers.models import ContactPoint
from desk.clocks import CLOCK_FIELDS, FINISHED, clock_of
from desk.explanations import ClockCard, clock_cards
from desk.first_answer import FirstAnswer, first_answer
from desk.hands import Hands, hands_of
from desk.stages import StageMenu, stage_menu
from desk.tiers import TierTag, tier_tag
from foundation.accounts.models import User
from foundation.core import formats
from surveys.models import Response
from surveys.queries import TicketPanel, ticket_panel
from tickets.chips import Chip
from tickets.clock_reading import rows_of
from tickets.models import Ticket
from tickets.policy_book import hours_now
from tickets.queries import Entry, conversation_of

OTHERS_SHOWN = 5
UNITS_OFFERED = 50


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """The numbers under the customer's name."""

    n_units: int
    n_open: int
    n_finished: int
    satisfaction: float | None

    @property
    def stats(self) -> list[dict[str, object]]:
        """The numbers with their words."""
        mean = self.satisfaction
        score = "–" if mean is None else number_format(round(mean, 1), 1)
        return [
            {"n": self.n_units, "label": _("máy")},
            {"n": self.n_open, "label": _("phiếu mở")},
            {"n": self.n_finished, "label": _("đã xong")},
            {"n": score, "label": _("hài lòng")},
        ]


@dataclass(frozen=True, slots=True)
class Reach:
    """How the customer is called and written to: what stands on the button, and its link."""

    phone: str = ""
    phone_label: str = ""
    phone_url: str = ""
    email: str = ""
    email_url: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One ticket as an agent sees it."""

    entries: list[Entry]
    counts: dict[str, int]
    reach: Reach
    since: str
    tier: TierTag
    facts: CustomerFacts
    units: list[Unit]
    others: list[Ticket]
    n_others: int
    clock: Chip
    clocks: list[ClockCard]
    stages: StageMenu | None
    first_answer: FirstAnswer | None
    product_icon: str
    purchased_on: str
    survey: TicketPanel | None
    hands: Hands


def workspace_of(ticket: Ticket, user: User, at: datetime) -> Workspace:
    """What the page of `ticket` shows to `user`; a fixed number of queries."""
    entries = conversation_of(ticket, for_customer=False)
    units = _units(ticket, user)
    facts = _facts(ticket, user, len(units))
    hours = hours_now()
    clock_rows = rows_of(ticket)
    values = {name: getattr(ticket, name) for name in CLOCK_FIELDS}
    return Workspace(
        entries=entries,
        counts=_counted(entries),
        reach=_reach(list(ticket.customer.contact_points.all())),
        since=_since(ticket),
        tier=tier_tag(ticket.customer, at),
        facts=facts,
        units=units,
        others=_others(ticket, user),
        n_others=facts.n_open + facts.n_finished - 1,
        clock=clock_of(values, hours.default, at, told=formats.duration_long),
        clocks=clock_cards(ticket, clock_rows, hours, at),
        stages=stage_menu(ticket, clock_rows),
        first_answer=first_answer(clock_rows, entries),
        product_icon=icon_of(ticket.unit),
        purchased_on=_purchased_on(ticket),
        survey=ticket_panel(ticket),
        hands=hands_of(ticket, user, at),
    )


def _counted(entries: list[Entry]) -> dict[str, int]:
    return {
        "all": len(entries),
        "talk": sum(entry.is_public for entry in entries),
        "notes": sum(entry.is_note for entry in entries),
        "events": sum(entry.is_event for entry in entries),
    }


def _reach(points: list[ContactPoint]) -> Reach:
    phone = next((point.value for point in points if point.is_phone), "")
    email = next((point.value for point in points if not point.is_phone), "")
    return Reach(
        phone=phone,
        phone_label=formats.phone_masked(phone) if phone else "",
        phone_url=f"tel:{phone}" if phone else "",
        email=email,
        email_url=f"mailto:{email}" if email else "",
    )


def _since(ticket: Ticket) -> str:
    """TP. Thủ Đức · khách từ 2021."""
    customer = ticket.customer
    year = _("khách từ %(year)s") % {"year": customer.created_at.year}
    return " · ".join(words for words in (customer.city, year) if words)


def _purchased_on(ticket: Ticket) -> str:
    line = ticket.unit.purchase_line if ticket.unit else None
    return formats.vndate(line.purchase.purchased_at) if line else ""


def _units(ticket: Ticket, user: User) -> list[Unit]:
    units = Unit.objects.visible_to(user).filter(owner=ticket.customer_id)
    return list(units.select_related("product").order_by("-id")[:UNITS_OFFERED])


def _others(ticket: Ticket, user: User) -> list[Ticket]:
    others = Ticket.objects.visible_to(user).filter(customer=ticket.customer_id)
    return list(others.exclude(pk=ticket.pk).order_by("-id")[:OTHERS_SHOWN])


def _facts(ticket: Ticket, user: User, n_units: int) -> CustomerFacts:
    tickets = Ticket.objects.visible_to(user).filter(customer=ticket.customer_id)
    counts: dict[str, Any] = tickets.aggregate(
        n_open=Count("pk", filter=~Q(status__in=FINISHED)),
        n_finished=Count("pk", filter=Q(status__in=FINISHED)),
    )
    answers = Response.objects.visible_to(user).filter(
        invitation__ticket__customer=ticket.customer_id
    )
    return CustomerFacts(
        n_units=n_units,
        n_open=counts["n_open"],
        n_finished=counts["n_finished"],
        satisfaction=answers.aggregate(mean=Avg("score"))["mean"],
    )
