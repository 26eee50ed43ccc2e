"""Words that are used again: writing them down, sharing them, putting them away."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from automation import verbs
from automation.actions.tools import Shared, in_hand, keep, share
from automation.errors import (
    ShortcutTakenError,
    ToolUnnamedError,
    VariableRefusedError,
)
from automation.models import CannedReply
from automation.variables import faults
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.text import clean_line, clean_text
from tickets.errors import EmptyMessageError


@dataclass(frozen=True, slots=True)
class ReplyTerms:
    """A canned reply as its writer sees it."""

    shortcut: str
    title: str
    body: str
    kind: str = ""
    shared: Shared = field(default_factory=Shared)


@transaction.atomic
def write_reply(
    terms: ReplyTerms, *, by: User, actor: Actor, at: datetime
) -> CannedReply:
    """Write a new reply down. Refuses a wrong variable, no name, no words, a shortcut in
    use among the same people, and sharing by who may not."""
    return _store(CannedReply(owner=by), terms, by=by, actor=actor, at=at)


@transaction.atomic
def rewrite_reply(
    reply: CannedReply,
    terms: ReplyTerms,
    *,
    seen_version: int,
    by: User,
    actor: Actor,
    at: datetime,
) -> CannedReply:
    """Change a reply; refused like a new one, to others, and where somebody else did."""
    reply = in_hand(reply, by, seen_version)
    return _store(reply, terms, by=by, actor=actor, at=at)


@transaction.atomic
def retire_reply(
    reply: CannedReply, *, by: User, actor: Actor, at: datetime
) -> CannedReply:
    """Put a reply away: nobody is offered it any more. Twice changes nothing."""
    reply = in_hand(reply, by)
    if not reply.is_active:
        return reply
    reply.is_active = False
    return keep(reply, verbs.REPLY_RETIRED, actor=actor, at=at)


@transaction.atomic
def restore_reply(
    reply: CannedReply, *, by: User, actor: Actor, at: datetime
) -> CannedReply:
    """Take a reply out again; refused where its shortcut is in use meanwhile."""
    reply = in_hand(reply, by)
    if reply.is_active:
        return reply
    reply.is_active = True
    return _kept(reply, verbs.REPLY_RESTORED, actor, at)


def _store(
    reply: CannedReply, terms: ReplyTerms, *, by: User, actor: Actor, at: datetime
) -> CannedReply:
    reply.title, reply.body = clean_line(terms.title), clean_text(terms.body)
    reply.shortcut, reply.kind = terms.shortcut.strip().lower(), terms.kind
    if not reply.title:
        raise ToolUnnamedError(field="title")
    if not reply.body.strip():
        raise EmptyMessageError(field="body")
    check_words(reply.body, field="body")
    share(reply, terms.shared, by)
    return _kept(reply, verbs.REPLY_SAVED, actor, at)


def check_words(body: str, *, field: str) -> None:
    """Refuse words with a variable that does not exist, saying where it stands."""
    found = faults(body)
    if found:
        first = found[0]
        place = {"line": first.line, "column": first.column}
        where = _("Dòng %(line)d, cột %(column)d:") % place
        raise VariableRefusedError(f"{where} {first.message}", field=field)


def _kept(reply: CannedReply, verb: str, actor: Actor, at: datetime) -> CannedReply:
    try:
        with transaction.atomic():
            return keep(reply, verb, actor=actor, at=at)
    except IntegrityError as error:
        if "shortcut_once" not in str(error):
            raise
        raise ShortcutTakenError(field="shortcut") from error
