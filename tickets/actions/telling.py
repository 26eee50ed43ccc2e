"""Telling staff what concerns them on a ticket, and nobody of their own doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.notifications.notices import NewNotice, owe_notices
from tickets.links import desk_path
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Word:
    """One notice: its kind, the key under which it is told once, and where it leads."""

    kind: str
    key: object
    path: str = ""


def tell(
    ticket: Ticket,
    word: Word,
    people: Iterable[int | None],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Owe each of `people` the notice, except whoever did it."""
    told = {user_id for user_id in people if user_id and user_id != by.user_id}
    if told:
        notices = [
            NewNotice(
                user_id=user_id,
                kind=word.kind,
                about=ref(ticket),
                path=word.path or desk_path(ticket),
                data={"number": ticket.number},
                dedupe_key=f"{word.kind}:{word.key}",
            )
            for user_id in sorted(told)
        ]
        owe_notices(notices, at=at)
