"""Tying an authenticator app to one's own login."""

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.actions.second_step import set_up_totp as tie_app
from foundation.accounts.forms import CodeForm
from foundation.accounts.http import NEEDS_TOTP, StaffRequest, staff_required
from foundation.accounts.queries import has_totp
from foundation.accounts.throttles import SECOND_STEP_BY_ACCOUNT, hit
from foundation.core.errors import DomainError

SECRET = "staff_totp_secret"  # noqa: S105 - the key of a session
QR_SCALE = 5


@staff_required
@never_cache
@require_http_methods(["GET", "POST"])
def set_up_totp(request: StaffRequest) -> HttpResponse:
    """Show the QR code and take the first code; then the recovery codes, this once."""
    if has_totp(request.user):
        return render(request, "accounts/totp_done.html")
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    form = CodeForm(request.POST or None)
    if form.is_valid():
        hit(SECOND_STEP_BY_ACCOUNT, str(request.user.pk), at=request.at)
        try:
            codes = _tie(request, secret, form.cleaned_data["code"])
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            return render(request, "accounts/totp_done.html", {"codes": codes})
    page = {
        "form": form,
        "qr": _qr(get_adapter().build_totp_url(request.user, secret)),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "is_required": bool(request.session.get(NEEDS_TOTP)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/totp_set_up.html", page, status=status)


def _tie(request: StaffRequest, secret: str, code: str) -> list[str]:
    """Tie the app, and let the session do from now on what it could not before."""
    codes = tie_app(
        request.user, secret=secret, code=code, actor=request.actor, at=request.at
    )
    del request.session[SECRET]
    request.session.pop(NEEDS_TOTP, None)
    request.session.cycle_key()
    return codes


def _qr(url: str) -> str:
    """The address as a picture inside the page, which needs no other request."""
    return str(segno.make(url, error="m").svg_data_uri(scale=QR_SCALE, border=2))
