"""The questions people saved and how they look at lists, as the inbox needs them."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from desk.inbox import asked_for
from desk.inbox_layout import Layout, layout_from
from desk.inbox_question import InboxQuestion
from desk.models import ListLayout, SavedView
from foundation.accounts.models import User
from foundation.accounts.stand_ins import Standing, stand_in, standing_of, values_of
from foundation.core.kept import KeptQuery
from tickets.models import Ticket

# More do not fit beside a list; further ones stand on their page.
SHOWN = 20
# In a kept question it stands for the list somebody looks at.
SOME_VIEW = "<view>"


def desk_of(user: User, question: InboxQuestion) -> tuple[Layout, list[SavedView]]:
    """How `user` looks at this list, and the views that stand in their rail. One query."""
    asked = {**values_of(user), SOME_VIEW: question.code}
    row = _desk_of(standing_of(user)).row(asked)
    return layout_from(row["layout"]), [SavedView(**one) for one in row["saved"]]


@lru_cache(maxsize=256)
def _desk_of(standing: Standing) -> KeptQuery:
    """The desks of all who stand alike."""
    user = stand_in(*standing)
    chosen = ListLayout.objects.filter(user=OuterRef("pk"), view=SOME_VIEW)
    layout = chosen.values(
        found=JSONObject(is_table="is_table", columns="columns", density="density")
    )
    views = SavedView.objects.visible_to(user).values(
        found=JSONObject(pk="pk", name="name", query="query")
    )
    people: QuerySet[Any] = User.objects.filter(pk=user.pk)
    return KeptQuery.of(
        people.values(layout=Subquery(layout[:1]), saved=ArraySubquery(views[:SHOWN]))
    )


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
