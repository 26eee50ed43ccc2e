"""A forgotten password, and the page behind the link that was sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from foundation.accounts.actions.passwords import (
    request_password_reset,
    set_password_by_link,
)
from foundation.accounts.errors import LinkError
from foundation.accounts.forms import NewPasswordForm, PasswordResetForm
from foundation.accounts.http import PrincipalRequest
from foundation.accounts.queries import staff_of_link
from foundation.accounts.throttles import RESET_BY_ACCOUNT, RESET_BY_NETWORK, hit
from foundation.core.http import client_network

# The token waits here, so that the page with the form has no secret in its address.
TOKEN = "staff_password_link"  # noqa: S105 - the key of a session


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def password_reset(request: PrincipalRequest) -> HttpResponse:
    """Ask whose password was forgotten; the answer is the same for an unknown address."""
    form = PasswordResetForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        page = {"form": form}
        return render(request, "accounts/password_reset.html", page, status=status)
    email = form.cleaned_data["email"].lower()
    hit(RESET_BY_NETWORK, client_network(request), at=request.at)
    hit(RESET_BY_ACCOUNT, email, at=request.at)
    request_password_reset(email, at=request.at)
    return render(request, "accounts/password_reset.html", {"sent_to": email})


@login_not_required
@never_cache
@require_GET
def set_password(request: PrincipalRequest, token: str) -> HttpResponse:
    """Take the token out of the address before anything else loads."""
    try:
        staff_of_link(token)
    except LinkError as error:
        raise Http404 from error
    request.session[TOKEN] = token
    response = redirect("accounts:choose_password")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def choose_password(request: PrincipalRequest) -> HttpResponse:
    """Ask for the new password and set it."""
    token = request.session.get(TOKEN, "")
    try:
        user = staff_of_link(token)
        form = NewPasswordForm(request.POST or None, user=user)
        if form.is_valid():
            password = form.cleaned_data["password"]
            set_password_by_link(token, password=password, at=request.at)
            request.session.flush()
            messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập."))
            return redirect("accounts:sign_in")
    except LinkError as error:
        raise Http404 from error
    status = 422 if request.method == "POST" else 200
    page = {"form": form, "owner": user}
    return render(request, "accounts/choose_password.html", page, status=status)
