"""The view every resource of the API extends."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.request import Request

from foundation.accounts.api.auth import TokenAuthentication
from foundation.accounts.api.idempotency import IdempotencyMixin
from foundation.accounts.api.permissions import DeclaredPermission, Needs
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.accounts.throttles import API_BURST, API_MINUTE, API_PUBLIC, hit_all
from foundation.core.http import client_network
from foundation.core.rest import ActionViewSet


class ApiViewSet(IdempotencyMixin, ActionViewSet):
    """An ActionViewSet behind tokens, a declared permission per action, and throttles.

    class TicketViewSet(ApiViewSet):
        permissions = {
            "list": (Capability.USE_DESK, Scope.READ),
            "resolve": (Capability.RESOLVE_TICKET, Scope.TICKETS),
        }
    """

    authentication_classes = (TokenAuthentication,)
    permission_classes = (DeclaredPermission,)
    permissions: ClassVar[Mapping[str, Needs | tuple[Capability, Scope] | str]] = {}

    def check_permissions(self, request: Request) -> None:
        """Count the call before judging it, so that refused ones count too."""
        token: Any = request.auth
        if token is None:
            hit_all([API_PUBLIC], client_network(request._request))
        else:
            hit_all([API_MINUTE, API_BURST], f"token:{token.pk}")
        super().check_permissions(request)
