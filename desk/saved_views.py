"""The questions people saved, as the rail shows and counts them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from desk.inbox import asked_for
from desk.inbox_question import InboxQuestion
from desk.models import SavedView
from foundation.accounts.models import User
from tickets.models import Ticket

# More do not fit beside a list; further ones stand on their page.
SHOWN = 20


def saved_views_of(user: User) -> list[SavedView]:
    """The views that stand in the rail of `user`. One query."""
    return list(SavedView.objects.visible_to(user)[:SHOWN])


def saved_questions(
    saved: Sequence[SavedView], user: User, at: datetime
) -> dict[str, QuerySet[Ticket]]:
    """What each of `saved` finds for `user`; without those that search by words."""
    questions = {
        f"saved_{view.pk}": InboxQuestion.from_query(view.query, user)
        for view in saved
        if not view.query.get("q")
    }
    return {name: asked_for(user, one, at) for name, one in questions.items()}
