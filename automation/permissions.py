"""Who may change what others use, and what each part of a macro or a run asks for."""

from automation.enums import BulkKind, Sharing
from automation.models import CannedReply, Macro
from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can

Tool = CannedReply | Macro

# What a step of a macro, or one thing done to many tickets, asks of whoever does it.
STEP_CAPABILITIES: dict[str, Capability] = {
    "reply": Capability.REPLY_TICKET,
    "note": Capability.NOTE_TICKET,
    "assign": Capability.ASSIGN_TICKET,
    "wait": Capability.REPLY_TICKET,
    "resume": Capability.REPLY_TICKET,
    "stage": Capability.REPLY_TICKET,
    "resolve": Capability.RESOLVE_TICKET,
    "close": Capability.CLOSE_TICKET,
    "priority": Capability.CLASSIFY_TICKET,
    "kind": Capability.CLASSIFY_TICKET,
    "category": Capability.CLASSIFY_TICKET,
    "tags": Capability.CLASSIFY_TICKET,
    "snooze": Capability.REPLY_TICKET,
    "checklist": Capability.NOTE_TICKET,
    "merge": Capability.REPLY_TICKET,
}
BULK_STEPS: dict[str, str] = {
    BulkKind.ASSIGN: "assign",
    BulkKind.CLASSIFY: "kind",
    BulkKind.TAGS: "tags",
    BulkKind.REPLY: "reply",
    BulkKind.MERGE: "merge",
    BulkKind.SNOOZE: "snooze",
}


def can_share(user: User) -> bool:
    """Whether `user` may let a team or everybody use something."""
    return can(user, Capability.SHARE_TOOLS)


def can_edit(user: User, tool: Tool) -> bool:
    """Its owner while it is theirs alone; what is shared, those who look after tools:
    of their own team, or of all where they see all."""
    if tool.sharing == Sharing.OWN:
        return tool.owner_id == user.pk
    if not can_share(user):
        return False
    is_theirs = tool.sharing == Sharing.TEAM and tool.team_id == user.team_id
    return is_theirs or user.sees == Sight.ALL or tool.owner_id == user.pk


def may_do(user: User, step: str) -> bool:
    """Whether the role of `user` includes a step."""
    return can(user, STEP_CAPABILITIES[step])
