"""How a password becomes a user."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from foundation.accounts.enums import UserKind
from foundation.accounts.models import User


class StaffBackend(ModelBackend):
    """Staff sign in by e-mail and password; customers have no password."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Active logins only; a customer gets in by code, through `login()`."""
        return bool(user is not None and user.is_active)

    def get_user(self, user_id: int) -> Any:
        """The login with its team and work profile, as every page needs all three."""
        known = User.objects.select_related("team", "work_profile")
        user = known.filter(pk=user_id).first()
        return user if self.user_can_authenticate(user) else None

    def authenticate(
        self,
        request: Any,
        username: str | None = None,
        password: str | None = None,
        **fields: Any,
    ) -> Any:
        """The member of staff with this address and password, else None."""
        email = fields.get("email") or username
        user = super().authenticate(request, username=email, password=password)
        return user if user is not None and user.kind == UserKind.STAFF else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """The rights Django's admin asks about: an administrator's, of no row in a table."""
        return bool(user_obj.is_active and user_obj.is_staff)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """As `has_perm`."""
        return self.has_perm(user_obj, app_label)
