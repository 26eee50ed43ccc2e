"""Whose hands a ticket went through and who is asked about it, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from foundation.accounts.models import User
from tickets.hands import handoff_limit, handoffs_left
from tickets.models import Consult, HandoffRequest, Ticket

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its answer."""

    consult: Consult
    is_late: bool


@dataclass(frozen=True, slots=True)
class Hands:
    """How often a ticket changed hands, what is asked of whom, and what waits for a lead."""

    count: int
    limit: int
    left: int
    consults: list[Asked]
    request: HandoffRequest | None


def hands_of(ticket: Ticket, user: User, at: datetime) -> Hands:
    """What the page of `ticket` says about its hands. Two queries at most."""
    return Hands(
        count=ticket.handoffs,
        limit=handoff_limit(ticket),
        left=handoffs_left(ticket),
        consults=[
            Asked(each, is_late=each.due_at <= at)
            for each in _open_consults(ticket, user)
        ],
        request=_pending(ticket, user),
    )


def _open_consults(ticket: Ticket, user: User) -> QuerySet[Consult]:
    consults = Consult.objects.visible_to(user).open().filter(ticket=ticket)
    return consults.select_related("asked_of").order_by("due_at")


def _pending(ticket: Ticket, user: User) -> HandoffRequest | None:
    if not ticket.handoffs:  # then nobody has to ask
        return None
    requests = HandoffRequest.objects.visible_to(user).pending().filter(ticket=ticket)
    return requests.select_related("asked_by", "to_agent").first()


def handoff_requests(user: User) -> QuerySet[HandoffRequest]:
    """What waits for a decision on tickets that `user` sees, oldest first."""
    requests = HandoffRequest.objects.visible_to(user).pending()
    requests = requests.filter(ticket__merged_into=None)
    return requests.exclude(ticket__status__in=["resolved", "closed"])


def consults_of(user: User, *, is_done: bool) -> QuerySet[Consult]:
    """What `user` was asked: open questions by their due time, answered ones latest first."""
    mine = Consult.objects.visible_to(user).filter(asked_of=user)
    if is_done:
        return mine.exclude(ended_at=None).order_by("-ended_at")
    return mine.open().order_by("due_at")
