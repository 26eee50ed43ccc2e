"""The list an agent works from, with the chosen ticket beside it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET

from desk.counts import count_words, view_counts
from desk.inbox import (
    ORDERS,
    VIEWS,
    InboxQuestion,
    InboxView,
    has_view,
    inbox_page,
)
from desk.inbox_rows import ROW_FIELDS, ticket_rows
from desk.views.tickets import (
    LIVE_TARGET,
    target_of,
    ticket_context,
    varied,
    with_names,
)
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.clock_reading import shown_clocks
from tickets.enums import Priority, TicketKind
from tickets.models import Ticket
from tickets.numbers import parse_number
from tickets.policy_book import hours_now
from tickets.queries_clocks import FOUR_HOURS, LATE, ONE_HOUR, TODAY

# What a filter by due time says on its chip; the live board links with it.
DUE_WORDS = {
    LATE: gettext_lazy("Trễ hạn"),
    ONE_HOUR: gettext_lazy("Hạn trong 1 giờ"),
    FOUR_HOURS: gettext_lazy("Hạn trong 4 giờ"),
    TODAY: gettext_lazy("Hạn trong hôm nay"),
}
# What htmx asks for by the id of the element it fills.
FRAGMENTS = {
    "inbox-pane": "desk/inbox.html#pane",
    LIVE_TARGET: "desk/_ticket_fresh.html",
    "inbox-more": "desk/inbox.html#rows",
}


@require_GET
@requires(Capability.USE_DESK)
def inbox(request: StaffRequest) -> HttpResponse:
    """A view of the inbox; `?t=` opens a ticket beside the list."""
    question = InboxQuestion.from_query(request.GET, request.user)
    template = FRAGMENTS.get(target_of(request), "desk/inbox.html")
    chosen = _chosen(request)
    context: dict[str, Any] = {
        "question": question,
        "view": question.view,
        "list_query": question.query(after=question.after),
        "here": request.get_full_path(),
        "in_pane": True,
    }
    if template in {"desk/inbox.html", "desk/inbox.html#rows"}:
        context |= _rows(request, question, chosen)
    if template == "desk/inbox.html":
        context |= _frame(request, question)
    if chosen is not None and template != "desk/inbox.html#rows":
        context |= ticket_context(request, chosen, back=request.get_full_path())
    return varied(render(request, template, context))


def _chosen(request: StaffRequest) -> Ticket | None:
    number = parse_number(request.GET.get("t", ""))
    if number is None:
        return None
    found = Ticket.objects.visible_to(request.user).filter(number=number)
    return with_names(found).first()


def _rows(
    request: StaffRequest, question: InboxQuestion, chosen: Ticket | None
) -> dict[str, Any]:
    page = inbox_page(request.user, question, *ROW_FIELDS, at=request.at)
    rows = ticket_rows(
        page.found,
        shown_clocks([values["id"] for values in page.found]),
        hours_now(),
        request.at,
        query=question.query(after=question.after),
        chosen=chosen.number if chosen else "",
    )
    open_too = {"t": chosen.number} if chosen else {}
    more = question.query(after=page.next_after, **open_too)
    return {"rows": rows, "more_url": f"?{more}" if page.next_after else ""}


def _frame(request: StaffRequest, question: InboxQuestion) -> dict[str, Any]:
    """What stands around the rows: the rail, the filters, the orders."""
    counts = view_counts(request.user, request.at)
    entries = [
        _entry(view, counts.get(view.code), question)
        for view in VIEWS
        if has_view(request.user, view)
    ]
    return {
        "working_views": [entry for entry in entries if not entry["is_waiting"]],
        "asked_views": _asked(counts),
        "waiting_views": [entry for entry in entries if entry["is_waiting"]],
        "count": "" if question.words else count_words(counts.get(question.view.code)),
        "kinds": TicketKind.choices,
        "priorities": Priority.choices,
        "filters": _removable(question),
        "orders": [
            {"url": f"?{question.query(order=order)}", "code": order}
            for order in ORDERS
        ],
        "without_filters": f"?{question.query(kind='', priority='', due='')}",
        "without_words": f"?{question.query(q='')}",
    }


def _asked(counts: dict[str, int]) -> list[dict[str, str]]:
    """What waits for a word of mine; nothing where nothing does."""
    kinds = (
        ("consults", _("Câu hỏi cho tôi"), "messages-square"),
        ("handoffs", _("Chờ duyệt chuyển"), "user-cog"),
    )
    return [
        {
            "label": label,
            "icon": icon,
            "url": reverse(f"desk:{code}"),
            "count": count_words(counts[code]),
        }
        for code, label, icon in kinds
        if counts.get(code)
    ]


def _entry(
    view: InboxView, count: int | None, question: InboxQuestion
) -> dict[str, Any]:
    return {
        "label": view.label,
        "icon": view.icon,
        "url": f"{reverse('desk:inbox')}?view={view.code}",
        "count": count_words(count),
        "is_current": view == question.view and not question.words,
        "is_waiting": view.is_waiting,
    }


def _removable(question: InboxQuestion) -> list[dict[str, str]]:
    """The filters in force: words, and the address without them."""
    chips = []
    if question.words:
        chips.append((f"“{question.words}”", question.query(q="")))
    if question.due:
        chips.append((str(DUE_WORDS[question.due]), question.query(due="")))
    if question.kind:
        chips.append((str(TicketKind(question.kind).label), question.query(kind="")))
    if question.priority:
        label = str(Priority(question.priority).label)
        chips.append((label, question.query(priority="")))
    return [{"label": label, "url": f"?{query}"} for label, query in chips]
