"""Calling colleagues by name in a note, and having looked at it."""

from datetime import datetime

from foundation.accounts.models import User
from foundation.core.actor import Actor
from tickets.actions.telling import Word, tell
from tickets.mentions import named_in, sees
from tickets.models import Mention, Message, Ticket
from tickets.queries import all_staff
from tickets.writing_notices import MENTIONED


def call_by_name(
    ticket: Ticket, message: Message, *, actor: Actor, at: datetime
) -> list[User]:
    """Tell whom a note names; those who do not see the ticket are told nothing.

    Part of the action that writes the note.
    """
    if "@" not in message.body:
        return []
    people = all_staff().filter(is_active=True)
    called = [user for user in named_in(message.body, people) if sees(user, ticket)]
    others = [user for user in called if user.pk != actor.user_id]
    Mention.objects.bulk_create(
        [Mention(ticket=ticket, message=message, user=user, at=at) for user in others],
        ignore_conflicts=True,
    )
    word = Word(MENTIONED, message.pk)
    tell(ticket, word, [user.pk for user in others], by=actor, at=at)
    return others


def read_mentions(ticket: Ticket, user: User, at: datetime) -> int:
    """Whoever opens the ticket has seen where they are named; how many that were."""
    return Mention.objects.unread().filter(ticket=ticket, user=user).update(read_at=at)


def unseen_names(text: str, ticket: Ticket) -> list[str]:
    """Whom a note names in vain: they do not see the ticket; a consult would ask them."""
    if "@" not in text:
        return []
    people = all_staff().filter(is_active=True)
    return [user.name for user in named_in(text, people) if not sees(user, ticket)]
