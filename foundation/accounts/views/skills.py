"""The skills that tickets may ask for, and who has them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.actions import skills as actions
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.models import Skill
from foundation.accounts.permissions import Capability
from foundation.accounts.queries import house_skills, skill_groups
from foundation.accounts.roster_forms import SkillForm, SkillNameForm
from foundation.accounts.sight import colleagues_of
from foundation.core.errors import DomainError


@requires(Capability.MANAGE_ROSTER)
@require_http_methods(["GET", "POST"])
def skills(request: StaffRequest) -> HttpResponse:
    """The skills with those who have them, and a form for one more."""
    form = SkillForm(request.POST or None)
    if form.is_valid():
        try:
            actions.create_skill(form.skill, actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã thêm kỹ năng."))
            return redirect("accounts:skills")
    return _page(request, form, status=422 if request.method == "POST" else 200)


@requires(Capability.MANAGE_ROSTER)
@require_POST
def rename_skill(request: StaffRequest, pk: int) -> HttpResponse:
    """Call a skill something else."""
    skill, form = _skill(pk), SkillNameForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            actions.rename_skill(skill, name=name, actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã đổi tên kỹ năng."))
            return redirect("accounts:skills")
    return _page(request, SkillForm(), status=422, refused=form)


@requires(Capability.MANAGE_ROSTER)
@require_POST
def close_skill(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for a skill no longer."""
    return _verb(request, pk, actions.close_skill, _("Đã ngừng dùng kỹ năng."))


@requires(Capability.MANAGE_ROSTER)
@require_POST
def reopen_skill(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for it again."""
    return _verb(request, pk, actions.reopen_skill, _("Đã dùng lại kỹ năng."))


def _skill(pk: int) -> Skill:
    return get_object_or_404(house_skills(), pk=pk)


def _verb(
    request: StaffRequest, pk: int, action: Callable[..., Skill], done: str
) -> HttpResponse:
    try:
        action(_skill(pk), actor=request.actor, at=request.at)
    except DomainError as error:
        return _page(request, SkillForm(), status=error.status, refusal=error)
    messages.success(request, done)
    return redirect("accounts:skills")


def _page(
    request: StaffRequest, form: SkillForm, *, status: int, **extra: object
) -> HttpResponse:
    groups = skill_groups(colleagues_of(request.user), request.at)
    page = {"form": form, "groups": groups, **extra}
    return render(request, "accounts/skills.html", page, status=status)
