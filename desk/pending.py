"""Answers on their way, as the conversation and the list of one's own show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from desk.snoozes import moment_words
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from tickets.enums import AuthorKind, Outcome, PendingState, WaitReason
from tickets.models import PendingReply, Ticket

# Why an answer was held back, by the code of the refusal.
REASONS: dict[str, str | Promise] = {
    "stale_reply": gettext_lazy("khách hoặc đồng nghiệp vừa viết thêm"),
    "ticket_closed": gettext_lazy("phiếu đã đóng"),
    "ticket_merged": gettext_lazy("phiếu đã gộp vào phiếu khác"),
    "author_gone": gettext_lazy("người viết không còn quyền trả lời ở phiếu này"),
}
SHOWN = 20


@dataclass(frozen=True, slots=True)
class PendingLine:
    """One answer that is not out: its words, and what may be done about it."""

    id: int
    who: str
    body: str
    files: list[str]
    ticket: Ticket
    is_held: bool
    is_mine: bool
    may_take_back: bool
    seconds: int  # left, where it goes out by itself in a moment; else 0
    when: str
    then: str
    reason: str
    send_at: datetime

    def url(self, verb: str) -> str:
        """Where a button of it posts to."""
        return reverse(f"desk:{verb}", args=[self.id])

    @property
    def take_back_url(self) -> str:
        """Undo."""
        return self.url("take_back")

    @property
    def send_now_url(self) -> str:
        """Without waiting."""
        return self.url("send_now")

    @property
    def reschedule_url(self) -> str:
        """At another time."""
        return self.url("reschedule")


def lines_on(
    ticket: Ticket, rows: Iterable[PendingReply], user: User, at: datetime
) -> list[PendingLine]:
    """Of `rows` of `ticket` what is on its way, and what was held back since we last
    spoke."""
    lines = pending_lines(rows, user, at, ticket=ticket)
    return [line for line in lines if not line.is_held or _is_news(line)]


def scheduled_of(user: User, at: datetime) -> list[PendingLine]:
    """The answers of `user` that go out later, the next one first."""
    rows = PendingReply.objects.visible_to(user).waiting().filter(author=user)
    named = rows.select_related("author", "ticket").order_by("send_at", "id")
    return pending_lines(named[:100], user, at)


def pending_lines(
    rows: Iterable[PendingReply],
    user: User,
    at: datetime,
    ticket: Ticket | None = None,
) -> list[PendingLine]:
    """Answers as a page shows them to `user`."""
    return [_line(row, user, at, ticket or row.ticket) for row in rows]


def _line(row: PendingReply, user: User, at: datetime, ticket: Ticket) -> PendingLine:
    is_mine = row.author_id == user.pk
    is_waiting = row.state == PendingState.WAITING
    left = max(ceil((row.send_at - at).total_seconds()), 1)
    return PendingLine(
        id=row.pk,
        who=row.author.name,
        body=row.body,
        files=[file["name"] for file in row.files],
        ticket=ticket,
        is_held=not is_waiting,
        is_mine=is_mine,
        may_take_back=is_waiting and (is_mine or can(user, Capability.APPROVE_HANDOFF)),
        seconds=left if is_waiting and left <= 60 else 0,
        when=moment_words(row.send_at, at),
        then=_then_words(row),
        reason=str(REASONS.get(row.reason, _("trạng thái phiếu đã đổi"))),
        send_at=row.send_at,
    )


def _then_words(row: PendingReply) -> str:
    if row.then_wait:
        return str(WaitReason(row.then_wait).label)
    if row.then_outcome:
        outcome = {"outcome": Outcome(row.then_outcome).label}
        return _("Xử lý xong: %(outcome)s") % outcome
    return ""


def _is_news(line: PendingLine) -> bool:
    """Whether nothing of ours reached the customer since it was held."""
    ticket: Any = line.ticket
    is_ours = ticket.last_message_from == AuthorKind.STAFF
    return not (is_ours and ticket.last_message_at > line.send_at)
