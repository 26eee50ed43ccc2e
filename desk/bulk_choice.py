"""Every ticket of a list, for a form that names the list instead of its rows."""

from datetime import datetime

from django.http.request import QueryDict  # noqa: TID251 - a query string, no request

from desk.inbox import asked_for
from desk.inbox_question import InboxQuestion
from foundation.accounts.models import User


def numbers_listed(user: User, query: str, at: datetime, *, most: int) -> list[str]:
    """The numbers of the tickets that the query string of an inbox asks for, as far as
    `user` sees them: oldest first, at most `most`."""
    question = InboxQuestion.from_query(QueryDict(query), user)
    found = asked_for(user, question, at).order_by("opened_at", "pk")
    return list(found.values_list("number", flat=True)[:most])
