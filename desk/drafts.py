"""Drafts as the field to write in shows them."""

from typing import Any

from tickets.enums import MessageKind
from tickets.models import Draft


def kept_rows(draft: Draft | None) -> list[dict[str, Any]]:
    """The files of a draft: what a list of them needs."""
    if draft is None:
        return []
    return [
        {"key": row["sha256"], "name": row["name"], "size": row["size"]}
        for row in draft.files
    ]


REPLY, NOTE = MessageKind.PUBLIC.value, MessageKind.NOTE.value
