"""Writing a promise, seeing what it would do, publishing it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from desk.policies import cautions, differences, latest_preview, version_lines
from desk.policy_editor import PolicyEditor
from desk.policy_words import Change, Names, changes, lines_of
from desk.views.policies import visible_policy
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions import clock_runs, policies
from tickets.models import SlaPolicy, SlaPolicyVersion
from tickets.policy_errors import NoDraftError, PolicyChangedError
from tickets.policy_terms import terms_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_SLA)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Write the terms, starting from the draft, else from the last version."""
    policy = visible_policy(request, pk)
    if request.method != "POST":
        latest = _latest(policy)
        return _editor(request, policy, _editor_of(latest))
    editor = PolicyEditor(request.POST)
    if not editor.is_valid():
        return _editor(request, policy, editor, status=422)
    seen = editor.seen_version
    try:
        saved = policies.save_draft(
            policy, editor.terms, seen_version=seen, actor=request.actor, at=request.at
        )
    except DomainError as error:
        editor.refuse(str(error))
        return _refused(request, policy, editor, error)
    if saved.published_at:
        messages.info(request, _("Không có gì khác bản đang hiệu lực."))
    else:
        messages.success(request, _("Đã lưu bản nháp. Phiếu chưa bị ảnh hưởng."))
    return redirect("sla:draft", policy.pk)


@require_GET
@requires(Capability.MANAGE_SLA)
def draft(request: StaffRequest, pk: int) -> HttpResponse:
    """What the draft changes, and what that would do to open tickets."""
    policy = visible_policy(request, pk)
    if not policy.versions.filter(published_at=None).exists():
        return redirect("sla:policy", policy.pk)
    return _draft(request, policy)


@require_POST
@requires(Capability.MANAGE_SLA)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""

    def run(policy: SlaPolicy, seen: int) -> str:
        policies.discard_draft(
            policy, seen_version=seen, actor=request.actor, at=request.at
        )
        return _("Đã bỏ bản nháp.")

    return _act(request, pk, run)


@require_POST
@requires(Capability.MANAGE_SLA)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Have it counted what the draft would do."""
    policy = visible_policy(request, pk)
    version = policy.versions.filter(published_at=None).first()
    if version is None:
        messages.error(request, str(NoDraftError()))
        return redirect("sla:policy", policy.pk)
    clock_runs.ask_preview(version, actor=request.actor, at=request.at)
    return redirect("sla:draft", policy.pk)


@require_POST
@requires(Capability.MANAGE_SLA)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Let new tickets get what the draft says."""

    def run(policy: SlaPolicy, seen: int) -> str:
        policies.publish_draft(
            policy, seen_version=seen, actor=request.actor, at=request.at
        )
        return _("Đã ban hành cho phiếu mới. Phiếu đang mở giữ bản cũ.")

    return _act(request, pk, run)


@require_POST
@requires(Capability.MANAGE_SLA)
def publish_to_open(request: StaffRequest, pk: int) -> HttpResponse:
    """Let open tickets get it too."""

    def run(policy: SlaPolicy, seen: int) -> str:
        clock_runs.publish_to_open_tickets(
            policy, seen_version=seen, actor=request.actor, at=request.at
        )
        return _("Đã ban hành. Đang áp dụng cho phiếu đang mở.")

    return _act(request, pk, run)


def _act(
    request: StaffRequest, pk: int, run: Callable[[SlaPolicy, int], str]
) -> HttpResponse:
    """Run the action behind a button; a refusal shows the draft as it stands now."""
    policy = visible_policy(request, pk)
    seen = request.POST.get("seen_version", "")
    try:
        done = run(policy, int(seen) if seen.isascii() and seen.isdigit() else 0)
    except DomainError as error:
        if not policy.versions.filter(published_at=None).exists():
            messages.error(request, str(error))
            return redirect("sla:policy", policy.pk)
        return _draft(request, policy, refused=str(error), status=error.status)
    messages.success(request, done)
    return redirect("sla:policy", policy.pk)


def _draft(
    request: StaffRequest, policy: SlaPolicy, *, refused: str = "", status: int = 200
) -> HttpResponse:
    shown, names = policy.versions.get(published_at=None), Names.now()
    context = {
        "policy": policy,
        "draft": shown,
        "lines": version_lines(shown, names),
        "changes": differences(policy.current, shown, names),
        "cautions": cautions(shown),
        "run": latest_preview(shown),
        "refused": refused,
    }
    return render(request, "desk/policies/draft.html", context, status=status)


def _latest(policy: SlaPolicy) -> SlaPolicyVersion | None:
    return policy.versions.order_by("-number").first()


def _editor_of(latest: SlaPolicyVersion | None) -> PolicyEditor:
    if latest is None:
        return PolicyEditor()
    return PolicyEditor(terms=terms_of(latest), seen_version=latest.pk)


def _refused(
    request: StaffRequest, policy: SlaPolicy, editor: PolicyEditor, error: DomainError
) -> HttpResponse:
    """What was typed again, and what somebody else saved meanwhile beside it."""
    if not isinstance(error, PolicyChangedError):
        return _editor(request, policy, editor, status=error.status)
    latest = _latest(policy)
    typed, names = editor.terms, Names.now()
    editor.over(latest.pk if latest else 0)
    beside = version_lines(latest, names) if latest else []
    theirs = changes(lines_of(typed, names), beside)
    return _editor(request, policy, editor, theirs, status=error.status)


def _editor(
    request: StaffRequest,
    policy: SlaPolicy,
    editor: PolicyEditor,
    theirs: list[Change] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"policy": policy, "editor": editor, "theirs": theirs or []}
    return render(request, "desk/policies/edit.html", context, status=status)
