"""Finding anything from one field."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from desk.search_pages import SORTS, Question, groups_of, sorts_for
from desk.views.tickets import target_of, varied
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability

MORE = "search-more"


@require_GET
@requires(Capability.USE_DESK)
def search(request: StaffRequest) -> HttpResponse:
    """Tickets, customers, units and orders that `?q=` finds; `?what=` shows one sort."""
    question = Question.from_query(request.GET)
    groups = groups_of(request.user, question)
    context = {
        "question": question,
        "groups": [
            {"group": group, "url": f"?{_onward(question, group)}"} for group in groups
        ],
        "is_empty": bool(question.words) and not any(group.rows for group in groups),
        "tabs": [
            {"label": label, "url": f"?{question.query(what=what)}", "is_current": on}
            for what, label, on in _tabs(request, question)
        ],
    }
    template = "desk/search/page.html"
    if target_of(request) == MORE:
        template = "desk/search/page.html#rows"
    return varied(render(request, template, context))


def _onward(question: Question, group: object) -> str:
    """Where the rest of a group stands: its own list, then the next page of it."""
    what, after = getattr(group, "what", ""), getattr(group, "next_after", "")
    return question.query(what=what, after=after if question.what else "")


def _tabs(request: StaffRequest, question: Question) -> list[tuple[str, object, bool]]:
    all_sorts = ("", _("Tất cả"), not question.what)
    own = [
        (what, SORTS[what], what == question.what) for what in sorts_for(request.user)
    ]
    return [all_sorts, *own]
