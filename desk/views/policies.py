"""What we promise: the list in order, one policy, one of its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.policies import (
    differences,
    policy_list as list_page,
    run_rows,
    version_lines,
    version_rows,
)
from desk.policy_forms import PolicyNameForm
from desk.policy_words import Names
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions import policies
from tickets.models import SlaPolicy, SlaPolicyVersion


@require_GET
@requires(Capability.USE_DESK)
def policy_list(request: StaffRequest) -> HttpResponse:
    """Every promise, in the order in which they are asked."""
    return _list(request, PolicyNameForm())


@require_POST
@requires(Capability.MANAGE_SLA)
def create(request: StaffRequest) -> HttpResponse:
    """Begin another promise."""
    form = PolicyNameForm(request.POST)
    if form.is_valid():
        try:
            policy = policies.create_policy(
                form.cleaned_data["name"], actor=request.actor, at=request.at
            )
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            return redirect("sla:edit", policy.pk)
    return _list(request, form, status=422)


@require_GET
@requires(Capability.USE_DESK)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One promise: its terms in force, its versions and runs."""
    return _detail(request, visible_policy(request, pk))


@require_POST
@requires(Capability.MANAGE_SLA)
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    """Call the promise something else."""
    policy, form = visible_policy(request, pk), PolicyNameForm(request.POST)
    if form.is_valid():
        try:
            policies.rename_policy(
                policy, form.cleaned_data["name"], actor=request.actor, at=request.at
            )
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã đổi tên cam kết."))
            return redirect("sla:policy", policy.pk)
    policy.refresh_from_db()
    return _detail(request, policy, form, status=422)


@require_POST
@requires(Capability.MANAGE_SLA)
def up(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask it before the one above."""
    return _sort(request, pk, policies.move_policy_up)


@require_POST
@requires(Capability.MANAGE_SLA)
def down(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask it after the one below."""
    return _sort(request, pk, policies.move_policy_down)


@require_POST
@requires(Capability.MANAGE_SLA)
def switch_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Let new tickets get it again."""
    return _sort(request, pk, policies.switch_policy_on)


@require_POST
@requires(Capability.MANAGE_SLA)
def switch_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Let no new ticket get it."""
    return _sort(request, pk, policies.switch_policy_off)


@require_GET
@requires(Capability.USE_DESK)
def version(request: StaffRequest, pk: int) -> HttpResponse:
    """The terms of one version, and where another of the same policy differs."""
    shown = visible_version(request, pk)
    names, rows = Names.now(), version_rows(shown.policy)
    context = {
        "policy": shown.policy,
        "version": shown,
        "row": next(row for row in rows if row.pk == shown.pk),
        "others": [row for row in rows if row.pk != shown.pk],
        "lines": version_lines(shown, names),
        **_compared(request, shown, names),
    }
    return render(request, "desk/policies/version.html", context)


def visible_policy(request: StaffRequest, pk: int) -> SlaPolicy:
    """The policy of an address, or 404."""
    found = SlaPolicy.objects.visible_to(request.user).select_related("current")
    return get_object_or_404(found, pk=pk)


def visible_version(request: StaffRequest, pk: int) -> SlaPolicyVersion:
    """The version of an address, or 404."""
    found = SlaPolicyVersion.objects.visible_to(request.user).select_related("policy")
    return get_object_or_404(found, pk=pk)


def _compared(
    request: StaffRequest, shown: SlaPolicyVersion, names: Names
) -> dict[str, Any]:
    asked = request.GET.get("with", "")
    key = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    found = SlaPolicyVersion.objects.visible_to(request.user)
    other = found.filter(policy=shown.policy_id, pk=key).exclude(pk=shown.pk).first()
    if other is None:
        return {"other": None, "changes": []}
    old, new = sorted((other, shown), key=lambda each: each.number)
    return {
        "other": other,
        "old": old,
        "new": new,
        "changes": differences(old, new, names),
    }


def _sort(request: StaffRequest, pk: int, act: Callable[..., object]) -> HttpResponse:
    act(visible_policy(request, pk), actor=request.actor, at=request.at)
    return redirect("sla:list")


def _list(
    request: StaffRequest, form: PolicyNameForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": list_page(request.user), "form": form}
    return render(request, "desk/policies/list.html", context, status=status)


def _detail(
    request: StaffRequest,
    policy: SlaPolicy,
    form: PolicyNameForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = version_rows(policy)
    current = policy.current
    context = {
        "policy": policy,
        "lines": version_lines(current, Names.now()) if current else [],
        "versions": rows,
        "draft": next((row for row in rows if row.is_draft), None),
        "runs": run_rows(policy),
        "form": form or PolicyNameForm(initial={"name": policy.name}),
    }
    return render(request, "desk/policies/detail.html", context, status=status)
