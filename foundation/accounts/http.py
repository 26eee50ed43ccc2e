"""Requests with a principal, and the guard in front of every desk page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.actor import Actor

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
Decorated = Callable[..., HttpResponseBase]


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

    The guarded view carries `.capability`, which the permission matrix reads.
    """

    def decorate(view: View[P]) -> Decorated:
        @wraps(view)
        def guarded(
            request: Any, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), "/desk/sign-in/")
            if not can(request.user, capability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]
        return guarded

    return decorate
