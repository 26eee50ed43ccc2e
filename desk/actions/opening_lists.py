"""Choosing the list that one's inbox opens with."""

from django.db import transaction

from desk.models import OpeningList, SavedView
from foundation.accounts.models import User


@transaction.atomic
def open_with(view: str, saved: SavedView | None, *, by: User) -> None:
    """Let the inbox of `by` open with a saved list, or with a view of the house."""
    OpeningList.objects.update_or_create(
        user=by, defaults={"view": "" if saved else view, "saved": saved}
    )


@transaction.atomic
def open_as_usual(*, by: User) -> None:
    """Let the inbox of `by` open as the house has it."""
    OpeningList.objects.filter(user=by).delete()
