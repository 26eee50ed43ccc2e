"""The door of the desk: e-mail and password, then a code; and out again."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts.actions.passwords import note_sign_in
from foundation.accounts.actions.second_step import use_recovery_code, use_totp
from foundation.accounts.forms import CodeForm, RecoveryForm, SignInForm
from foundation.accounts.http import (
    STAFF_SIGN_IN_PATH,
    PrincipalRequest,
    start_staff_session,
)
from foundation.accounts.models import User
from foundation.accounts.queries import demo_signins, has_totp
from foundation.accounts.throttles import (
    SECOND_STEP_BY_ACCOUNT,
    SIGN_IN_BY_ACCOUNT,
    SIGN_IN_BY_NETWORK,
    give_back,
    hit,
)
from foundation.core.actor import staff_actor
from foundation.core.errors import DomainError
from foundation.core.http import client_network, safe_next_url

HOME = "/desk/"
# What the session keeps between password and code: who, until when, and whereto.
PENDING = "staff_pending"
PENDING_SECONDS = 10 * 60


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: PrincipalRequest) -> HttpResponse:
    """Ask for e-mail and password; the same words and time for an unknown address."""
    next_url = safe_next_url(request, HOME)
    if request.method == "GET" and _is_staff(request):
        return redirect(next_url)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        user = _staff_of(request, form)
        if user is not None:
            return _enter_or_ask(request, user, next_url)
        form.add_error(None, _("E-mail hoặc mật khẩu không đúng."))
    page = {"form": form, "next": next_url, "demo_signins": demo_signins()}
    return _answer(request, "accounts/staff_signin.html", page)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: PrincipalRequest) -> HttpResponse:
    """Ask for the code of the app, or with `?recovery` for one kept on paper."""
    user, next_url = _pending(request)
    if user is None:
        return redirect("accounts:sign_in")
    is_recovery = "recovery" in request.GET
    form = (RecoveryForm if is_recovery else CodeForm)(request.POST or None)
    if form.is_valid():
        hit(SECOND_STEP_BY_ACCOUNT, str(user.pk), at=request.at)
        try:
            _spend(user, form.cleaned_data["code"], request, is_recovery=is_recovery)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            give_back(SECOND_STEP_BY_ACCOUNT, str(user.pk), at=request.at)
            start_staff_session(request, user, needs_totp=False)
            return redirect(next_url)
    page = {"form": form, "is_recovery": is_recovery}
    return _answer(request, "accounts/staff_totp.html", page)


@login_not_required
@require_POST
def sign_out(request: PrincipalRequest) -> HttpResponse:
    """Leave; nothing of the session stays."""
    logout(request)
    return redirect("accounts:sign_in")


@login_not_required
def admin_sign_in(request: PrincipalRequest) -> HttpResponse:
    """The admin site has no door of its own; whoever is in and sent here may not enter."""
    if request.user.is_authenticated:
        raise PermissionDenied
    query = urlencode({"next": safe_next_url(request, "/admin/")})
    return redirect(f"{STAFF_SIGN_IN_PATH}?{query}")


def _staff_of(request: PrincipalRequest, form: SignInForm) -> User | None:
    email = form.cleaned_data["email"].strip().lower()
    hit(SIGN_IN_BY_NETWORK, client_network(request), at=request.at)
    hit(SIGN_IN_BY_ACCOUNT, email, at=request.at)
    user = authenticate(request, email=email, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        return None
    give_back(SIGN_IN_BY_NETWORK, client_network(request), at=request.at)
    give_back(SIGN_IN_BY_ACCOUNT, email, at=request.at)
    return user


def _enter_or_ask(request: PrincipalRequest, user: User, next_url: str) -> HttpResponse:
    if not has_totp(user):
        start_staff_session(request, user, needs_totp=not settings.DEMO)
        note_sign_in(user, second_step="none", at=request.at)
        return redirect(next_url)
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": int(request.at.timestamp()) + PENDING_SECONDS,
        "next": next_url,
    }
    return redirect("accounts:sign_in_code")


def _pending(request: PrincipalRequest) -> tuple[User | None, str]:
    """Who gave the right password a moment ago, unless their rights changed since."""
    words = request.session.get(PENDING)
    if not words or words["until"] < request.at.timestamp():
        return None, HOME
    user = User.objects.filter(pk=words["user"], is_active=True).first()
    is_same = user is not None and user.get_session_auth_hash() == words["hash"]
    return (user if is_same else None), words["next"]


def _spend(
    user: User, code: str, request: PrincipalRequest, *, is_recovery: bool
) -> None:
    if is_recovery:
        actor = staff_actor(user.pk)
        use_recovery_code(user, code=code, actor=actor, at=request.at)
        note_sign_in(user, second_step="recovery_code", at=request.at)
    else:
        use_totp(user, code=code, at=request.at)
        note_sign_in(user, second_step="totp", at=request.at)


def _is_staff(request: PrincipalRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_staff_member


def _answer(
    request: PrincipalRequest, template: str, page: dict[str, object]
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, page, status=status)
