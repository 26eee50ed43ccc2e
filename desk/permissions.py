"""Who may change a view that others see too."""

from automation.enums import Sharing
from automation.permissions import can_share
from desk.models import SavedView
from foundation.accounts.enums import Sight
from foundation.accounts.models import User


def can_change_view(user: User, view: SavedView) -> bool:
    """Its owner; of what is shared also those who look after the tools of these people."""
    if view.owner_id == user.pk:
        return True
    if view.sharing == Sharing.OWN or not can_share(user):
        return False
    is_theirs = view.sharing == Sharing.TEAM and view.team_id == user.team_id
    return is_theirs or user.sees == Sight.ALL
