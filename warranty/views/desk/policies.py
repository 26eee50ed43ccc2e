"""Warranty policies at the desk: the list, one of them, its name, whether it is used."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.policies import actions
from foundation.policies.actions import Title
from foundation.policies.enums import PolicyKind
from foundation.policies.models import Policy
from warranty.forms.policies import PolicyNameForm, PolicyOpenForm
from warranty.policy_pages import policy_rows, version_rows
from warranty.policy_words import version_face


@require_safe
@requires(Capability.USE_DESK)
def policy_list(request: StaffRequest) -> HttpResponse:
    """Every policy, in the order in which they are asked."""
    return _list(request, PolicyOpenForm())


@require_POST
@requires(Capability.MANAGE_POLICIES)
def create(request: StaffRequest) -> HttpResponse:
    """Begin another policy."""
    form = PolicyOpenForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            policy = actions.open_policy(
                PolicyKind.WARRANTY,
                data["code"],
                Title(data["name"], data["name_en"]),
                actor=request.actor,
                at=request.at,
            )
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("policies:edit", policy.pk)
    return _list(request, form, status=422)


@require_safe
@requires(Capability.USE_DESK)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One policy: what it says today, its versions and its draft."""
    return _detail(request, visible_policy(request, pk))


@require_POST
@requires(Capability.MANAGE_POLICIES)
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    """Call the policy something else."""
    policy, form = visible_policy(request, pk), PolicyNameForm(request.POST)
    if form.is_valid():
        title = Title(form.cleaned_data["name"], form.cleaned_data["name_en"])
        try:
            actions.rename_policy(policy, title, actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã đổi tên chính sách."))
            return redirect("policies:policy", policy.pk)
    return _detail(request, policy, form, status=422)


@require_POST
@requires(Capability.MANAGE_POLICIES)
def switch_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it hold for what is bought from now on."""
    return _switch(request, pk, actions.switch_policy_on)


@require_POST
@requires(Capability.MANAGE_POLICIES)
def switch_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Let nothing new come under it."""
    return _switch(request, pk, actions.switch_policy_off)


def visible_policy(request: StaffRequest, pk: int) -> Policy:
    """The policy of an address, or 404."""
    found = Policy.objects.visible_to(request.user).filter(kind=PolicyKind.WARRANTY)
    return get_object_or_404(found.select_related("current"), pk=pk)


def _switch(request: StaffRequest, pk: int, act: Callable[..., object]) -> HttpResponse:
    policy = visible_policy(request, pk)
    act(policy, actor=request.actor, at=request.at)
    return redirect("policies:policy", policy.pk)


def _list(
    request: StaffRequest, form: PolicyOpenForm, *, status: int = 200
) -> HttpResponse:
    context = {"rows": policy_rows(request.user, localdate(request.at)), "form": form}
    return render(request, "warranty/policies/list.html", context, status=status)


def _detail(
    request: StaffRequest,
    policy: Policy,
    form: PolicyNameForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    today = localdate(request.at)
    shown = policy.versions.all().in_force(today).first() or policy.current
    rows = version_rows(policy, today)
    names = {"name": policy.name, "name_en": policy.name_en}
    context = {
        "policy": policy,
        "face": version_face(shown) if shown else None,
        "versions": rows,
        "n_published": sum(not row.is_draft for row in rows),
        "draft": next((row for row in rows if row.is_draft), None),
        "form": form or PolicyNameForm(initial=names),
    }
    return render(request, "warranty/policies/detail.html", context, status=status)
