"""Requests with a principal, the guards in front of pages, and the staff session."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.actor import Actor

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
Decorated = Callable[..., HttpResponseBase]

STAFF_SIGN_IN_PATH = "/desk/sign-in/"
STAFF_BACKEND = "foundation.accounts.backends.StaffBackend"
# A desk left alone is closed after this long; a day's work is the most one sign-in lasts.
IDLE_LIMIT = timedelta(minutes=30)
STAFF_SESSION_LIMIT = timedelta(hours=12)
# What the session of a member of staff remembers.
SEEN_AT = "staff_seen_at"
NEEDS_TOTP = "staff_needs_totp"


class PrincipalRequest(HttpRequest):
    """Any request after the middleware: who acts, and when it began (aware UTC)."""

    actor: Actor
    at: datetime
    htmx: HtmxDetails


class StaffRequest(PrincipalRequest):
    """A request of a signed-in member of staff."""

    user: User


class CustomerRequest(PrincipalRequest):
    """A request of a signed-in customer."""

    user: User


def requires(capability: Capability) -> Callable[[View[P]], Decorated]:
    """Let only staff whose role has `capability` in; 403 for others, sign-in first.

    The guarded view carries `.capability`, which the permission matrix reads, and
    `.login_url`, to which LoginRequiredMiddleware sends whoever is not signed in.
    """

    def decorate(view: View[P]) -> Decorated:
        @wraps(view)
        def guarded(
            request: Any, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not can(request.user, capability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]
        guarded.login_url = STAFF_SIGN_IN_PATH  # type: ignore[attr-defined]
        return guarded

    return decorate


def staff_required(view: View[P]) -> Decorated:
    """Let any member of staff in, whatever their role: pages about oneself."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_staff_member:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.login_url = STAFF_SIGN_IN_PATH  # type: ignore[attr-defined]
    return guarded


def customer_required(view: View[P]) -> Decorated:
    """Let only signed-in customers in; staff have the desk for the same things."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_staff_member:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.is_for_customers = True  # type: ignore[attr-defined]
    return guarded


def start_staff_session(
    request: PrincipalRequest, user: User, *, needs_totp: bool
) -> None:
    """Sign `user` in under a fresh session key; with `needs_totp`, to set-up only."""
    login(request, user, backend=STAFF_BACKEND)
    request.session.set_expiry(STAFF_SESSION_LIMIT)
    request.session[SEEN_AT] = int(request.at.timestamp())
    if needs_totp:
        request.session[NEEDS_TOTP] = True
