"""What somebody is offered: replies and macros that are theirs to use."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from automation.enums import Sharing
from automation.facts import values_for
from automation.models import CannedReply, Macro
from automation.variables import fill, label_of, unfilled
from foundation.accounts.models import User
from foundation.core.text import fold
from tickets.models import Ticket

OFFERED = 20


@dataclass(frozen=True, slots=True)
class ReplyChoice:
    """A canned reply filled in for a ticket, ready to be put into the field."""

    pk: int
    shortcut: str
    title: str
    body: str
    # What has no value on this ticket, in words; it stays marked in the body.
    missing: list[str]

    @property
    def beginning(self) -> str:
        """The first words, on one line."""
        return " ".join(self.body.split())[:120]


def replies_for(user: User, ticket: Ticket, words: str = "") -> list[ReplyChoice]:
    """The replies `user` may use on `ticket`, filled in: what the shortcut begins with
    first, then one's own, the team's, everybody's. At most five queries."""
    found = list(_matching(usable_replies(user, ticket.kind), words)[:OFFERED])
    if not found:
        return []
    values = values_for(ticket, user)
    return [_choice(reply, fill(reply.body, values)) for reply in found]


def usable_replies(user: User, kind: str = "") -> QuerySet[CannedReply]:
    """Those in use that are shared with `user` and made for tickets of `kind`, or any."""
    found = CannedReply.objects.offered_to(user)
    return found.filter(kind__in=["", kind]) if kind else found


def usable_macros(user: User) -> QuerySet[Macro]:
    """Those in use that are shared with `user`, by name."""
    return Macro.objects.offered_to(user)


def _matching(replies: QuerySet[CannedReply], words: str) -> QuerySet[CannedReply]:
    words = words.strip().lstrip("/").lower()
    if words:
        begins = Q(shortcut__startswith=words)
        says = Q(title__icontains=words) | Q(body__icontains=words)
        replies = replies.filter(begins | says | Q(shortcut__contains=fold(words)))
    nearness = Case(
        When(shortcut__startswith=words or "\x01", then=Value(0)),
        When(sharing=Sharing.OWN, then=Value(1)),
        When(sharing=Sharing.TEAM, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return replies.order_by(nearness, "shortcut", "pk")


def _choice(reply: CannedReply, body: str) -> ReplyChoice:
    missing = [label_of(name) for name in unfilled(body)]
    return ReplyChoice(reply.pk, reply.shortcut, reply.title, body, missing)
