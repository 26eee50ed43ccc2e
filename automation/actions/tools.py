"""What canned replies and macros have in common: names, sharing, and who changes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from automation.enums import Sharing
from automation.errors import (
    SharingRefusedError,
    TeamNeededError,
    ToolChangedError,
    ToolForeignError,
)
from automation.models import CannedReply, Macro
from automation.permissions import can_edit, can_share
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record

T = TypeVar("T", CannedReply, Macro)


@dataclass(frozen=True, slots=True)
class Shared:
    """Who may use something: oneself, a team, or everybody."""

    sharing: Sharing = Sharing.OWN
    team: Team | None = None


def in_hand(tool: T, by: User, seen_version: int | None = None) -> T:
    """The tool under its lock; refused to others, and where it changed since it was read."""
    tool = locked(tool)
    if not can_edit(by, tool):
        raise ToolForeignError
    if seen_version is not None and seen_version != tool.version:
        raise ToolChangedError
    return tool


def share(tool: T, to: Shared, by: User) -> None:
    """Say who may use it; refused without a team for a team, and to who may not share."""
    if to.sharing != Sharing.OWN and not can_share(by):
        raise SharingRefusedError(field="sharing")
    if to.sharing == Sharing.TEAM and to.team is None:
        raise TeamNeededError(field="team")
    tool.sharing = to.sharing
    tool.team = to.team if to.sharing == Sharing.TEAM else None


def keep(tool: T, verb: str, *, actor: Actor, at: datetime) -> T:
    """Store a change with its time, and record it."""
    tool.version += tool.pk is not None
    tool.updated_at = at
    tool.save()
    record(
        tool,
        verb,
        actor=actor,
        at=at,
        version=tool.version,
        sharing=str(tool.sharing),
        team_id=tool.team_id,
    )
    return tool
