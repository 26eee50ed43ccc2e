"""Whose hands a ticket went through and who is asked about it, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from foundation.accounts.models import User
from tickets.hands import handoff_limit, handoffs_left
from tickets.models import Consult, HandoffRequest, Ticket

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Question:
    """What the page of a ticket needs of a consult."""

    pk: int
    asked_of: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its answer."""

    consult: Question
    is_late: bool


@dataclass(frozen=True, slots=True)
class Hands:
    """How often a ticket changed hands, what is asked of whom, and what waits for a lead."""

    count: int
    limit: int
    left: int
    consults: list[Asked]
    request: HandoffRequest | None


def hands_of(
    ticket: Ticket, user: User, at: datetime, questions: Sequence[Question]
) -> Hands:
    """What the page of `ticket` says about its hands. One query at most."""
    return Hands(
        count=ticket.handoffs,
        limit=handoff_limit(ticket),
        left=handoffs_left(ticket),
        consults=[Asked(each, is_late=each.due_at <= at) for each in questions],
        request=_pending(ticket, user),
    )


def questions_column(user: User) -> ArraySubquery:
    """A column of a query for tickets: what `questions_from` reads, the first due first."""
    rows = Consult.objects.visible_to(user).open().filter(ticket=OuterRef("pk"))
    look = JSONObject(pk="pk", asked_of="asked_of__name", due_at="due_at")
    return ArraySubquery(rows.order_by("due_at").values(json=look))


def questions_from(column: Sequence[Mapping[str, Any]] | None) -> list[Question]:
    """The questions in what `questions_column` found."""
    return [
        Question(row["pk"], row["asked_of"], datetime.fromisoformat(row["due_at"]))
        for row in column or ()
    ]


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
