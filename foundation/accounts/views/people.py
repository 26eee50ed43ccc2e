"""Who works here, for those who decide it: the list, one person, and the verbs."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.actions import people as actions
from foundation.accounts.actions.second_step import reset_totp as reset_totp_action
from foundation.accounts.enums import Role
from foundation.accounts.forms import InvitationForm, RightsForm, TokenForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.models import Team, User
from foundation.accounts.permissions import Capability
from foundation.accounts.queries import capacity_of, staff
from foundation.core.errors import DomainError

PAGE_SIZE = 50


@requires(Capability.MANAGE_PEOPLE)
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """The list, narrowed by what the address says."""
    words = request.GET.get("q", "").strip()[:80]
    role, team = request.GET.get("role", ""), request.GET.get("team", "")
    found = Paginator(staff(words, role, team), PAGE_SIZE)
    page = {
        "page": found.get_page(request.GET.get("page")),
        "words": words,
        "role": role,
        "team": team,
        "roles": Role.choices,
        "teams": Team.objects.all(),
    }
    return render(request, "accounts/people.html", page)


@requires(Capability.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    """Open a login and owe its owner the link to choose a password."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            user = actions.invite_staff(form.person, actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã gửi lời mời tới %s.") % user.email)
            return redirect("accounts:person", user.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@requires(Capability.MANAGE_PEOPLE)
@require_GET
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: rights, second step, API tokens."""
    return person_page(request, get_object_or_404(staff(), pk=pk))


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def change_rights(request: StaffRequest, pk: int) -> HttpResponse:
    """Give another role, team or sight."""
    user = get_object_or_404(staff(), pk=pk)
    form = RightsForm.of(user, request.POST)
    if not form.is_valid():
        return person_page(request, user, status=422, form=form)
    return _done(
        request,
        user,
        lambda: actions.change_rights(
            user, rights=form.rights, actor=request.actor, at=request.at
        ),
        _("Đã đổi quyền. Phiên làm việc cũ của người này đã kết thúc."),
    )


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def deactivate(request: StaffRequest, pk: int) -> HttpResponse:
    """Close the login at once."""
    return _verb(request, pk, actions.deactivate_staff, _("Đã khóa tài khoản."))


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def reactivate(request: StaffRequest, pk: int) -> HttpResponse:
    """Open it again."""
    return _verb(request, pk, actions.reactivate_staff, _("Đã mở lại tài khoản."))


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def reset_totp(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget the app that was lost."""
    done = _("Đã đặt lại bước xác thực. Lần đăng nhập tới sẽ cài ứng dụng mới.")
    return _verb(request, pk, reset_totp_action, done)


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def resend_invitation(request: StaffRequest, pk: int) -> HttpResponse:
    """Send the link again."""
    return _verb(request, pk, actions.send_invitation, _("Đã gửi lại lời mời."))


def person_page(
    request: StaffRequest, user: User, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of one person, as it is or sent back with a refusal."""
    page = {
        "person": user,
        "form": RightsForm.of(user),
        "token_form": TokenForm(),
        "tokens": user.api_tokens.order_by("revoked_at", "-pk"),
        "is_self": user.pk == request.user.pk,
        "is_invited": not user.has_usable_password(),
        "held": user.staff_skills.filter(skill__is_active=True).select_related("skill"),
        "capacity": capacity_of(user),
        **extra,
    }
    return render(request, "accounts/person.html", page, status=status)


def _verb(
    request: StaffRequest, pk: int, action: Callable[..., User], done: str
) -> HttpResponse:
    user = get_object_or_404(staff(), pk=pk)
    return _done(
        request, user, lambda: action(user, actor=request.actor, at=request.at), done
    )


def _done(
    request: StaffRequest, user: User, act: Callable[[], object], done: str
) -> HttpResponse:
    """Act and come back to the person, with a word of success or of refusal."""
    try:
        act()
    except DomainError as error:
        return person_page(request, user, status=error.status, refusal=error)
    messages.success(request, done)
    return redirect("accounts:person", user.pk)
