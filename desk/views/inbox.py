"""The list an agent works from, with the chosen ticket beside it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from desk.inbox import (
    COUNT_AT_MOST,
    VIEWS,
    InboxQuestion,
    InboxView,
    inbox_page,
    kinds_and_priorities,
    rail_counts,
)
from desk.views.tickets import PAGE_RELATIONS, ticket_forms
from desk.workspace import workspace_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.models import Ticket
from tickets.numbers import parse_number


@requires(Capability.USE_DESK)
def inbox(request: StaffRequest) -> HttpResponse:
    """A view of the inbox; `?t=` opens a ticket beside the list."""
    question = InboxQuestion.from_query(request.GET, request.user)
    page = inbox_page(request.user, question, request.at)
    context = {
        "question": question,
        "page": page,
        "view": next(view for view in VIEWS if view.code == question.view),
        "views": _rail(request, question),
        "kinds": kinds_and_priorities()[0],
        "priorities": kinds_and_priorities()[1],
        "filters": _removable(question),
        "base_query": _query(question),
        "next_query": _query(question, after=page.next_after),
    }
    ticket = _chosen(request)
    if ticket is not None:
        context["workspace"] = workspace_of(ticket, request.user, request.at)
        context["ticket"] = ticket
        context |= ticket_forms(ticket)
    response = render(request, "desk/inbox.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _chosen(request: StaffRequest) -> Ticket | None:
    number = parse_number(request.GET.get("t", ""))
    if number is None:
        return None
    found = Ticket.objects.visible_to(request.user).filter(number=number)
    return found.select_related(*PAGE_RELATIONS).first()


def _rail(
    request: StaffRequest, question: InboxQuestion
) -> list[tuple[InboxView, str, bool]]:
    counts = rail_counts(request.user)
    return [
        (
            view,
            _count_words(counts.get(view.code)),
            view.code == question.view and not question.words,
        )
        for view in VIEWS
        if view.code != "team" or request.user.team_id
    ]


def _count_words(count: int | None) -> str:
    if count is None:
        return ""
    return f"{COUNT_AT_MOST}+" if count >= COUNT_AT_MOST else str(count)


def _query(question: InboxQuestion, **changes: str) -> str:
    """The query string of a question with changes; empty values are left out."""
    values = {
        "view": question.view,
        "kind": question.kind,
        "priority": question.priority,
        "q": question.words,
        "order": question.order if question.order != "newest" else "",
        **changes,
    }
    return urlencode({name: value for name, value in values.items() if value})


def _removable(question: InboxQuestion) -> list[tuple[str, str]]:
    """The filters in force: words and the address without them."""
    kinds = {str(value): str(label) for value, label in kinds_and_priorities()[0]}
    priorities = {str(value): str(label) for value, label in kinds_and_priorities()[1]}
    chips = []
    if question.words:
        chips.append((f"“{question.words}”", _query(question, q="")))
    if question.kind:
        chips.append((kinds[question.kind], _query(question, kind="")))
    if question.priority:
        chips.append((priorities[question.priority], _query(question, priority="")))
    return chips
