"""What is written on a ticket and not said yet: answers on their way, one's own drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from desk.pending import SHOWN, PendingLine, lines_on
from foundation.accounts.models import User
from tickets.enums import PendingState
from tickets.models import Draft, PendingReply, Ticket

OWED = (PendingState.WAITING, PendingState.HELD)
NOTHING = Value("")


@dataclass(frozen=True, slots=True)
class Written:
    """The answers that are on their way or held back, and one's drafts by kind."""

    lines: list[PendingLine]
    drafts: dict[str, Draft]

    @property
    def newest(self) -> int:
        """The last answer on its way that stands on the page; 0 for none."""
        return max((line.id for line in self.lines if not line.is_held), default=0)


class _Row(NamedTuple):
    """An answer by its state, or a draft by its kind."""

    state: str
    kind: str
    pk: int
    body: str
    files: list[dict[str, Any]]
    moment: datetime
    who: int
    name: str
    then_wait: str
    then_outcome: str
    reason: str


def written_on(ticket: Ticket, user: User, at: datetime) -> Written:
    """What is on its way on `ticket`, and what `user` has begun there. One query."""
    rows = [
        _Row(*row) for row in _replies(ticket).union(_drafts(ticket, user), all=True)
    ]
    replies = sorted((row for row in rows if row.state), key=lambda row: row.pk)
    lines = lines_on(ticket, [_reply(ticket, row) for row in replies], user, at)
    return Written(lines, {row.kind: _draft(row) for row in rows if row.kind})


def _replies(ticket: Ticket) -> QuerySet[PendingReply, Any]:
    rows = PendingReply.objects.filter(ticket=ticket, state__in=OWED)
    # Of one that was held back, when it was.
    moment = Coalesce("ended_at", "send_at")
    told = ("pk", "body", "files", moment, "author", "author__name")
    then = ("then_wait", "then_outcome", "reason")
    return rows.order_by("-id").values_list("state", NOTHING, *told, *then)[:SHOWN]


def _drafts(ticket: Ticket, user: User) -> QuerySet[Draft, Any]:
    rows = Draft.objects.filter(ticket=ticket, writer=user)
    told = ("pk", "body", "files", "updated_at", "writer", "writer__name")
    then = (NOTHING, NOTHING, NOTHING)
    return rows.order_by().values_list(NOTHING, "kind", *told, *then)


def _reply(ticket: Ticket, row: _Row) -> PendingReply:
    return PendingReply(
        id=row.pk,
        ticket=ticket,
        author=User(id=row.who, name=row.name),
        body=row.body,
        files=row.files,
        then_wait=row.then_wait,
        then_outcome=row.then_outcome,
        send_at=row.moment,
        state=row.state,
        reason=row.reason,
    )


def _draft(row: _Row) -> Draft:
    return Draft(
        id=row.pk, kind=row.kind, body=row.body, files=row.files, updated_at=row.moment
    )
