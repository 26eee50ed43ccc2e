"""What the house promises, for everybody to read: the list, each version, what changed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from foundation.accounts.http import PrincipalRequest
from foundation.policies.models import Policy, PolicyVersion, PolicyVersionQuerySet
from portal.policy_pages import policy_rows, version_page, version_rows, version_today
from warranty.policy_changes import changes_between, said_by


@require_safe
@login_not_required
def policies(request: PrincipalRequest) -> HttpResponse:
    """Every policy in use."""
    context = {"rows": policy_rows(localdate(request.at))}
    return render(request, "portal/policies/list.html", context)


@require_safe
@login_not_required
def policy(request: PrincipalRequest, code: str) -> HttpResponse:
    """The version that holds today."""
    found = _policy(request, code)
    shown = version_today(found, localdate(request.at))
    return _version(
        request, get_object_or_404(_visible(request), pk=shown and shown.pk)
    )


@require_safe
@login_not_required
def version(request: PrincipalRequest, code: str, number: int) -> HttpResponse:
    """One version, word for word; its address never changes what it says."""
    found = _visible(request).filter(policy__code=code, number=number)
    return _version(request, get_object_or_404(found))


@require_safe
@login_not_required
def compare(request: PrincipalRequest, code: str) -> HttpResponse:
    """What `?to=` says that `?from=` did not; the last two, where nothing is asked."""
    found = _policy(request, code)
    versions = {one.number: one for one in found.versions.all().published()}
    numbers = sorted(versions)
    new = _asked(request, "to", numbers, numbers[-1:])
    old = _asked(
        request, "from", numbers, [n for n in numbers if n < new][-1:] or numbers
    )
    before, after = versions[old], versions[new]
    context = {
        "policy": found,
        "name": found.title,
        "rows": version_rows(found, localdate(request.at)),
        "old": before,
        "new": after,
        "changes": changes_between(said_by(before), said_by(after)),
    }
    return render(request, "portal/policies/compare.html", context)


def _policy(request: PrincipalRequest, code: str) -> Policy:
    # A draft's policy is nobody's to read here, whoever asks.
    found = Policy.objects.visible_to(request.user).published()
    return get_object_or_404(found, code=code)


def _visible(request: PrincipalRequest) -> PolicyVersionQuerySet:
    found = PolicyVersion.objects.visible_to(request.user).published()
    return found.select_related("policy")


def _asked(
    request: PrincipalRequest, name: str, numbers: list[int], otherwise: list[int]
) -> int:
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return number if number in numbers else otherwise[0]


def _version(request: PrincipalRequest, shown: PolicyVersion) -> HttpResponse:
    page = version_page(shown, localdate(request.at))
    return render(request, "portal/policies/version.html", {"page": page})
