"""Everything the ticket page shows beside the conversation, gathered in one request."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext as _

from catalog.looks import icon_of
from catalog.models import Unit
from customers.enums import ContactKind
from customers.models import ContactPoint
from desk.inbox import FINISHED, clock_of
from foundation.accounts.models import User
from foundation.calendars.queries import default_schedule
from foundation.core import formats
from surveys.models import Response
from tickets.models import Ticket
from tickets.queries import Entry, conversation_of

OTHERS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """The four numbers under the customer's name."""

    n_units: int
    n_open: int
    n_finished: int
    satisfaction: float | None


@dataclass(frozen=True, slots=True)
class Workspace:
    """One ticket as an agent sees it."""

    entries: list[Entry]
    n_messages: int
    n_notes: int
    n_events: int
    contacts: list[ContactPoint]
    facts: CustomerFacts
    others: list[Ticket]
    chip_state: str
    chip_words: str
    product_icon: str
    purchased_at: datetime | None

    @property
    def phone(self) -> str:
        """The number to dial first, E.164, or empty."""
        return self._first(ContactKind.PHONE)

    @property
    def phone_label(self) -> str:
        """The same as people read it."""
        return formats.phone(self.phone) if self.phone else ""

    @property
    def phone_url(self) -> str:
        """Dials it."""
        return f"tel:{self.phone}"

    @property
    def email(self) -> str:
        """The address to write to first, or empty."""
        return self._first(ContactKind.EMAIL)

    @property
    def email_url(self) -> str:
        """Writes to it."""
        return f"mailto:{self.email}"

    @property
    def stats(self) -> list[dict[str, object]]:
        """The numbers with their words."""
        mean = self.facts.satisfaction
        score = "–" if mean is None else f"{mean:.1f}".replace(".", ",")
        return [
            {"n": self.facts.n_units, "label": _("máy")},
            {"n": self.facts.n_open, "label": _("phiếu mở")},
            {"n": self.facts.n_finished, "label": _("đã xong")},
            {"n": score, "label": _("hài lòng")},
        ]

    def _first(self, kind: ContactKind) -> str:
        return next((p.value for p in self.contacts if p.kind == kind), "")


def workspace_of(ticket: Ticket, user: User, at: datetime) -> Workspace:
    """What the page of `ticket` shows to `user`; a fixed number of queries."""
    entries = conversation_of(ticket, for_customer=False)
    state, words = clock_of(
        {
            "status": ticket.status,
            "wait_reason": ticket.wait_reason,
            "waiting_since": ticket.waiting_since,
            "opened_at": ticket.opened_at,
            "resolved_at": ticket.resolved_at,
        },
        default_schedule(),
        at,
    )
    others = Ticket.objects.visible_to(user).filter(customer=ticket.customer_id)
    return Workspace(
        entries=entries,
        n_messages=sum(entry.is_public for entry in entries),
        n_notes=sum(entry.is_note for entry in entries),
        n_events=sum(entry.is_event for entry in entries),
        contacts=list(ticket.customer.contact_points.all()),
        facts=_facts(ticket, user),
        others=list(others.exclude(pk=ticket.pk).order_by("-id")[:OTHERS_SHOWN]),
        chip_state=state,
        chip_words=words,
        product_icon=icon_of(ticket.unit),
        purchased_at=_purchased_at(ticket),
    )


def _purchased_at(ticket: Ticket) -> datetime | None:
    line = ticket.unit.purchase_line if ticket.unit else None
    return line.purchase.purchased_at if line else None


def _facts(ticket: Ticket, user: User) -> CustomerFacts:
    tickets = Ticket.objects.visible_to(user).filter(customer=ticket.customer_id)
    counts = tickets.aggregate(
        n_open=Count("pk", filter=~Q(status__in=FINISHED)),
        n_finished=Count("pk", filter=Q(status__in=FINISHED)),
    )
    answers = Response.objects.visible_to(user).filter(
        invitation__ticket__customer=ticket.customer_id
    )
    units = Unit.objects.visible_to(user).filter(owner=ticket.customer_id)
    return CustomerFacts(
        n_units=units.count(),
        n_open=counts["n_open"],
        n_finished=counts["n_finished"],
        satisfaction=answers.aggregate(mean=Avg("score"))["mean"],
    )
