"""What was said on a ticket, as its conversation draws it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db.models import OuterRef, Subquery

from foundation.core.kept import KeptQuery
from tickets.enums import MessageKind
from tickets.models import Attachment, Message, Ticket, TicketSplit
from tickets.queries_words import spoken_on

# A conversation longer than this is a book; the oldest words are left out.
MAX_MESSAGES = 500
# In the kept question it stands for the ticket.
SOME_TICKET = -1
COLUMNS = (
    "pk", "kind", "author_kind", "channel", "body", "created_at", "author_user__name",
    "ticket_id", "ticket__number", "ticket__access_key", "via_id", "via__number",
)  # fmt: skip


@dataclass(slots=True)
class Spoken:
    """A message with the names of what it belongs to; the fields in the order of COLUMNS."""

    pk: int
    kind: str
    author_kind: str
    channel: str
    body: str
    created_at: datetime
    author: str | None
    ticket_id: int
    number: str
    access_key: str
    via_id: int | None
    via_number: str | None
    split_number: str | None
    files: list[Attachment] = field(default_factory=list)


def messages_of(ticket: Ticket, *, for_customer: bool) -> list[Spoken]:
    """What was said, newest first, with its files. Two queries."""
    kept = _kept(ticket.is_verified, ticket.is_merged, for_customer=for_customer)
    found = [Spoken(*row) for row in kept.rows({SOME_TICKET: ticket.pk})]
    files = _files_of(message.pk for message in found)
    for message in found:
        message.files = files[message.pk]
    return found


@lru_cache(maxsize=8)
def _kept(is_verified: bool, is_merged: bool, *, for_customer: bool) -> KeptQuery:  # noqa: FBT001 - the key
    ticket = Ticket(
        pk=SOME_TICKET,
        is_verified=is_verified,
        merged_into_id=SOME_TICKET if is_merged else None,
    )
    found = Message.objects.filter(spoken_on(ticket, for_customer=for_customer))
    if for_customer:
        found = found.filter(kind=MessageKind.PUBLIC)
    splits = TicketSplit.objects.filter(message=OuterRef("pk"))
    into = Subquery(splits.values("target__number")[:1])
    return KeptQuery.of(
        found.order_by("-id").values_list(*COLUMNS, into)[:MAX_MESSAGES]
    )


def _files_of(messages: Iterable[int]) -> defaultdict[int, list[Attachment]]:
    files = defaultdict[int, list[Attachment]](list)
    found = Attachment.objects.filter(message__in=list(messages))
    for file in found.order_by("pk"):
        files[file.message_id or 0].append(file)
    return files
