"""Whose roster somebody may see, and whose they may plan."""

from typing import Any

from django.db.models import Q, QuerySet

from foundation.accounts.enums import Sight, UserKind
from foundation.accounts.models import Leave, Team, User
from foundation.accounts.permissions import Capability, can


def colleagues_of(user: User) -> QuerySet[User]:
    """Active staff whose hours `user` may see: of their team, of the house, or themself,
    as far as they see cases. What keeps them away is for those who plan."""
    people = User.objects.filter(kind=UserKind.STAFF, is_active=True)
    if user.sees == Sight.ALL:
        return people
    if user.sees == Sight.TEAM and user.team_id:
        return people.filter(Q(team=user.team_id) | Q(pk=user.pk))
    return people.filter(pk=user.pk)


def planned_by(user: User) -> QuerySet[User]:
    """Whose shifts, skills and leave `user` may look at: their own, and as a planner
    those of everybody whose hours they see."""
    people = colleagues_of(user)
    if not can(user, Capability.MANAGE_ROSTER):
        people = people.filter(pk=user.pk)
    return people.select_related("team", "work_profile").order_by("name", "pk")


def leaves_planned_by(user: User) -> QuerySet[Leave]:
    """The absences that `user` may take back or end: their own, and of those they plan."""
    found: QuerySet[Any] = Leave.objects.filter(user__in=planned_by(user).order_by())
    return found.select_related("user", "deputy")


def teams_seen_by(user: User) -> list[Team]:
    """The teams whose week `user` may open."""
    teams = Team.objects.filter(is_active=True)
    return [team for team in teams if user.sees == Sight.ALL or team == user.team]
