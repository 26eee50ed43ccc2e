"""The list that somebody's inbox opens with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.inbox import has_view
from desk.inbox_frame import address_of
from desk.inbox_question import BY_CODE, VIEWS
from desk.models import OpeningList, SavedView
from foundation.accounts.models import User

# What of a form says: a saved list by its key, a view of the house by its code.
SAVED = "saved:"


@dataclass(frozen=True, slots=True)
class Opening:
    """One list to choose, as a form names it."""

    code: str
    label: str | Promise
    is_chosen: bool = False


def opening_address(user: User) -> str:
    """Where a bare inbox leads for `user`; empty where the house decides. One query."""
    chosen = OpeningList.objects.filter(user=user).select_related("saved").first()
    if chosen is None:
        return ""
    if chosen.saved is None:
        view = BY_CODE.get(chosen.view)
        is_there = view is not None and has_view(user, view)
        return f"{reverse('desk:inbox')}?view={chosen.view}" if is_there else ""
    if not chosen.saved.is_visible_to(user):
        return ""
    return f"{reverse('desk:inbox')}?{address_of(chosen.saved)}"


def openings_of(user: User, saved: Sequence[SavedView]) -> list[Opening]:
    """Every list the inbox may open with, the chosen one marked. One query."""
    chosen = OpeningList.objects.filter(user=user).first()
    now = ""
    if chosen is not None:
        now = f"{SAVED}{chosen.saved_id}" if chosen.saved_id else chosen.view
    house = [(view.code, view.label) for view in VIEWS if has_view(user, view)]
    own = [(f"{SAVED}{view.pk}", view.name) for view in saved]
    offered = [("", _("Như mặc định của vai trò")), *house, *own]
    return [Opening(code, label, code == now) for code, label in offered]
