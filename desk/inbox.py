"""The tickets that a question to the inbox finds, page by page, by keyset."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from desk.clocks import FINISHED
from desk.inbox_filters import mentions_of, narrowed
from desk.inbox_order import Leads, cursor_of, in_order, place_of
from desk.inbox_question import (
    NEWEST,
    SOONEST,
    InboxQuestion,
    InboxView,
)
from desk.search import found_hits
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from tickets.enums import TicketStatus
from tickets.models import Ticket
from tickets.queries_clocks import due_bounds, due_within, led_to

# Twice what a tall screen shows; the next ones come when somebody nears the end.
PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The columns of a page of tickets, and the cursor of the next one, empty at the end."""

    found: list[dict[str, Any]]
    next_after: str


def inbox_page(
    user: User,
    question: InboxQuestion,
    *fields: str,
    at: datetime,
    extra: Mapping[str, Combinable] | None = None,
    size: int = PAGE_SIZE,
) -> InboxPage:
    """The tickets that `question` asks for, as `user` may see them. Three queries at most.

    `extra` are columns that have to be computed.
    """
    order = question.sorting
    # In the order of the clocks what is due is a piece of their index.
    is_piece = order == SOONEST and question.is_due_view
    tickets = asked_for(user, question, at, is_whole=is_piece, size=size + 1)
    tickets = tickets.annotate(**(extra or {}))
    columns = {"id", "waiting_since", "last_message_at", *fields, *(extra or {})}
    due = due_bounds(question.view.due, at) if is_piece else {}
    leads = Leads(due)
    if order == SOONEST and (led := _led(user, question, leads.begun, at)) is not None:
        leads = Leads(due, led.annotate(**(extra or {})))
    found = in_order(tickets, order, question.after, columns, size + 1, leads)
    has_more = len(found) > size
    page = found[:size]
    return InboxPage(page, cursor_of(page[-1], order) if has_more else "")


def _led(
    user: User, question: InboxQuestion, due: Mapping[str, Any], at: datetime
) -> QuerySet[Ticket] | None:
    """What `question` asks for that a clock leads, where the clock knows enough to say so:
    not of a view that goes by more than whose a ticket is."""
    whose: dict[str, dict[str, Any]] = {
        "mine": {"its_agent": user},
        "unassigned": {"its_agent": None},
        "team": {"its_team": user.team_id},
        "all": {},
    }
    code = "all" if question.view.due else question.view.code
    is_known = code in whose and (code != "team" or user.team_id is not None)
    if not is_known or question.words or question.has_hidden:
        return None
    tickets = Ticket.objects.filter(led_to(user, due, whose[code]))
    if code == "unassigned":  # no index says by itself that nobody is always the same
        tickets = tickets.order_by("clocks__its_agent_id")
    return narrowed(tickets, question, user, at)


def has_view(user: User, view: InboxView) -> bool:
    """Whether a view stands in the rail of `user`: with a team, and to those who lead."""
    if view.code == "team":
        return user.team_id is not None
    return view.code != "supervised" or can(user, Capability.MANAGE_ROUTING)


def of_view(
    user: User,
    view: InboxView,
    at: datetime,
    *,
    hidden_too: bool = False,
    is_whole: bool = False,
) -> QuerySet[Ticket]:
    """The tickets of a view, as `user` may see them; `hidden_too` with those put aside,
    `is_whole` whenever they are due."""
    tickets: QuerySet[Ticket] = Ticket.objects.visible_to(user)
    code = "all" if view.due else view.code
    found = in_view(tickets, code, user, hidden_too=hidden_too)
    return due_within(found, view.due, at) if view.due and not is_whole else found


def in_view(
    tickets: QuerySet[Ticket], code: str, user: User, *, hidden_too: bool = False
) -> QuerySet[Ticket]:
    """Those of `tickets` that stand in a view of `user`.

    None that goes on in another, and of those put aside only where they are asked for.
    """
    tickets = tickets.filter(merged_into=None)
    if code == "finished":
        return tickets.filter(status__in=FINISHED)
    if code == "mentioned":
        return tickets.filter(pk__in=mentions_of(user).values("ticket"))
    if code == "snoozed":
        return tickets.filter(snoozed_at__isnull=False)
    if not hidden_too:
        tickets = tickets.filter(snoozed_at=None)
    narrower = {
        "mine": Q(assignee=user),
        "unassigned": Q(assignee=None),
        "supervised": Q(assignee=None, supervised_since__isnull=False),
        "team": Q(team=user.team_id) & ~Q(team=None),
        "all": Q(),
    }
    # In the words of the partial indexes of the table.
    if code not in narrower:
        return tickets.filter(status=TicketStatus.WAITING, wait_reason=code)
    return tickets.filter(narrower[code], status__in=["new", "open", "waiting"])


def asked_for(
    user: User,
    question: InboxQuestion,
    at: datetime,
    *,
    is_whole: bool = False,
    size: int = 0,
) -> QuerySet[Ticket]:
    """Everything that `question` asks for, in no order; `is_whole` whenever it is due.
    With `size` at least what fills a page of so many."""
    tickets: QuerySet[Ticket]
    if question.words:
        visible = Ticket.objects.visible_to(user)
        tickets = visible.filter(pk__in=_found(user, question, size))
    else:
        hidden_too = question.has_hidden
        tickets = of_view(
            user, question.view, at, hidden_too=hidden_too, is_whole=is_whole
        )
    return narrowed(tickets, question, user, at)


def _found(user: User, question: InboxQuestion, size: int) -> list[int]:
    """What the words lead to. Where the search knows the order as well, no more of it
    than fill a page: the rest would be read only to be left out."""
    hits = found_hits(user, question.words)
    is_known = question.sorting == NEWEST and not question.filters
    if not size or not is_known or any(hit.via for hit in hits):
        return [hit.pk for hit in hits]
    seen, pk = place_of(question.after) or (None, 0)
    rows = sorted(((hit.at, hit.pk) for hit in hits), reverse=True)
    behind = [row for row in rows if seen is None or row < (seen, pk)]
    return [pk for _at, pk in behind[:size]]
