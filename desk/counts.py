"""Numbers beside the views and modules: bounded, and all of a kind in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from desk.hands import consults_of, handoff_requests
from desk.inbox import has_view, in_view, of_view
from desk.inbox_question import VIEWS, InboxView
from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.accounts.stand_ins import Standing, stand_in, standing_of, values_of
from foundation.core.counting import Counted, CountStatement
from foundation.notifications.models import Notice
from tickets.models import CallTask, Draft, PendingReply, Ticket, TicketClock
from tickets.queries_clocks import TODAY, due_bounds, horizon

# Beyond this a number says only "many": nobody reads further.
COUNT_AT_MOST = 1000
# Where the numbers of the module strip stand.
MODULES = {
    "inbox": "desk:inbox",
    "calls": "desk:calls",
    "notices": "notifications:notices",
}
# In a statement that is kept it stands for the moment.
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


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
    rail, modules = _written(user)
    asked = _asked_by(user, at, rail + modules)
    found = (asked + CountStatement.of(saved, COUNT_AT_MOST)).counted()
    return Counts(
        {name: found[name] for name in (*rail.names, *saved)}, _by_address(found)
    )


def module_counts(user: User) -> dict[str, int]:
    """What calls for attention in the module strip: my customers who wait, calls to make,
    and what I am told in the bell. One query."""
    _rail, modules = _written(user)
    return _by_address(_asked_by(user, SOME_DAY, modules).counted())


def _by_address(found: Mapping[str, int]) -> dict[str, int]:
    return {MODULES[name]: found[name] for name in MODULES if name in found}


def _written(user: User) -> tuple[CountStatement, CountStatement]:
    return _statements(standing_of(user))


@lru_cache(maxsize=256)
def _statements(
    standing: Standing,
) -> tuple[CountStatement, CountStatement]:
    """The rail's numbers and the strip's, written once for all who stand alike."""
    somebody = stand_in(*standing)
    sets = _rail_sets(somebody, SOME_DAY), _module_sets(somebody)
    rail, modules = (CountStatement.of(each, COUNT_AT_MOST) for each in sets)
    return rail, modules


def _asked_by(user: User, at: datetime, words: CountStatement) -> CountStatement:
    """What was written for somebody, asked by `user`."""
    return words.filled(
        {
            **values_of(user),
            SOME_DAY: at,
            horizon(TODAY, SOME_DAY): horizon(TODAY, at),
        }
    )


def _rail_sets(user: User, at: datetime) -> dict[str, Counted]:
    sets: dict[str, Counted] = {
        view.code: _of_view(user, view, at)
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


def _of_view(user: User, view: InboxView, at: datetime) -> Counted:
    if view.due:
        clocks = TicketClock.objects.visible_to(user).leading()
        due = clocks.filter(**due_bounds(view.due, at))
        return _by_whose(user, due, "its_team", "its_agent")
    found = of_view(user, view, at)
    return _by_whose(user, found, "team", "assignee") if view.code == "all" else found


def _by_whose(
    user: User, visible: QuerySet[Any], team: str, agent: str
) -> Sequence[QuerySet[Any]]:
    """What is `visible` to somebody of one team, in parts that an index each begins with:
    of the team, of none, and theirs in another. One walk would pass by all that is not."""
    if user.sees != Sight.TEAM or user.team_id is None:
        return [visible]
    elsewhere = Q(**{f"{team}__isnull": False}) & ~Q(**{team: user.team_id})
    parts = Q(**{team: user.team_id}), Q(**{team: None}), Q(**{agent: user}) & elsewhere
    return [visible.filter(part) for part in parts]


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


def counted(sets: Mapping[str, QuerySet[Ticket]]) -> dict[str, int]:
    """How many tickets each of `sets` holds, capped. One query."""
    return CountStatement.of(sets, COUNT_AT_MOST).counted()
