"""How much somebody carries, and whether they take new work."""

from datetime import datetime

from django.db import transaction

from foundation.accounts import verbs
from foundation.accounts.errors import CapacityError, NotStaffError
from foundation.accounts.models import User, WorkProfile
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record

# Above this somebody mistyped.
MAX_CAPACITY = 200


@transaction.atomic
def set_work_profile(
    user: User, *, capacity: int, is_taking: bool, actor: Actor, at: datetime
) -> WorkProfile:
    """Say how many open tickets somebody carries at a time, and whether they take new ones.

    Refuses a capacity of nothing, or of more than anybody can.
    """
    profile = _locked_profile(user)
    if not 1 <= capacity <= MAX_CAPACITY:
        raise CapacityError(field="capacity")
    if (profile.capacity, profile.is_taking) == (capacity, is_taking):
        return profile
    profile.capacity, profile.is_taking, profile.changed_at = capacity, is_taking, at
    profile.save()
    record(
        profile.user,
        verbs.STAFF_WORK_PROFILE_SET,
        actor=actor,
        at=at,
        capacity=capacity,
        is_taking=is_taking,
    )
    return profile


@transaction.atomic
def set_taking(
    user: User, *, is_taking: bool, actor: Actor, at: datetime
) -> WorkProfile:
    """Take new work from now on, or none for a while. What one has, one keeps."""
    profile = _locked_profile(user)
    if profile.is_taking == is_taking:
        return profile
    profile.is_taking, profile.changed_at = is_taking, at
    profile.save()
    record(
        profile.user,
        verbs.STAFF_TAKING_SWITCHED,
        actor=actor,
        at=at,
        is_taking=is_taking,
    )
    return profile


def _locked_profile(user: User) -> WorkProfile:
    """The profile of a member of staff, unsaved if they have none; the login is locked."""
    user = locked(user)
    if not user.is_staff_member:
        raise NotStaffError
    found = WorkProfile.objects.filter(user=user).first() or WorkProfile()
    found.user = user
    return found
