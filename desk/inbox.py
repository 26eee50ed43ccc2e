"""The tickets that a question to the inbox finds, page by page, by keyset."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from desk.clocks import FINISHED
from desk.inbox_filters import mentions_of, narrowed
from desk.inbox_question import (
    LONGEST,
    MAX_KEY,
    SOONEST,
    WEIGHTY,
    InboxQuestion,
    InboxView,
)
from desk.search import found_ids
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from tickets.enums import TicketStatus
from tickets.models import Ticket, TicketClock
from tickets.models.ranks import PRIORITY_RANK
from tickets.queries_clocks import due_within

PAGE_SIZE = 30


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
    tickets, order = asked_for(user, question, at), question.sorting
    tickets = tickets.annotate(**(extra or {}))
    columns = {"id", "waiting_since", "last_message_at", *fields, *(extra or {})}
    place = _place_of(question.after)
    if order == SOONEST:
        found = _soonest(tickets, place, columns, size + 1)
    else:
        found = _in_order(tickets, order, question.after, columns, size + 1)
    has_more = len(found) > size
    page = found[:size]
    return InboxPage(page, cursor_of(page[-1], order) if has_more else "")


def has_view(user: User, view: InboxView) -> bool:
    """Whether a view stands in the rail of `user`: with a team, and to those who lead."""
    if view.code == "team":
        return user.team_id is not None
    return view.code != "supervised" or can(user, Capability.MANAGE_ROUTING)


def of_view(
    user: User, view: InboxView, at: datetime, *, hidden_too: bool = False
) -> QuerySet[Ticket]:
    """The tickets of a view, as `user` may see them; `hidden_too` with those put aside."""
    tickets: QuerySet[Ticket] = Ticket.objects.visible_to(user)
    code = "all" if view.due else view.code
    found = in_view(tickets, code, user, hidden_too=hidden_too)
    return due_within(found, view.due, at) if view.due else found


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


def asked_for(user: User, question: InboxQuestion, at: datetime) -> QuerySet[Ticket]:
    """Everything that `question` asks for, in no order."""
    tickets: QuerySet[Ticket]
    if question.words:
        visible = Ticket.objects.visible_to(user)
        tickets = visible.filter(pk__in=found_ids(user, question.words))
    else:
        tickets = of_view(user, question.view, at, hidden_too=question.has_hidden)
    return narrowed(tickets, question, user, at)


def _soonest(
    tickets: QuerySet[Ticket],
    place: tuple[datetime | None, int] | None,
    columns: set[str],
    size: int,
) -> list[dict[str, Any]]:
    """What is due soonest first, then what has no clock that runs.

    Two queries, the second only where the first does not fill the page: together they
    would sort every open ticket, apart the first walks the index of leading clocks.
    """
    due, pk = place or (None, 0)
    found: list[dict[str, Any]] = []
    if place is None or due is not None:
        led = tickets.filter(clocks__is_headline=True).alias(due=F("clocks__due_at"))
        if due is not None:
            # The first column alone bounds the index scan.
            led = led.filter(due__gte=due).filter(Q(due__gt=due) | Q(id__gt=pk))
        ordered = led.annotate(due_at=F("due")).order_by("due", "id")
        found += ordered.values("due_at", *sorted(columns))[:size]
    missing = size - len(found)
    if missing:
        clocks = TicketClock.objects.filter(ticket=OuterRef("pk"), is_headline=True)
        rest = tickets.filter(~Exists(clocks)).order_by("id")
        if place is not None and due is None:
            rest = rest.filter(id__gt=pk)
        found += (
            {**row, "due_at": None} for row in rest.values(*sorted(columns))[:missing]
        )
    return found


def _in_order(
    tickets: QuerySet[Any], order: str, after: str, columns: set[str], size: int
) -> list[dict[str, Any]]:
    ordered: QuerySet[Any]
    if order == WEIGHTY:
        tickets = tickets.annotate(rank=PRIORITY_RANK)
        columns = columns | {"rank"}
        ordered = tickets.order_by("-rank", "-last_message_at", "-id")
    elif order == LONGEST:
        ordered = tickets.order_by(F("waiting_since").asc(nulls_last=True), "id")
    else:
        ordered = tickets.order_by("-last_message_at", "-id")
    behind = behind_of(after, order)
    return list(ordered.filter(behind).values(*sorted(columns))[:size])


def cursor_of(row: dict[str, Any], order: str) -> str:
    """Where a row stands in an order, as an address says it."""
    columns = {SOONEST: "due_at", LONGEST: "waiting_since"}
    moment = row[columns.get(order, "last_message_at")]
    place = f"{moment.isoformat() if moment else ''}_{row['id']}"
    return f"{row['rank']}~{place}" if order == WEIGHTY else place


def behind_of(after: str, order: str) -> Q:
    """What follows a cursor; everything, where it is none."""
    rank, _sep, after = after.rpartition("~")
    place = _place_of(after)
    if place is None:
        return Q()
    if order != WEIGHTY:
        return _behind(*place, order)
    if rank not in {"1", "2", "3", "4"} or place[0] is None:
        return Q()
    tied = Q(rank=int(rank)) & _behind(*place, order)
    return Q(rank__lte=int(rank)) & (Q(rank__lt=int(rank)) | tied)


def _place_of(cursor: str) -> tuple[datetime | None, int] | None:
    """The moment and key of the last row seen; None for what is no cursor."""
    moment, _sep, key = cursor.rpartition("_")
    try:
        seen, pk = datetime.fromisoformat(moment) if moment else None, int(key)
    except ValueError:
        return None
    is_known = 0 < pk <= MAX_KEY and (seen is None or seen.tzinfo is not None)
    return (seen, pk) if is_known else None


def _behind(seen: datetime | None, pk: int, order: str) -> Q:
    if order == LONGEST:
        nobody_waits = Q(waiting_since=None)
        if seen is None:
            return nobody_waits & Q(id__gt=pk)
        tied = Q(waiting_since=seen, id__gt=pk)
        return Q(waiting_since__gt=seen) | tied | nobody_waits
    if seen is None:
        return Q()
    # The first column alone bounds the index scan.
    return Q(last_message_at__lte=seen) & (
        Q(last_message_at__lt=seen) | Q(last_message_at=seen, id__lt=pk)
    )
