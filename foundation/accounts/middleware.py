"""Who acts and when, how long a desk may stand open, and what a refused try is told."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from foundation.accounts.http import IDLE_LIMIT, NEEDS_TOTP, SEEN_AT
from foundation.accounts.throttles import TooManyError
from foundation.core.actor import SYSTEM, Actor, ActorKind, staff_actor

# How exact "last seen" is: one write of the session a minute, not one a page.
SEEN_STEP_SECONDS = 60
# What open pages ask by themselves: no sign that somebody sits there.
UNATTENDED = ("/live/", "/desk/notices/count/", "/desk/fresh/")
UNATTENDED_TOO = "/here/"
# Where somebody who still has to set up an app may go.
OPEN_BEFORE_TOTP = frozenset(
    {"accounts:set_up_totp", "accounts:sign_out", "set_language", "healthz"}
)


class StaffSessionMiddleware:
    """Ends the session of a desk nobody sits at; keeps set-up before everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        seen_at = request.session.get(SEEN_AT)
        if seen_at is not None:
            idle = int(timezone.now().timestamp()) - seen_at
            if idle > IDLE_LIMIT.total_seconds():
                logout(request)
            elif idle >= SEEN_STEP_SECONDS and not _is_unattended(request.path):
                request.session[SEEN_AT] = seen_at + idle
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send whoever still owes a second step to where it is set up."""
        if not request.session.get(NEEDS_TOTP):
            return None
        match = request.resolver_match
        is_open = match is not None and match.view_name in OPEN_BEFORE_TOTP
        return None if is_open else redirect("accounts:set_up_totp")


def _is_unattended(path: str) -> bool:
    return path.startswith(UNATTENDED) or path.endswith(UNATTENDED_TOO)


class PrincipalMiddleware:
    """Sets `request.at` and `request.actor`; signed-in pages are never cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.at = timezone.now()
        request.actor = _actor_of(request.user)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Tell a page that was asked for too often when to come back."""
        if not isinstance(error, TooManyError):
            return None
        response = render(request, "429.html", status=error.status)
        response.headers["Retry-After"] = str(error.retry_after)
        return response


def _actor_of(user: Any) -> Actor:
    if not user.is_authenticated:
        return SYSTEM
    if user.is_staff_member:
        return staff_actor(user.pk)
    return Actor(ActorKind.CUSTOMER, f"login:{user.pk}", user.pk)
