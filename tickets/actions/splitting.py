"""Taking a message out of a ticket into one of its own: another matter, another owner."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.actions.opening import Opening, open_ticket
from tickets.enums import (
    AuthorKind,
    MessageKind,
    Priority,
    TicketChannel,
    TicketKind,
)
from tickets.family_errors import SplitAlreadyError, SplitNoteError
from tickets.files import KeptFile
from tickets.models import Message, Ticket, TicketSplit


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What the message is about by itself, and who looks after it."""

    subject: str
    kind: TicketKind
    team: Team | None = None
    assignee: User | None = None
    is_same_unit: bool = False


@transaction.atomic
def split_message(
    message: Message, *, actor: Actor, at: datetime, matter: NewMatter
) -> Ticket:
    """Open a ticket with the words and files of a message; returns the new one.

    Nothing is taken away: the message stays and says where it went on. The new clocks
    start now. Refuses what the customer did not say, and a message taken out before.
    """
    source = held(message.ticket)
    if not _is_asked(message):
        raise SplitNoteError
    if TicketSplit.objects.filter(message=message).exists():
        raise SplitAlreadyError
    target = open_ticket(
        source.customer, actor=actor, at=at, opening=_opening(source, message, matter)
    )
    TicketSplit.objects.create(
        source=source, message=message, target=target, by_id=actor.user_id, at=at
    )
    record_on(
        source,
        verbs.TICKET_SPLIT,
        actor=actor,
        at=at,
        also=[target],
        message_id=message.pk,
        number=source.number,
        into_id=target.pk,
        into_number=target.number,
    )
    return target


def _is_asked(message: Message) -> bool:
    is_public = message.kind == MessageKind.PUBLIC
    return is_public and message.author_kind == AuthorKind.CUSTOMER


def _opening(source: Ticket, message: Message, matter: NewMatter) -> Opening:
    return Opening(
        subject=matter.subject,
        body=message.body,
        kind=matter.kind,
        channel=TicketChannel(message.channel),
        priority=Priority.NORMAL,
        unit=source.unit if matter.is_same_unit else None,
        team=matter.team,
        assignee=matter.assignee,
        files=tuple(_kept(message)),
        is_verified=source.is_verified,
    )


def _kept(message: Message) -> list[KeptFile]:
    """The files in the store, to be pointed at once more."""
    return [
        KeptFile(
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            path=str(file.file.name),
        )
        for file in message.attachments.order_by("pk")
    ]
