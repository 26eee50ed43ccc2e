"""Logins and teams, keys and counters, skills, shifts and leave."""

from foundation.accounts.models.access import ApiToken, IdempotencyKey, RateCounter
from foundation.accounts.models.people import Team, User, UserManager
from foundation.accounts.models.roster import Leave, LeaveQuerySet, Shift
from foundation.accounts.models.work import (
    DEFAULT_CAPACITY,
    Skill,
    StaffSkill,
    WorkProfile,
)

__all__ = [
    "DEFAULT_CAPACITY",
    "ApiToken",
    "IdempotencyKey",
    "Leave",
    "LeaveQuerySet",
    "RateCounter",
    "Shift",
    "Skill",
    "StaffSkill",
    "Team",
    "User",
    "UserManager",
    "WorkProfile",
]
