"""Who works when: the week of a team, and whether one takes new work oneself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.actions.work import set_taking as set_taking_action
from foundation.accounts.http import StaffRequest, requires, staff_required
from foundation.accounts.permissions import Capability, can
from foundation.accounts.roster_week import NO_TEAM, asked_monday, roster_week
from foundation.core.http import safe_next_url


@requires(Capability.USE_DESK)
@require_GET
def roster(request: StaffRequest) -> HttpResponse:
    """The week of one team."""
    monday = asked_monday(request.GET.get("week", ""), request.at)
    asked = request.GET.get("team", "")
    page = {
        "week": roster_week(request.user, asked, monday, request.at),
        "no_team": NO_TEAM,
        "may_plan": can(request.user, Capability.MANAGE_ROSTER),
    }
    return render(request, "accounts/roster.html", page)


@staff_required
@require_POST
def set_taking(request: StaffRequest) -> HttpResponse:
    """Take new work, or pause; for oneself alone."""
    answer = request.POST.get("is_taking", "")
    if answer not in {"0", "1"}:
        return HttpResponse(status=422)
    is_taking = answer == "1"
    set_taking_action(
        request.user, is_taking=is_taking, actor=request.actor, at=request.at
    )
    done = (
        _("Bạn đang nhận việc mới.")
        if is_taking
        else _("Đã tạm ngưng nhận việc mới. Phiếu đang giữ vẫn là của bạn.")
    )
    messages.success(request, done)
    return redirect(safe_next_url(request, "/desk/"))
