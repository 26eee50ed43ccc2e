"""The inbox: which views there are, what is asked of them, and how pages follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.clocks import FINISHED
from desk.search import found_ids
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from tickets.enums import Priority, TicketKind, TicketStatus, WaitReason
from tickets.models import Ticket

PAGE_SIZE = 30
MAX_WORDS = 100
MAX_CURSOR = 60
MAX_KEY = 2**63 - 1
NEWEST, LONGEST = "newest", "longest"
# Those who answer for everybody's work look at everybody's work.
OVERSEERS = {Role.LEAD, Role.WARRANTY_MANAGER, Role.MANAGER, Role.ADMIN}


@dataclass(frozen=True, slots=True)
class InboxView:
    """One entry of the rail: its code in the address, words, icon and first order."""

    code: str
    label: str | Promise
    icon: str
    order: str = LONGEST
    is_waiting: bool = False


VIEWS = (
    InboxView("mine", _("Việc của tôi"), "circle-user"),
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
    InboxView("part", WaitReason.PART.label, "package", is_waiting=True),
    InboxView("partner", WaitReason.PARTNER.label, "truck", is_waiting=True),
    InboxView("visit", WaitReason.VISIT.label, "calendar-clock", is_waiting=True),
    InboxView("internal", WaitReason.INTERNAL.label, "users", is_waiting=True),
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

    @classmethod
    def from_query(cls, query: Mapping[str, str], user: User) -> Self:
        """Read the query string; a value that means nothing counts as absent."""
        usual = "all" if user.role in OVERSEERS else "mine"
        kind, priority = query.get("kind", ""), query.get("priority", "")
        order = query.get("order", "")
        return cls(
            view=BY_CODE.get(query.get("view", "")) or BY_CODE[usual],
            kind=kind if kind in TicketKind.values else "",
            priority=priority if priority in Priority.values else "",
            words=query.get("q", "").strip()[:MAX_WORDS],
            order=order if order in {NEWEST, LONGEST} else "",
            after=query.get("after", "")[:MAX_CURSOR],
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


def inbox_page(user: User, question: InboxQuestion, *fields: str) -> InboxPage:
    """The tickets that `question` asks for, as `user` may see them. Two queries at most."""
    tickets = _ordered(_asked(user, question), question.sorting)
    place = _place_of(question.after)
    if place is not None:
        tickets = tickets.filter(_behind(*place, question.sorting))
    columns = {"id", "waiting_since", "last_message_at", *fields}
    found = list(tickets.values(*sorted(columns))[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    page = found[:PAGE_SIZE]
    return InboxPage(page, _cursor(page[-1], question.sorting) if has_more else "")


def has_view(user: User, view: InboxView) -> bool:
    """Whether a view stands in the rail of `user`: with a team, and to those who lead."""
    if view.code == "team":
        return user.team_id is not None
    return view.code != "supervised" or can(user, Capability.MANAGE_ROUTING)


def in_view(tickets: QuerySet[Ticket], code: str, user: User) -> QuerySet[Ticket]:
    """Those of `tickets` that stand in a view of `user`."""
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


def _asked(user: User, question: InboxQuestion) -> QuerySet[Ticket]:
    tickets: QuerySet[Ticket] = Ticket.objects.visible_to(user)
    if question.words:
        tickets = tickets.filter(pk__in=found_ids(user, question.words))
    else:
        tickets = in_view(tickets, question.view.code, user)
    if question.kind:
        tickets = tickets.filter(kind=question.kind)
    if question.priority:
        tickets = tickets.filter(priority=question.priority)
    return tickets


def _ordered(tickets: QuerySet[Ticket], order: str) -> QuerySet[Ticket]:
    if order == LONGEST:
        return tickets.order_by(F("waiting_since").asc(nulls_last=True), "id")
    return tickets.order_by("-last_message_at", "-id")


def _cursor(row: dict[str, Any], order: str) -> str:
    moment = row["waiting_since"] if order == LONGEST else row["last_message_at"]
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
