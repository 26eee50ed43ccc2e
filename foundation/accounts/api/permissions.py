"""What a caller needs for each action of a view: declared, or denied."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability, can


@dataclass(frozen=True, slots=True)
class Needs:
    """A capability of the token's owner and a scope of the token itself."""

    capability: Capability
    scope: Scope


# For an action that anybody may call, without a token.
PUBLIC = "public"


class DeclaredPermission(BasePermission):
    """Asks the view's `permissions` table; an action that is not in it is denied."""

    def has_permission(self, request: Any, view: Any) -> bool:
        """Whether owner and token have what the action needs."""
        if view.action is None:
            return True  # no such method here: DRF answers 405
        needed = view.permissions.get(view.action)
        if needed == PUBLIC:
            return True
        if needed is None or not request.user.is_authenticated:
            return False
        wanted = needed if isinstance(needed, Needs) else Needs(*needed)
        if wanted.scope not in request.auth.scopes:
            message = _("Khóa API không có phạm vi “%(scope)s”.")
            raise PermissionDenied(message % {"scope": wanted.scope}, "missing_scope")
        return can(request.user, wanted.capability)
