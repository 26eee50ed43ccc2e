"""Who acts and when: set once per request, for every view."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from foundation.core.actor import SYSTEM, Actor, ActorKind, staff_actor


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


def _actor_of(user: Any) -> Actor:
    if not user.is_authenticated:
        return SYSTEM
    if user.is_staff_member:
        return staff_actor(user.pk)
    return Actor(ActorKind.CUSTOMER, f"login:{user.pk}", user.pk)
