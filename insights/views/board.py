"""The live board."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
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
from insights.slices import NO_TEAM, Standpoint, standpoint_of
from insights.team_facts import renew_team_facts
from tickets.enums import Side

FRAGMENT = "board"
REFRESH_SECONDS = 15


class AnswerThenCount(HttpResponse):
    """The numbers now; once they are sent, the rates are counted anew if they are due."""

    def __init__(self, content: str, seen: Standpoint, side: str) -> None:
        super().__init__(content)
        self._seen, self._side = seen, side

    def close(self) -> None:
        """Called by the server when the answer has left."""
        try:
            renew_team_facts(self._seen, self._side)
        finally:
            super().close()


@require_safe
@requires(Capability.VIEW_INSIGHTS)
def board(request: StaffRequest) -> HttpResponse:
    """What presses now; htmx asks for the numbers alone, every 15 seconds."""
    if "days" in request.GET:  # satisfaction stood here once
        query = request.GET.urlencode()
        return redirect(f"{reverse('insights:satisfaction')}?{query}", permanent=True)
    question = BoardQuestion.from_query(request.GET)
    is_refresh = bool(request.htmx) and _target_of(request) == FRAGMENT
    seen = standpoint_of(request.user, request.at)
    context: dict[str, Any] = {
        "board": board_of(seen, question),
        "definitions": DEFINITIONS,
        "goal": goal_words(),
        "goal_place": f"{GOAL_PLACE * 100:.1f}%",
    }
    answer: HttpResponse
    if is_refresh:
        part = render_to_string("insights/_board.html", context, request)
        answer = AnswerThenCount(part, seen, question.side)
    else:
        context |= _frame(request, question)
        answer = render(request, "insights/board.html", context)
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
