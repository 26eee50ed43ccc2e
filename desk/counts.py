"""Numbers beside the views and modules: bounded, and all of a kind in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from desk.hands import consults_of, handoff_requests
from desk.inbox import has_view, in_view, of_view
from desk.inbox_question import VIEWS
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.counting import capped_counts
from foundation.notifications.models import Notice
from tickets.models import CallTask, Draft, PendingReply, Ticket

# Beyond this a number says only "many": nobody reads further.
COUNT_AT_MOST = 1000
# Where the numbers of the module strip stand.
MODULES = {
    "inbox": "desk:inbox",
    "calls": "desk:calls",
    "notices": "notifications:notices",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the rail, by view, and those of the module strip, by address."""

    views: dict[str, int]
    modules: dict[str, int]


def inbox_counts(
    user: User, at: datetime, saved: Mapping[str, QuerySet[Ticket]]
) -> Counts:
    """How many tickets each view of the inbox holds, what waits for my word, what of mine
    is not said yet; and the numbers of the module strip, which the page shows as well.

    `saved` are sets of tickets to count with them. One query for all.
    """
    rail, modules = {**_rail_sets(user, at), **saved}, _module_sets(user)
    found = _counted(user, rail | {f"of_{name}": one for name, one in modules.items()})
    return Counts(
        {name: found[name] for name in rail},
        {MODULES[name]: found[f"of_{name}"] for name in modules},
    )


def module_counts(user: User) -> dict[str, int]:
    """What calls for attention in the module strip: my customers who wait, calls to make,
    and what I am told in the bell. One query."""
    counts = _counted(user, _module_sets(user))
    return {MODULES[name]: count for name, count in counts.items()}


def _rail_sets(user: User, at: datetime) -> dict[str, QuerySet[Any]]:
    sets: dict[str, QuerySet[Any]] = {
        view.code: of_view(user, view, at)
        for view in VIEWS
        if view.code != "finished" and has_view(user, view)
    }
    sets["consults"] = consults_of(user, is_done=False)
    if can(user, Capability.NOTE_TICKET):
        sets["drafts"] = Draft.objects.visible_to(user)
    if can(user, Capability.REPLY_TICKET):
        mine = PendingReply.objects.visible_to(user).filter(author=user)
        sets["scheduled"] = mine.waiting()
    if can(user, Capability.APPROVE_HANDOFF):
        sets["handoffs"] = handoff_requests(user)
    return sets


def _module_sets(user: User) -> dict[str, QuerySet[Any]]:
    mine = in_view(Ticket.objects.visible_to(user), "mine", user)
    sets: dict[str, QuerySet[Any]] = {
        "inbox": mine.exclude(waiting_since=None),
        "notices": Notice.objects.visible_to(user).unread(),
    }
    if can(user, Capability.DO_CALLS):
        sets["calls"] = CallTask.objects.visible_to(user).open()
    return sets


def count_words(count: int | None) -> str:
    """14 · 1000+ · nothing where nobody counts."""
    if count is None:
        return ""
    return f"{COUNT_AT_MOST}+" if count >= COUNT_AT_MOST else str(count)


def _counted(user: User, sets: dict[str, QuerySet[Any]]) -> dict[str, int]:
    named = {f"n_{name}": found for name, found in sets.items()}
    columns = capped_counts(named, COUNT_AT_MOST)
    people: QuerySet[Any] = User.objects.filter(pk=user.pk)
    row = people.values(**columns).get()
    return {name: row[f"n_{name}"] or 0 for name in sets}


def counted(sets: Mapping[str, QuerySet[Ticket]]) -> dict[str, int]:
    """How many tickets each of `sets` holds, capped. One query."""
    named = {f"n_{name}": found for name, found in sets.items()}
    columns = capped_counts(named, COUNT_AT_MOST)
    # Any one row: the numbers are columns beside it.
    people: QuerySet[Any] = User.objects.all()
    row = people.values(**columns)[:1].get()
    return {name: row[f"n_{name}"] or 0 for name in sets}
