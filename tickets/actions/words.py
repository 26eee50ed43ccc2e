"""What somebody writes on a ticket, and how it becomes a message."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.text import clean_line, clean_text
from tickets.enums import AuthorKind, MessageKind, TicketChannel
from tickets.errors import EmptyMessageError, MessageTooLongError
from tickets.files import KeptFile
from tickets.models import Attachment, Message, Ticket

MAX_BODY = 20_000  # characters; some twenty printed pages
EXCERPT = 140  # as wide as the column


@dataclass(frozen=True, slots=True)
class Words:
    """A message as its writer sent it.

    `client_key` is the form's own key: the same form sent twice is one message.
    `seen_public_count` is how many public messages the writer had before their eyes;
    None does not ask. `written_at` is when they were written, where they go out later.
    """

    body: str
    files: tuple[KeptFile, ...] = ()
    channel: TicketChannel = TicketChannel.PORTAL
    client_key: str | None = None
    seen_public_count: int | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Which side writes, and the login that typed it where there is one."""

    kind: AuthorKind
    user: User | None = None


def scoped(words: Words, scope: str, author: Author) -> Words:
    """The same words under a key within one thing and writer: nobody hits another's."""
    if not words.client_key:
        return replace(words, client_key=None)
    writer = f"{author.kind}:{author.user.pk if author.user else ''}"
    key = sha256(f"{scope}:{writer}:{words.client_key}".encode()).hexdigest()
    return replace(words, client_key=key)


def said_before(words: Words) -> Message | None:
    """The message that the same form already became. Ask with scoped words, locked."""
    if words.client_key is None:
        return None
    found = Message.objects.filter(client_key=words.client_key)
    return found.select_related("ticket").first()


def say(
    ticket: Ticket,
    kind: MessageKind,
    words: Words,
    author: Author,
    at: datetime,
    *,
    via: Ticket | None = None,
) -> Message:
    """Write a message with its files on a locked ticket; the caller saves the ticket.

    `via` is the merged ticket through which the words came.
    """
    body = checked_body(words)
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        author_kind=author.kind,
        author_user=author.user,
        channel=words.channel,
        body=body,
        client_key=words.client_key,
        created_at=at,
        via=via,
    )
    _attach(message, words.files)
    if kind == MessageKind.PUBLIC:
        note_last_word(ticket, author.kind, body or words.files[0].name, at)
    return message


def keep_note(ticket: Ticket, text: str, *, actor: Actor, at: datetime) -> None:
    """Keep why something was done as an internal note, where a reason was given."""
    if text.strip():
        writer = User.objects.filter(pk=actor.user_id or 0).first()
        author = Author(AuthorKind.STAFF if writer else AuthorKind.SYSTEM, writer)
        say(ticket, MessageKind.NOTE, Words(text), author, at)


def checked_body(words: Words) -> str:
    """The body made clean; refuses an empty message and an endless one."""
    body = clean_text(words.body)
    if not body.strip() and not words.files:
        raise EmptyMessageError(field="body")
    if len(body) > MAX_BODY:
        raise MessageTooLongError(field="body")
    return body


def note_last_word(ticket: Ticket, by: AuthorKind, body: str, at: datetime) -> None:
    """Keep on the ticket who spoke last in public; lists show it without a join."""
    ticket.public_count += 1
    ticket.last_message_at = at
    ticket.last_message_from = by
    ticket.last_message_excerpt = excerpt(body)


def excerpt(body: str) -> str:
    """The beginning of a message as one line."""
    line = clean_line(body)
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"


LAST_WORD_FIELDS = [
    "public_count",
    "last_message_at",
    "last_message_from",
    "last_message_excerpt",
]


def _attach(message: Message, files: tuple[KeptFile, ...]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            ticket=message.ticket,
            message=message,
            name=kept.name,
            content_type=kept.content_type,
            size=kept.size,
            sha256=kept.sha256,
            file=kept.path,
        )
        for kept in files
    )
