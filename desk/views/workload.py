"""For leads: who has how much, what presses, and the way to give it to somebody else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.workload import workload_of
from desk.workload_rows import heads_of, order_of, work_rows
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.accounts.sight import teams_seen_by


@require_safe
@requires(Capability.MANAGE_ROUTING)
def workload(request: StaffRequest) -> HttpResponse:
    """Everybody's work: `?team=` narrows it, `?sort=` orders it, `-` before turns it."""
    teams = teams_seen_by(request.user)
    code = request.GET.get("team", "")
    team = next((one for one in teams if one.code == code), None)
    order = order_of(request.GET.get("sort", ""))
    found = workload_of(request.user, request.at, teams=teams, team=team)
    rows = work_rows(found, order)
    context = {
        "teams": teams,
        "team": team,
        "rows": rows,
        "n_people": len(found.shares),
        "heads": heads_of(order, team.code if team else ""),
        "order": order,
        "here": request.get_full_path(),
    }
    return render(request, "desk/workload/page.html", context)
