"""The list an agent works from, with the chosen ticket beside it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from desk.counts import count_words, inbox_counts
from desk.inbox import InboxPage, inbox_page
from desk.inbox_filters import names_asked
from desk.inbox_frame import rail_of, tools_of, way_out
from desk.inbox_layout import COLUMNS, Layout, heads_of
from desk.inbox_question import InboxQuestion
from desk.inbox_rows import ROW_FIELDS, ticket_rows
from desk.inbox_table import TABLE_FIELDS, computed_columns, table_rows
from desk.models import SavedView
from desk.opening_lists import opening_address
from desk.saved_views import desk_of, saved_questions
from desk.views.tickets import (
    LIVE_TARGET,
    target_of,
    ticket_context,
    varied,
    with_names,
)
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.clock_reading import clocks_found
from tickets.models import Ticket
from tickets.numbers import parse_number
from tickets.policy_book import hours_now

# What htmx asks for by the id of the element it fills.
FRAGMENTS = {
    "inbox-pane": "desk/inbox.html#pane",
    LIVE_TARGET: "desk/_ticket_fresh.html",
    "inbox-more": "desk/inbox.html#rows",
}


@require_GET
@requires(Capability.USE_DESK)
def inbox(request: StaffRequest) -> HttpResponse:
    """A view of the inbox; `?t=` opens a ticket beside the list. Bare, one's own."""
    if not request.GET and (opening := opening_address(request.user)):
        return redirect(opening)
    question = InboxQuestion.from_query(request.GET, request.user)
    known = names_asked(question)
    question = question.only(known)
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
        layout, saved = desk_of(request.user, question)
        context |= _rows(request, question, chosen, layout) | {"layout": layout}
    if template == "desk/inbox.html":
        context |= _frame(request, question, saved) | tools_of(question, known)
        if not context["rows"] and not question.words:
            context |= way_out(request.user, question, context, request.at)
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
    request: StaffRequest,
    question: InboxQuestion,
    chosen: Ticket | None,
    layout: Layout,
) -> dict[str, Any]:
    # A ticket opened beside the list leaves no room for a table.
    is_table = layout.is_table and chosen is None
    page = inbox_page(
        request.user,
        question,
        *(TABLE_FIELDS if is_table else ROW_FIELDS),
        at=request.at,
        extra=computed_columns(layout.columns) if is_table else None,
    )
    open_too = {"t": chosen.number} if chosen else {}
    more = question.query(after=page.next_after, **open_too)
    return {
        "rows": _drawn(request, question, chosen, page, is_table=is_table),
        "is_table": is_table,
        "more_url": f"?{more}" if page.next_after else "",
        "heads": heads_of(layout, question) if is_table else [],
        "in_query": urlencode({"in": question.query()}),
    }


def _drawn(
    request: StaffRequest,
    question: InboxQuestion,
    chosen: Ticket | None,
    page: InboxPage,
    *,
    is_table: bool,
) -> list[Any]:
    """The rows of a page, ready to be written out."""
    draw: Any = table_rows if is_table else ticket_rows
    found: list[Any] = draw(
        page.found,
        clocks_found(page.found),
        hours_now(),
        request.at,
        query=question.query(after=question.after),
        chosen=chosen.number if chosen else "",
    )
    return found


def _frame(
    request: StaffRequest, question: InboxQuestion, saved: list[SavedView]
) -> dict[str, Any]:
    """What stands around the rows."""
    own = saved_questions(saved, request.user, request.at)
    counted = inbox_counts(request.user, request.at, own)
    counts = counted.views
    current = next((view for view in saved if view.pk == question.saved), None)
    number = counts.get(f"saved_{current.pk}" if current else question.view.code)
    is_narrowed = question.words or (question.filters and current is None)
    return {
        **rail_of(request.user, question, counts, saved),
        "nav_counts": counted.modules,
        "saved": current,
        "all_columns": COLUMNS.items(),
        "question_parts": question.parts().items(),
        "title": current.name if current else question.view.label,
        "count": "" if is_narrowed else count_words(number),
    }
