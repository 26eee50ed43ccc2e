"""Which tickets a form is about: every one of a list, and how much of each was read."""

from collections.abc import Sequence
from datetime import datetime

from django.http.request import QueryDict  # noqa: TID251 - a query string, no request

from automation.actions.bulk import MOST_TICKETS
from desk.inbox import asked_for
from desk.inbox_question import InboxQuestion
from foundation.accounts.models import User
from tickets.models import Ticket


def numbers_listed(user: User, query: str, at: datetime, *, most: int) -> list[str]:
    """The numbers of the tickets that the query string of an inbox asks for, as far as
    `user` sees them: oldest first, at most `most`."""
    question = InboxQuestion.from_query(QueryDict(query), user)
    found = asked_for(user, question, at).order_by("opened_at", "pk")
    return list(found.values_list("number", flat=True)[:most])


def seen_counts(sent: Sequence[str], tickets: Sequence[Ticket]) -> dict[int, int]:
    """How many public messages the form showed of each: "TK-90001:3"."""
    shown: dict[str, str] = {}
    for text in sent[:MOST_TICKETS]:
        number, _colon, count = text.partition(":")
        shown[number] = count
    return {
        ticket.pk: int(count)
        for ticket in tickets
        if (count := shown.get(ticket.number, "")).isascii()
        and count.isdigit()
        and len(count) < 10
    }
