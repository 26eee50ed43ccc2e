"""The live board."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.accounts.sight import teams_seen_by
from insights.board import BoardQuestion, board_of
from insights.definitions import DEFINITIONS
from insights.figures import goal_words
from insights.in_time import GOAL_PLACE
from insights.pages import pages_of
from insights.slices import NO_TEAM
from tickets.enums import Side

FRAGMENT = "board"
REFRESH_SECONDS = 15


@require_safe
@requires(Capability.VIEW_INSIGHTS)
def board(request: StaffRequest) -> HttpResponse:
    """What presses now; htmx asks for the numbers alone, every fifteen seconds."""
    if "days" in request.GET:  # satisfaction stood here once
        query = request.GET.urlencode()
        return redirect(f"{reverse('insights:satisfaction')}?{query}", permanent=True)
    question = BoardQuestion.from_query(request.GET)
    is_refresh = bool(request.htmx) and _target_of(request) == FRAGMENT
    context: dict[str, Any] = {
        "board": board_of(request.user, question, request.at, may_be_kept=is_refresh),
        "definitions": DEFINITIONS,
        "goal": goal_words(),
        "goal_place": f"{GOAL_PLACE * 100:.1f}%",
    }
    if not is_refresh:
        context |= _frame(request, question)
    template = "insights/_board.html" if is_refresh else "insights/board.html"
    answer = render(request, template, context)
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


def _frame(request: StaffRequest, question: BoardQuestion) -> dict[str, Any]:
    teams = [("", _("Mọi nhóm"))]
    teams += [(team.code, team.name) for team in teams_seen_by(request.user)]
    teams += [(NO_TEAM, _("Chưa có nhóm"))]
    sides = [("", _("Mọi đồng hồ")), *((side.value, str(side.label)) for side in Side)]
    return {
        "pages": pages_of("dashboard"),
        "here": f"?{question.query()}",
        "seconds": REFRESH_SECONDS,
        "teams": _choices(question, "team", teams),
        "sides": _choices(question, "side", sides),
    }


def _choices(
    question: BoardQuestion, name: str, values: list[tuple[str, str]]
) -> dict[str, Any]:
    """One filter as a menu of addresses, and the words of what is chosen."""
    chosen = getattr(question, name)
    words = dict(values)
    return {
        "label": words.get(chosen, chosen),
        "entries": [
            {
                "label": label,
                "url": f"?{question.query(**{name: value})}",
                "is_current": value == chosen,
            }
            for value, label in values
        ],
    }


def _target_of(request: StaffRequest) -> str:
    return request.headers.get("HX-Target", "").partition("#")[2]
