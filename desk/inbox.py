"""The inbox: which views there are, what a row says, and how pages follow each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _, gettext_lazy

from foundation.accounts.models import User
from foundation.calendars.queries import default_schedule
from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import count_working
from foundation.core.formats import clock, duration
from foundation.core.text import fold
from tickets.enums import (
    AuthorKind,
    Priority,
    TicketKind,
    TicketStatus,
    WaitReason,
)
from tickets.models import Ticket

PAGE_SIZE = 30
# A person reads no further; a longer list wants a narrower question.
FOUND_AT_MOST = 500
# Counts in the rail stop here: beyond it the number says only "many".
COUNT_AT_MOST = 1000
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

FINISHED = [TicketStatus.RESOLVED, TicketStatus.CLOSED]


@dataclass(frozen=True, slots=True)
class InboxView:
    """One entry of the rail: its code in the URL, words, icon and condition."""

    code: str
    label: Any
    icon: str
    is_waiting: bool = False


VIEWS = [
    InboxView("mine", gettext_lazy("Việc của tôi"), "circle-user"),
    InboxView("unassigned", gettext_lazy("Chưa phân công"), "inbox"),
    InboxView("team", gettext_lazy("Nhóm của tôi"), "users"),
    InboxView("all", gettext_lazy("Mọi phiếu đang mở"), "layers"),
    InboxView("customer", WaitReason.CUSTOMER.label, "message-circle", is_waiting=True),
    InboxView("part", WaitReason.PART.label, "package", is_waiting=True),
    InboxView("partner", WaitReason.PARTNER.label, "truck", is_waiting=True),
    InboxView("visit", WaitReason.VISIT.label, "calendar-clock", is_waiting=True),
    InboxView("finished", gettext_lazy("Đã xử lý"), "circle-check"),
]


@dataclass(frozen=True, slots=True)
class InboxQuestion:
    """What the address asks for: a view, filters, an order and a place to go on from."""

    view: str = "mine"
    kind: str = ""
    priority: str = ""
    words: str = ""
    order: str = "newest"
    after: str = ""

    @classmethod
    def from_query(cls, query: Any, user: User) -> "InboxQuestion":
        """Read the query string; a value that means nothing counts as absent."""
        default = "mine" if user.role not in {"manager", "admin", "lead"} else "all"
        codes = {view.code for view in VIEWS}
        view, kind = query.get("view", ""), query.get("kind", "")
        priority = query.get("priority", "")
        return cls(
            view=view if view in codes else default,
            kind=kind if kind in TicketKind.values else "",
            priority=priority if priority in Priority.values else "",
            words=query.get("q", "").strip()[:100],
            order="longest" if query.get("order") == "longest" else "newest",
            after=query.get("after", "")[:60],
        )


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the list, ready to be written out."""

    number: str
    short_number: str
    subject: str
    kind: str
    channel: str
    priority: str
    status: str
    wait_reason: str
    customer: str
    said: str
    last_at: str
    chip_state: str
    chip_words: str
    is_unanswered: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of rows and the cursor of the next one, empty at the end."""

    rows: list[InboxRow]
    next_after: str


def inbox_page(user: User, question: InboxQuestion, at: datetime) -> InboxPage:
    """The rows that `question` asks for, as `user` may see them. Three queries."""
    tickets = _ordered(_asked(user, question), question.order)
    tickets = _from_cursor(tickets, question)
    found = list(tickets.values(*_FIELDS)[: PAGE_SIZE + 1])
    schedule = default_schedule()
    rows = [_row(values, schedule, at) for values in found[:PAGE_SIZE]]
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return InboxPage(rows, _cursor(last, question.order) if last else "")


def rail_counts(user: User) -> dict[str, int]:
    """How many unfinished tickets each view holds, all in one bounded query."""
    some = Ticket.objects.visible_to(user).unfinished().order_by()[:COUNT_AT_MOST]
    counts = Ticket.objects.filter(pk__in=some.values("pk")).aggregate(
        mine=Count("pk", filter=Q(assignee=user)),
        unassigned=Count("pk", filter=Q(assignee=None)),
        team=Count("pk", filter=Q(team=user.team_id) & ~Q(team=None)),
        all=Count("pk"),
        customer=Count("pk", filter=Q(wait_reason=WaitReason.CUSTOMER)),
        part=Count("pk", filter=Q(wait_reason=WaitReason.PART)),
        partner=Count("pk", filter=Q(wait_reason=WaitReason.PARTNER)),
        visit=Count("pk", filter=Q(wait_reason=WaitReason.VISIT)),
    )
    return {name: int(count) for name, count in counts.items()}


def _asked(user: User, question: InboxQuestion) -> QuerySet[Ticket]:
    tickets = Ticket.objects.visible_to(user)
    if question.words:
        tickets = tickets.filter(pk__in=_found(user, question.words))
    else:
        tickets = tickets.filter(_condition(question.view, user))
    if question.kind:
        tickets = tickets.filter(kind=question.kind)
    if question.priority:
        tickets = tickets.filter(priority=question.priority)
    return tickets


def _condition(view: str, user: User) -> Q:
    if view == "finished":
        return Q(status__in=FINISHED)
    unfinished = ~Q(status__in=FINISHED)
    narrower = {
        "mine": Q(assignee=user),
        "unassigned": Q(assignee=None),
        "team": Q(team=user.team_id) & ~Q(team=None),
        "all": Q(),
    }
    return unfinished & narrower.get(view, Q(wait_reason=view))


def _found(user: User, words: str) -> list[int]:
    """Tickets by number, serial, telephone tail, customer or subject, marks or not."""
    digits = "".join(letter for letter in words if letter.isdigit())
    folded = fold(words)
    match = Q(subject_folded__contains=folded) | Q(
        customer__name_folded__contains=folded
    )
    match |= Q(unit__serial=words.upper())
    if digits:
        match |= Q(number=f"TK-{digits}")
    if len(digits) >= 4:
        match |= Q(
            customer__contact_points__kind="phone",
            customer__contact_points__value__endswith=digits.lstrip("0"),
        )
    found = Ticket.objects.visible_to(user).filter(match).order_by("-id")
    return list(found.values_list("pk", flat=True)[:FOUND_AT_MOST])


def _ordered(tickets: QuerySet[Ticket], order: str) -> QuerySet[Ticket]:
    if order == "longest":
        waits = Coalesce(F("waiting_since"), Value(NEVER))
        return tickets.annotate(waits_from=waits).order_by("waits_from", "id")
    return tickets.order_by("-last_message_at", "-id")


def _from_cursor(
    tickets: QuerySet[Ticket], question: InboxQuestion
) -> QuerySet[Ticket]:
    try:
        moment, _sep, key = question.after.partition("_")
        seen, pk = datetime.fromisoformat(moment), int(key)
    except ValueError:
        return tickets
    if question.order == "longest":
        later = Q(waits_from__gt=seen) | Q(waits_from=seen, id__gt=pk)
        return tickets.filter(later)
    return tickets.filter(
        Q(last_message_at__lt=seen) | Q(last_message_at=seen, id__lt=pk)
    )


def _cursor(values: dict[str, Any], order: str) -> str:
    if order == "longest":
        moment = values["waiting_since"] or NEVER
    else:
        moment = values["last_message_at"]
    return f"{moment.isoformat()}_{values['id']}"


_FIELDS = (
    "id",
    "number",
    "subject",
    "kind",
    "channel",
    "priority",
    "status",
    "wait_reason",
    "customer__name",
    "assignee__name",
    "last_message_excerpt",
    "last_message_from",
    "last_message_at",
    "waiting_since",
    "opened_at",
    "resolved_at",
)


def _row(values: dict[str, Any], schedule: Schedule, at: datetime) -> InboxRow:
    chip_state, chip_words = clock_of(values, schedule, at)
    return InboxRow(
        number=values["number"],
        short_number="#" + values["number"].removeprefix("TK-"),
        subject=values["subject"],
        kind=values["kind"],
        channel=values["channel"],
        priority=values["priority"],
        status=values["status"],
        wait_reason=values["wait_reason"],
        customer=values["customer__name"],
        said=_said(values),
        last_at=clock(values["last_message_at"], at),
        chip_state=chip_state,
        chip_words=chip_words,
        is_unanswered=values["waiting_since"] is not None,
    )


def _said(values: dict[str, Any]) -> str:
    who = {
        AuthorKind.CUSTOMER: _("Khách"),
        AuthorKind.STAFF: _("Nhân viên"),
        AuthorKind.SYSTEM: _("Hệ thống"),
    }[AuthorKind(values["last_message_from"])]
    if not values["last_message_excerpt"]:
        return who
    return f"{who}: {values['last_message_excerpt']}"


def clock_of(
    values: dict[str, Any], schedule: Schedule, at: datetime
) -> tuple[str, str]:
    """State and words of the chip: how long the customer has waited in working time."""
    if values["status"] in FINISHED:
        taken = count_working(values["opened_at"], values["resolved_at"], schedule)
        return "met", _("Xong %(time)s") % {"time": duration(taken)}
    if values["status"] == TicketStatus.WAITING:
        return "paused", str(WaitReason(values["wait_reason"]).label)
    if values["waiting_since"] is None:
        return "plenty", _("Đã trả lời")
    waited = count_working(values["waiting_since"], at, schedule)
    return "plenty", _("Chờ %(time)s") % {"time": duration(waited)}


def kinds_and_priorities() -> tuple[
    Iterable[tuple[str, Any]], Iterable[tuple[str, Any]]
]:
    """The choices of the filters."""
    return TicketKind.choices, Priority.choices
