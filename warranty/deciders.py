"""Who decides about claims: the check of an action, and everybody who could."""

from django.db.models import QuerySet

from foundation.accounts.enums import UserKind
from foundation.accounts.models import User
from foundation.accounts.permissions import ROLE_CAPABILITIES, Capability, can
from warranty.remedy_errors import NotYoursToDecideError


def check_may(user: User, capability: Capability) -> None:
    """Raise NotYoursToDecideError unless the role of `user` includes it."""
    if not can(user, capability):
        raise NotYoursToDecideError


def people_who(capability: Capability) -> QuerySet[User]:
    """Everybody on the staff whose role includes it."""
    roles = [role for role, held in ROLE_CAPABILITIES.items() if capability in held]
    return User.objects.filter(is_active=True, kind=UserKind.STAFF, role__in=roles)
