"""Keeping a question to the inbox under a name: for oneself, a team or everybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from automation.actions.tools import Shared
from automation.enums import Sharing
from automation.permissions import can_share
from desk.errors import (
    TooManyViewsError,
    ViewChangedError,
    ViewForeignError,
    ViewGoneError,
    ViewSharingRefusedError,
    ViewTeamNeededError,
    ViewUnnamedError,
)
from desk.models import ListLayout, SavedView
from desk.permissions import can_change_view
from foundation.accounts.models import User
from foundation.core.db import locked
from foundation.core.text import clean_line

MOST = 50


@dataclass(frozen=True, slots=True)
class ViewTerms:
    """A saved view as its owner sees it."""

    name: str
    query: Mapping[str, str]
    shared: Shared = field(default_factory=Shared)


@transaction.atomic
def save_view(terms: ViewTerms, *, by: User, at: datetime) -> SavedView:
    """Keep a question under a name. Refuses no name, too many, sharing by who may not."""
    own = SavedView.objects.filter(owner=by)
    if own.count() >= MOST:
        raise TooManyViewsError
    last = own.aggregate(last=Max("position"))["last"]
    view = SavedView(owner=by, created_at=at, position=(last or 0) + 1)
    return _kept(view, terms, by)


@transaction.atomic
def change_view(
    view: SavedView, terms: ViewTerms, *, seen_version: int | None = None, by: User
) -> SavedView:
    """Rename a view, ask something else in it, share it otherwise.

    Refused to others, where it is gone, and where somebody changed it since it was read.
    """
    view = _in_hand(view, by)
    if seen_version is not None and seen_version != view.version:
        raise ViewChangedError
    view.version += 1
    return _kept(view, terms, by)


@transaction.atomic
def move_view(view: SavedView, *, step: int, by: User) -> None:
    """Let a view change places with its neighbour. Refused to others; at the end nothing."""
    # All of them held in the order of their keys, whatever order they stand in.
    mine = SavedView.objects.visible_to(by).select_for_update(of=("self",))
    order = sorted(
        (one for one in mine.order_by("pk") if can_change_view(by, one)),
        key=lambda one: (one.position, one.name, one.pk),
    )
    if view not in order:
        is_there = SavedView.objects.filter(pk=view.pk).exists()
        raise ViewForeignError if is_there else ViewGoneError
    place = order.index(view)
    there = place + step
    if not 0 <= there < len(order):
        return
    order.insert(there, order.pop(place))
    for position, one in enumerate(order, start=1):
        one.position = position
    SavedView.objects.bulk_update(order, ["position"])


@transaction.atomic
def drop_view(view: SavedView, *, by: User) -> None:
    """Delete a view with what people chose to see of it. Refused to others."""
    view = _in_hand(view, by)
    ListLayout.objects.filter(view=f"saved:{view.pk}").delete()
    view.delete()


def _in_hand(view: SavedView, by: User) -> SavedView:
    try:
        view = locked(view)
    except SavedView.DoesNotExist as gone:
        raise ViewGoneError from gone
    if not can_change_view(by, view):
        raise ViewForeignError
    return view


def _kept(view: SavedView, terms: ViewTerms, by: User) -> SavedView:
    shared = terms.shared
    if not (name := clean_line(terms.name)):
        raise ViewUnnamedError(field="name")
    if shared.sharing != Sharing.OWN and not can_share(by):
        raise ViewSharingRefusedError(field="sharing")
    if shared.sharing == Sharing.TEAM and shared.team is None:
        raise ViewTeamNeededError(field="team")
    view.name, view.query = name, dict(terms.query)
    view.sharing = shared.sharing
    view.team = shared.team if shared.sharing == Sharing.TEAM else None
    view.save()
    return view
