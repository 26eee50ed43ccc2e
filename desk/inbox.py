"""The inbox: which views there are, what is asked of them, and how pages follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.clocks import FINISHED
from desk.search import found_ids
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from tickets.enums import Priority, TicketKind, TicketStatus, WaitReason
from tickets.models import Ticket, TicketClock
from tickets.queries_clocks import DUE_CODES, LATE, TODAY, due_within

PAGE_SIZE = 30
MAX_WORDS = 100
MAX_CURSOR = 60
MAX_KEY = 2**63 - 1
NEWEST, LONGEST, SOONEST = "newest", "longest", "soonest"
ORDERS = (SOONEST, LONGEST, NEWEST)
# Those who answer for everybody's work look at everybody's work.
OVERSEERS = {Role.LEAD, Role.WARRANTY_MANAGER, Role.MANAGER, Role.ADMIN}


@dataclass(frozen=True, slots=True)
class InboxView:
    """One entry of the rail: its code in the address, words, icon and first order."""

    code: str
    label: str | Promise
    icon: str
    order: str = SOONEST
    is_waiting: bool = False
    due: str = ""


VIEWS = (
    InboxView("mine", _("Việc của tôi"), "circle-user"),
    InboxView("late", _("Trễ hạn"), "octagon-alert", due=LATE),
    InboxView("today", _("Sắp trễ hôm nay"), "clock-alert", due=TODAY),
    InboxView("unassigned", _("Chưa phân công"), "inbox"),
    InboxView("supervised", _("Cần trưởng nhóm"), "user-x"),
    InboxView("team", _("Nhóm của tôi"), "users"),
    InboxView("all", _("Mọi phiếu đang mở"), "list-checks"),
    InboxView("finished", _("Đã xử lý"), "circle-check", NEWEST),
    InboxView(
        "customer",
        WaitReason.CUSTOMER.label,
        "message-circle",
        NEWEST,
        is_waiting=True,
    ),
    InboxView("part", WaitReason.PART.label, "package", LONGEST, is_waiting=True),
    InboxView("partner", WaitReason.PARTNER.label, "truck", LONGEST, is_waiting=True),
    InboxView(
        "visit", WaitReason.VISIT.label, "calendar-clock", LONGEST, is_waiting=True
    ),
    InboxView("internal", WaitReason.INTERNAL.label, "users", LONGEST, is_waiting=True),
)
BY_CODE = {view.code: view for view in VIEWS}


@dataclass(frozen=True, slots=True)
class InboxQuestion:
    """What the address asks for: a view, filters, an order and a place to go on from."""

    view: InboxView
    kind: str = ""
    priority: str = ""
    words: str = ""
    order: str = ""
    after: str = ""
    due: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], user: User) -> Self:
        """Read the query string; a value that means nothing counts as absent."""
        usual = "all" if user.role in OVERSEERS else "mine"
        kind, priority = query.get("kind", ""), query.get("priority", "")
        order, due = query.get("order", ""), query.get("due", "")
        return cls(
            view=BY_CODE.get(query.get("view", "")) or BY_CODE[usual],
            kind=kind if kind in TicketKind.values else "",
            priority=priority if priority in Priority.values else "",
            words=query.get("q", "").strip()[:MAX_WORDS],
            order=order if order in ORDERS else "",
            after=query.get("after", "")[:MAX_CURSOR],
            due=due if due in DUE_CODES else "",
        )

    @property
    def sorting(self) -> str:
        """The order in force: the chosen one, or the one the view begins with."""
        return self.order or (NEWEST if self.words else self.view.order)

    def query(self, **changes: str) -> str:
        """This question as a query string, with changes; a page starts from the top."""
        values = {
            "view": self.view.code,
            "kind": self.kind,
            "priority": self.priority,
            "due": self.due,
            "q": self.words,
            "order": self.order,
            **changes,
        }
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The columns of a page of tickets, and the cursor of the next one, empty at the end."""

    found: list[dict[str, Any]]
    next_after: str


def inbox_page(
    user: User, question: InboxQuestion, *fields: str, at: datetime
) -> InboxPage:
    """The tickets that `question` asks for, as `user` may see them. Three queries at most."""
    tickets, order = _asked(user, question, at), question.sorting
    columns = {"id", "waiting_since", "last_message_at", *fields}
    place = _place_of(question.after)
    if order == SOONEST:
        found = _soonest(tickets, place, columns)
    else:
        if place is not None:
            tickets = tickets.filter(_behind(*place, order))
        ordered = _ordered(tickets, order)
        found = list(ordered.values(*sorted(columns))[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    page = found[:PAGE_SIZE]
    return InboxPage(page, _cursor(page[-1], order) if has_more else "")


def has_view(user: User, view: InboxView) -> bool:
    """Whether a view stands in the rail of `user`: with a team, and to those who lead."""
    if view.code == "team":
        return user.team_id is not None
    return view.code != "supervised" or can(user, Capability.MANAGE_ROUTING)


def of_view(user: User, view: InboxView, at: datetime) -> QuerySet[Ticket]:
    """The tickets of a view, as `user` may see them."""
    tickets: QuerySet[Ticket] = Ticket.objects.visible_to(user)
    if view.due:
        return due_within(in_view(tickets, "all", user), view.due, at)
    return in_view(tickets, view.code, user)


def in_view(tickets: QuerySet[Ticket], code: str, user: User) -> QuerySet[Ticket]:
    """Those of `tickets` that stand in a view of `user`; none that goes on in another."""
    tickets = tickets.filter(merged_into=None)
    if code == "finished":
        return tickets.filter(status__in=FINISHED)
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


def _asked(user: User, question: InboxQuestion, at: datetime) -> QuerySet[Ticket]:
    tickets: QuerySet[Ticket]
    if question.words:
        visible = Ticket.objects.visible_to(user)
        tickets = visible.filter(pk__in=found_ids(user, question.words))
    else:
        tickets = of_view(user, question.view, at)
    if question.due:
        tickets = due_within(tickets, question.due, at)
    if question.kind:
        tickets = tickets.filter(kind=question.kind)
    if question.priority:
        tickets = tickets.filter(priority=question.priority)
    return tickets


def _soonest(
    tickets: QuerySet[Ticket],
    place: tuple[datetime | None, int] | None,
    columns: set[str],
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
        found += ordered.values("due_at", *sorted(columns))[: PAGE_SIZE + 1]
    missing = PAGE_SIZE + 1 - len(found)
    if missing:
        clocks = TicketClock.objects.filter(ticket=OuterRef("pk"), is_headline=True)
        rest = tickets.filter(~Exists(clocks)).order_by("id")
        if place is not None and due is None:
            rest = rest.filter(id__gt=pk)
        found += (
            {**row, "due_at": None} for row in rest.values(*sorted(columns))[:missing]
        )
    return found


def _ordered(tickets: QuerySet[Ticket], order: str) -> QuerySet[Ticket]:
    if order == LONGEST:
        return tickets.order_by(F("waiting_since").asc(nulls_last=True), "id")
    return tickets.order_by("-last_message_at", "-id")


def _cursor(row: dict[str, Any], order: str) -> str:
    columns = {SOONEST: "due_at", LONGEST: "waiting_since", NEWEST: "last_message_at"}
    moment = row[columns[order]]
    return f"{moment.isoformat() if moment else ''}_{row['id']}"


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
