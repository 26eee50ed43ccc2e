"""A fault as its page shows it: its tickets, who else may be hit, answers under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from automation.enums import BulkKind
from automation.orders import Order
from automation.steps import Step
from foundation.accounts.models import User
from foundation.core.text import fold
from tickets.enums import TicketStatus, TrackerStatus
from tickets.models import Ticket, TrackedTicket, Tracker

RESOLVE = "resolve"
SHOWN = 200
SUGGESTED = 20
SHORTEST_WORD = 3
MAX_WORDS = 4
COMMON = frozenset({"may", "loi", "hong", "khong", "bi", "lo", "hang", "cua", "cac"})
FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class FaultPage:
    """What the page of one fault draws."""

    tickets: Sequence[Ticket]
    n_all: int
    n_open: int
    suggestions: Sequence[Ticket]

    @property
    def n_hidden(self) -> int:
        """Tickets of the fault that its reader may not see."""
        return max(0, self.n_all - len(self.tickets)) if self.n_all <= SHOWN else 0


def fault_page(tracker: Tracker, user: User) -> FaultPage:
    """The tickets of a fault as far as `user` sees them; all of them are counted."""
    whole = tracker.tracked.aggregate(
        n_all=Count("pk"),
        n_open=Count(
            "pk",
            filter=~Q(ticket__status__in=FINISHED) & Q(ticket__merged_into=None),
        ),
    )
    suggestions: Sequence[Ticket] = ()
    if tracker.status == TrackerStatus.OPEN:
        suggestions = suggested(tracker, user)
    return FaultPage(
        list(tickets_of(tracker, user)[:SHOWN]),
        whole["n_all"],
        whole["n_open"],
        suggestions,
    )


def tickets_of(tracker: Tracker, user: User) -> QuerySet[Ticket]:
    """The fault's tickets that `user` sees, open ones first."""
    found = Ticket.objects.visible_to(user).filter(tracked__tracker=tracker)
    named = found.select_related("customer", "unit__product", "assignee")
    return named.order_by("resolved_at", "-pk")


def open_tickets_of(tracker: Tracker, user: User) -> list[Ticket]:
    """Those that somebody still has to answer."""
    rows = tickets_of(tracker, user).filter(merged_into=None)
    return list(rows.exclude(status__in=FINISHED))


def suggested(tracker: Tracker, user: User) -> list[Ticket]:
    """Open tickets of the same product and lot; then those whose subject has its words."""
    put = TrackedTicket.objects.filter(tracker=tracker, ticket=OuterRef("pk"))
    rows = Ticket.objects.visible_to(user).unfinished().filter(~Exists(put))
    named = rows.select_related("customer", "unit__product", "assignee").order_by("-pk")
    found: list[Ticket] = []
    if tracker.product_id or tracker.serial_prefix:
        found = list(_alike(named, tracker)[:SUGGESTED])
    words = _words_of(tracker.title)
    if words and len(found) < SUGGESTED:
        said = Q()
        for word in words:
            said &= Q(subject_folded__contains=word)
        more = named.filter(said).exclude(pk__in=[ticket.pk for ticket in found])
        found += list(more[: SUGGESTED - len(found)])
    return found


def _alike(rows: QuerySet[Ticket], tracker: Tracker) -> QuerySet[Ticket]:
    if tracker.product_id:
        rows = rows.filter(unit__product=tracker.product_id)
    return rows.filter(unit__serial__startswith=tracker.serial_prefix)


def _words_of(title: str) -> list[str]:
    words = (word for word in fold(title).split() if word not in COMMON)
    return [word for word in words if len(word) >= SHORTEST_WORD][:MAX_WORDS]


def counted_trackers(user: User) -> QuerySet[Tracker]:
    """Every fault with the number of its tickets."""
    rows = Tracker.objects.visible_to(user).select_related("product", "owner")
    return rows.annotate(
        n_tickets=Count("tracked"),
        n_open=Count(
            "tracked",
            filter=~Q(tracked__ticket__status__in=FINISHED)
            & Q(tracked__ticket__merged_into=None),
        ),
    )


def answer_order(data: Mapping[str, Any]) -> Order:
    """What an answer to all does on each ticket, as a bulk run takes it."""
    if data["then"] == RESOLVE:
        step = Step("resolve", value=data["outcome"], words=data["body"])
        return Order(BulkKind.STATUS, (step,))
    steps = [Step("reply", words=data["body"])]
    if data["then"]:
        steps.append(Step("wait", value=data["then"]))
    return Order(BulkKind.REPLY, tuple(steps))
