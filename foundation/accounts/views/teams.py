"""The groups of agents who share a queue."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.actions import teams as actions
from foundation.accounts.forms import TeamForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.models import Team
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError


@requires(Capability.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def teams(request: StaffRequest) -> HttpResponse:
    """The teams, and a form for one more."""
    form = TeamForm(request.POST or None)
    if form.is_valid():
        try:
            actions.create_team(
                form.cleaned_data["name"], actor=request.actor, at=request.at
            )
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã lập nhóm."))
            return redirect("accounts:teams")
    return _page(request, form, status=422 if request.method == "POST" else 200)


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def rename_team(request: StaffRequest, pk: int) -> HttpResponse:
    """Call a team something else."""
    team = get_object_or_404(Team, pk=pk)
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            actions.rename_team(team, name=name, actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã đổi tên nhóm."))
            return redirect("accounts:teams")
    return _page(request, TeamForm(), status=422, refused=form)


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def close_team(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer a team no longer."""
    return _verb(request, pk, actions.close_team, _("Đã ngừng nhóm."))


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def reopen_team(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    return _verb(request, pk, actions.reopen_team, _("Đã dùng lại nhóm."))


def _verb(
    request: StaffRequest, pk: int, action: Callable[..., Team], done: str
) -> HttpResponse:
    try:
        action(get_object_or_404(Team, pk=pk), actor=request.actor, at=request.at)
    except DomainError as error:
        return _page(request, TeamForm(), status=error.status, refusal=error)
    messages.success(request, done)
    return redirect("accounts:teams")


def _page(
    request: StaffRequest, form: TeamForm, *, status: int, **extra: object
) -> HttpResponse:
    people = Count("user", filter=Q(user__is_active=True))
    page = {
        "form": form,
        "teams": Team.objects.annotate(n_people=people).order_by("-is_active", "name"),
        **extra,
    }
    return render(request, "accounts/teams.html", page, status=status)
