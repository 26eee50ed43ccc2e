"""Somebody who stands for all who work alike, in questions that are kept."""

from collections.abc import Hashable, Mapping

from foundation.accounts.enums import UserKind
from foundation.accounts.models import User

# In a question that is kept they stand for whoever asks, and for their team.
SOMEBODY, SOME_TEAM = -1, -2

# By what the questions of staff differ, besides the values in them: role, sight, a team.
Standing = tuple[str, str, bool]


def standing_of(user: User) -> Standing:
    """How `user` stands."""
    return user.role, user.sees, user.team_id is not None


def stand_in(role: str, sees: str, has_team: bool) -> User:  # noqa: FBT001 - as it is told
    """Somebody of that standing, who is nobody."""
    return User(
        pk=SOMEBODY,
        kind=UserKind.STAFF,
        role=role,
        sees=sees,
        team_id=SOME_TEAM if has_team else None,
    )


def values_of(user: User) -> Mapping[Hashable, int | None]:
    """Whom the stand-ins stand for when `user` asks."""
    return {SOMEBODY: user.pk, SOME_TEAM: user.team_id}
