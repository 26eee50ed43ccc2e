"""What somebody has begun to write: kept, found again, thrown away."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.text import clean_text
from tickets.actions.words import MAX_BODY, Author, Words, scoped
from tickets.enums import AuthorKind, MessageKind
from tickets.errors import MessageTooLongError
from tickets.files import MAX_FILES, KeptFile
from tickets.models import Draft, Message, PendingReply, Ticket
from tickets.writing_errors import DraftChangedError, TooManyFilesError

MAX_TOTAL = (
    50 * 1024 * 1024
)  # of one message; what a mail provider still takes in parts


MOMENT = timedelta(microseconds=1)


def kept_files(rows: list[dict[str, Any]]) -> tuple[KeptFile, ...]:
    """The files of a draft or of an answer on its way, ready to be attached."""
    return tuple(KeptFile(**row) for row in rows)


def rows_of(files: tuple[KeptFile, ...]) -> list[dict[str, Any]]:
    """The same as they are kept in the row."""
    return [asdict(file) for file in files]


def version_of(draft: Draft | None) -> str:
    """Which words of a draft these are; empty where there are none."""
    return draft.updated_at.isoformat() if draft and draft.body else ""


def draft_of(ticket: Ticket, writer: User, kind: MessageKind) -> Draft | None:
    """What `writer` has begun to write here, if anything."""
    return Draft.objects.filter(ticket=ticket, writer=writer, kind=kind).first()


@transaction.atomic
def save_draft(
    ticket: Ticket,
    *,
    writer: User,
    kind: MessageKind,
    words: Words,
    at: datetime,
    base: str | None = None,
) -> Draft | None:
    """Keep the words somebody is writing; nothing is left of an empty draft.

    What is older than the row does not overwrite it, and what came late, after its form
    was sent, makes no draft. `base` is the version that the writer's window began with:
    refused where they wrote on in another. Refuses an endless text. A draft is no event
    of the case: nobody but its writer ever knows of it.
    """
    text = clean_text(words.body)
    if len(text) > MAX_BODY:
        raise MessageTooLongError(field="body")
    draft = _locked(ticket, writer, kind, at)
    # Asked under the lock: the form may be on its way at this very moment.
    if _was_sent(ticket, writer, kind, words):
        _unless_empty(draft, draft.body)
        return None
    if base is not None and version_of(draft) != base and draft.body != text:
        raise DraftChangedError(draft)
    if draft.updated_at > at:
        if base is None:
            return draft
        # Its window knew the last words, so the clock was put back.
        at = draft.updated_at + MOMENT
    if _unless_empty(draft, text) is None:
        return None
    draft.body, draft.updated_at = text, at
    draft.seen_public_count = words.seen_public_count or 0
    draft.save(update_fields=["body", "seen_public_count", "updated_at"])
    return draft


@transaction.atomic
def add_draft_files(
    ticket: Ticket,
    *,
    writer: User,
    kind: MessageKind,
    files: tuple[KeptFile, ...],
    at: datetime,
) -> Draft:
    """Keep files beside the words; refuses more than a message may carry."""
    draft = _locked(ticket, writer, kind, at)
    known = {(row["sha256"], row["name"]) for row in draft.files}
    fresh = [row for row in rows_of(files) if (row["sha256"], row["name"]) not in known]
    rows = [*draft.files, *fresh]
    check_load(kept_files(rows))
    draft.files = rows
    draft.save(update_fields=["files"])
    return draft


@transaction.atomic
def remove_draft_file(
    ticket: Ticket, *, writer: User, kind: MessageKind, sha256: str, at: datetime
) -> Draft:
    """Take a file out of a draft; the words stay."""
    draft = _locked(ticket, writer, kind, at)
    draft.files = [row for row in draft.files if row["sha256"] != sha256]
    draft.save(update_fields=["files"])
    return draft


def drop_draft(ticket: Ticket, *, writer: User, kind: MessageKind) -> None:
    """Forget a draft: it was sent, or its writer threw it away."""
    Draft.objects.filter(ticket=ticket, writer=writer, kind=kind).delete()


@transaction.atomic
def put_back(
    ticket: Ticket,
    *,
    writer: User,
    words: Words,
    at: datetime,
    kind: MessageKind = MessageKind.PUBLIC,
) -> Draft:
    """Make words that did not go out their author's draft again.

    What they have begun meanwhile stays, below it.
    """
    draft = _locked(ticket, writer, kind, at)
    begun = draft.body if draft.body.strip() != words.body.strip() else ""
    draft.body = "\n\n".join(text for text in (words.body, begun) if text.strip())
    rows = rows_of(words.files)
    draft.files = [*rows, *(row for row in draft.files if row not in rows)][:MAX_FILES]
    draft.seen_public_count = words.seen_public_count or 0
    draft.updated_at = max(draft.updated_at, at)
    draft.save()
    return draft


def check_load(files: tuple[KeptFile, ...]) -> None:
    """Refuse more files, or more bytes, than one message may carry."""
    if len(files) > MAX_FILES:
        raise TooManyFilesError(field="files")
    if sum(file.size for file in files) > MAX_TOTAL:
        raise TooManyFilesError(field="files")


def _was_sent(ticket: Ticket, writer: User, kind: MessageKind, words: Words) -> bool:
    """Whether the form that these words come from has been sent meanwhile."""
    name = "note" if kind == MessageKind.NOTE else "reply"
    author = Author(AuthorKind.STAFF, writer)
    key = scoped(words, f"{name}:{ticket.pk}", author).client_key
    if key is None:
        return False
    is_said = Message.objects.filter(client_key=key).exists()
    return is_said or PendingReply.objects.filter(client_key=key).exists()


def _unless_empty(draft: Draft, text: str) -> Draft | None:
    """The draft; nothing is left of one without words and files."""
    if text.strip() or draft.files:
        return draft
    draft.delete()
    return None


def _locked(ticket: Ticket, writer: User, kind: MessageKind, at: datetime) -> Draft:
    """The one draft of its kind under its lock, made where there is none.

    One is made under the ticket's lock, so that whoever sends the form and ends the
    draft comes before it or after it.
    """
    rows = Draft.objects.filter(ticket=ticket, writer=writer, kind=kind)
    while (draft := rows.select_for_update().first()) is None:
        tickets = Ticket.objects.select_for_update(no_key=True, of=("self",))
        tickets.only("pk").get(pk=ticket.pk)
        fresh = Draft(ticket=ticket, writer=writer, kind=kind, updated_at=at)
        Draft.objects.bulk_create([fresh], ignore_conflicts=True)
    return draft
