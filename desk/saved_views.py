"""The questions people saved and how they look at lists, as the inbox needs them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from desk.inbox import asked_for
from desk.inbox_layout import Layout, layout_from
from desk.inbox_question import InboxQuestion
from desk.models import ListLayout, SavedView
from foundation.accounts.models import User
from tickets.models import Ticket

# More do not fit beside a list; further ones stand on their page.
SHOWN = 20


def desk_of(user: User, question: InboxQuestion) -> tuple[Layout, list[SavedView]]:
    """How `user` looks at this list, and the views that stand in their rail. One query."""
    chosen = ListLayout.objects.filter(user=OuterRef("pk"), view=question.code)
    layout = chosen.values(
        found=JSONObject(is_table="is_table", columns="columns", density="density")
    )
    views = SavedView.objects.visible_to(user).values(
        found=JSONObject(pk="pk", name="name", query="query")
    )
    people: QuerySet[Any] = User.objects.filter(pk=user.pk)
    row = people.values(
        layout=Subquery(layout[:1]), saved=ArraySubquery(views[:SHOWN])
    ).get()
    return layout_from(row["layout"]), [SavedView(**one) for one in row["saved"]]


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
