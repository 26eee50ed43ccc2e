"""Drafts as the field to write in shows them."""

from typing import Any

from foundation.accounts.models import User
from tickets.enums import MessageKind
from tickets.models import Draft, Ticket


def drafts_of(ticket: Ticket, user: User) -> dict[str, Draft]:
    """What `user` has begun on `ticket`, by kind."""
    found = Draft.objects.filter(ticket=ticket, writer=user)
    return {draft.kind: draft for draft in found}


def kept_rows(draft: Draft | None) -> list[dict[str, Any]]:
    """The files of a draft: what a list of them needs."""
    if draft is None:
        return []
    return [
        {"key": row["sha256"], "name": row["name"], "size": row["size"]}
        for row in draft.files
    ]


def n_drafts(user: User) -> int:
    """How much somebody has begun and not sent; for the rail."""
    return Draft.objects.visible_to(user).count()


REPLY, NOTE = MessageKind.PUBLIC.value, MessageKind.NOTE.value
