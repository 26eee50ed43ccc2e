"""Writing a warranty policy, reading the draft against what holds, publishing it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.formats import vndate
from foundation.policies import actions
from foundation.policies.errors import PolicyChangedError
from foundation.policies.models import Policy, PolicyVersion
from warranty.actions.terms import save_policy_draft
from warranty.policy_changes import Changes, all_changes, said_by
from warranty.policy_editor import PolicyEditor
from warranty.policy_pages import cautions
from warranty.policy_terms import terms_of
from warranty.policy_words import version_face
from warranty.views.desk.policies import visible_policy


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MANAGE_POLICIES)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Write words and terms, starting from the draft, else from the last version."""
    policy = visible_policy(request, pk)
    if request.method != "POST":
        latest = _latest(policy)
        return _editor(request, policy, _editor_of(latest))
    editor = PolicyEditor(request.POST)
    if request.POST.get("op"):
        return _editor(request, policy, editor)
    if not editor.is_valid():
        return _editor(request, policy, editor, status=422)
    return _save(request, policy, editor)


@require_safe
@requires(Capability.MANAGE_POLICIES)
def draft(request: StaffRequest, pk: int) -> HttpResponse:
    """What the draft says, and where that differs from what holds."""
    policy = visible_policy(request, pk)
    if not policy.versions.filter(published_at=None).exists():
        return redirect("policies:policy", policy.pk)
    return _draft(request, policy)


@require_POST
@requires(Capability.MANAGE_POLICIES)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""

    def run(policy: Policy, seen: int) -> str:
        actions.discard_draft(
            policy, seen_version=seen, actor=request.actor, at=request.at
        )
        return _("Đã bỏ bản nháp.")

    return _act(request, pk, run)


@require_POST
@requires(Capability.MANAGE_POLICIES)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the draft hold from its day."""

    def run(policy: Policy, seen: int) -> str:
        version = actions.publish_draft(
            policy, seen_version=seen, actor=request.actor, at=request.at
        )
        return _("Đã công bố bản %(number)s, hiệu lực từ %(day)s.") % {
            "number": version.number,
            "day": vndate(version.effective_from),
        }

    return _act(request, pk, run)


def _save(request: StaffRequest, policy: Policy, editor: PolicyEditor) -> HttpResponse:
    said = editor.said
    try:
        saved = save_policy_draft(
            policy,
            said.wording,
            said.terms,
            seen_version=editor.seen_version,
            actor=request.actor,
            at=request.at,
        )
    except DomainError as error:
        editor.refuse(str(error))
        return _refused(request, policy, editor, error)
    if saved.published_at:
        messages.info(request, _("Không có gì khác bản mới nhất."))
    else:
        messages.success(
            request, _("Đã lưu bản nháp. Chưa ai ngoài bàn làm việc thấy.")
        )
    return redirect("policies:draft", policy.pk)


def _act(
    request: StaffRequest, pk: int, run: Callable[[Policy, int], str]
) -> HttpResponse:
    """Run the action behind a button; a refusal shows the draft as it stands now."""
    policy = visible_policy(request, pk)
    seen = request.POST.get("seen_version", "")
    is_number = seen.isascii() and seen.isdigit() and len(seen) < 10
    try:
        done = run(policy, int(seen) if is_number else 0)
    except DomainError as error:
        if not policy.versions.filter(published_at=None).exists():
            messages.error(request, str(error))
            return redirect("policies:policy", policy.pk)
        return _draft(request, policy, refused=str(error), status=error.status)
    messages.success(request, done)
    return redirect("policies:policy", policy.pk)


def _draft(
    request: StaffRequest, policy: Policy, *, refused: str = "", status: int = 200
) -> HttpResponse:
    shown = policy.versions.get(published_at=None)
    old = policy.current
    context = {
        "policy": policy,
        "draft": shown,
        "face": version_face(shown),
        "changes": all_changes(said_by(old), said_by(shown)) if old else None,
        "cautions": cautions(shown, terms_of(shown)),
        "refused": refused,
    }
    return render(request, "warranty/policies/draft.html", context, status=status)


def _latest(policy: Policy) -> PolicyVersion | None:
    return policy.versions.order_by("-number").first()


def _editor_of(latest: PolicyVersion | None) -> PolicyEditor:
    if latest is None:
        return PolicyEditor()
    return PolicyEditor(said=said_by(latest), seen_version=latest.pk)


def _refused(
    request: StaffRequest, policy: Policy, editor: PolicyEditor, error: DomainError
) -> HttpResponse:
    """What was typed again, and what somebody else saved meanwhile beside it."""
    latest = _latest(policy)
    if latest is None or not isinstance(error, PolicyChangedError):
        return _editor(request, policy, editor, status=error.status)
    theirs = all_changes(editor.said, said_by(latest))
    editor.over(latest.pk)
    return _editor(request, policy, editor, theirs, status=error.status)


def _editor(
    request: StaffRequest,
    policy: Policy,
    editor: PolicyEditor,
    theirs: Changes | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"policy": policy, "editor": editor, "theirs": theirs}
    return render(request, "warranty/policies/edit.html", context, status=status)
