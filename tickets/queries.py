"""Reads that shape a page: the conversation of a ticket, its history, whom to write to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from customers.queries import recipient_of as customer_recipient
from foundation.accounts.enums import UserKind
from foundation.accounts.models import User
from foundation.core.actor import ActorKind
from foundation.core.refs import ref
from foundation.events.labels import label_of
from foundation.events.models import Event
from foundation.notifications.recipients import Recipient
from tickets.enums import AssignReason, AuthorKind, MessageKind, TicketChannel
from tickets.event_names import Names, names_in
from tickets.models import Attachment, Ticket
from tickets.phrases import customer_phrase_of, phrase_of
from tickets.queries_messages import Spoken, messages_of
from tickets.sla_lines import gravest_steps
from tickets.verbs import (
    CUSTOMER_VERBS,
    FAMILY_VERBS,
    SPOKEN_VERBS,
    TICKET_ASSIGNED,
    TICKET_OPENED,
)

# Of a longer history the oldest lines are left out, as of a longer conversation.
MAX_EVENTS = 500
VIDEO = "video/"
TICKET = "tickets.ticket"
# Says that an event is about a part of which its customer knows nothing.
OF_OURS = "is_ours"


class EntryKind(StrEnum):
    """What a line of a conversation is."""

    MESSAGE = "message"
    NOTE = "note"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file beside a message, as the page shows it."""

    name: str
    url: str
    size: int
    content_type: str
    thumb_url: str = ""

    @property
    def is_video(self) -> bool:
        """For the play sign."""
        return self.content_type.startswith(VIDEO)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a note: a colleague's name with its @, or the words between."""

    text: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a conversation: a message, a note of ours, or an event."""

    kind: EntryKind
    id: int
    at: datetime
    text: str
    who: str
    by: str = ""  # AuthorKind of a message
    channel: str = ""
    icon: str = ""
    verb: str = ""
    files: list[FileEntry] = field(default_factory=list)
    # Who typed it where that is not who said it: an agent, for a caller.
    written_by: str = ""
    # The merged ticket it belongs to or came through (TK-…), where it is another's.
    origin: str = ""
    # The ticket into which this message was taken out.
    split_into: str = ""
    # The same words in pieces, where they may call somebody.
    parts: list[Part] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        """Said between the customer and us."""
        return self.kind == EntryKind.MESSAGE

    @property
    def is_note(self) -> bool:
        """Said among ourselves."""
        return self.kind == EntryKind.NOTE

    @property
    def is_event(self) -> bool:
        """Something that happened."""
        return self.kind == EntryKind.EVENT

    @property
    def is_call(self) -> bool:
        """A telephone call, made or taken."""
        return self.verb.startswith("call.")

    @property
    def is_from_customer(self) -> bool:
        """On whose side of the page it stands."""
        return self.by == AuthorKind.CUSTOMER

    @property
    def short_origin(self) -> str:
        """The merged ticket as people at the desk say it: #48190."""
        return "#" + self.origin.removeprefix("TK-") if self.origin else ""

    @property
    def short_split(self) -> str:
        """The ticket it was taken into, in the same way."""
        return "#" + self.split_into.removeprefix("TK-") if self.split_into else ""

    @property
    def channel_label(self) -> str:
        """The way it came, in words."""
        return str(TicketChannel(self.channel).label) if self.channel else ""


def recipient_of(ticket: Ticket) -> Recipient:
    """The customer as somebody to write to about this ticket.

    Nameless while only a guest's word says whose address it is: the name is theirs too.
    """
    recipient = customer_recipient(ticket.customer)
    return recipient if ticket.is_verified else replace(recipient, name="")


def events_about(ticket: Ticket) -> QuerySet[Event]:
    """Everything that stands on the timeline of a ticket."""
    about = ref(ticket)
    return Event.objects.filter(links__type=about.type, links__thing_id=about.id)


def all_staff() -> QuerySet[User]:
    """Everybody who works here, or did; with their teams."""
    return User.objects.filter(kind=UserKind.STAFF).select_related("team")


def conversation_of(
    ticket: Ticket, *, for_customer: bool, by_link: bool = False
) -> list[Entry]:
    """What was said and what happened, oldest first. At most four queries.

    What was merged into the ticket stands in it by its time. The customer sees neither
    notes nor how we divide our work. `by_link` makes the addresses of files those that
    the tracking link opens.
    """
    messages = messages_of(ticket, for_customer=for_customer)
    entries = [_said(ticket, message, by_link=by_link) for message in messages]
    origins = {each.ticket_id: each.number for each in messages}
    origins |= {ticket.pk: ""}
    entries += _events_of(origins, for_customer=for_customer)
    return sorted(entries, key=_place)


def _place(entry: Entry) -> tuple[datetime, int, int]:
    """At the same moment: the opening, then what was said, then what came of it."""
    if entry.is_event:
        return entry.at, 0 if entry.verb == TICKET_OPENED else 2, entry.id
    return entry.at, 1, entry.id


def _said(ticket: Ticket, message: Spoken, *, by_link: bool) -> Entry:
    is_note = message.kind == MessageKind.NOTE
    user = message.author or ""
    is_customer = message.author_kind == AuthorKind.CUSTOMER
    own = message.via_number or message.number
    # Of two cases the link of the other one is nobody's who came by this one.
    key = ticket.access_key if message.via_id == ticket.pk else message.access_key
    return Entry(
        kind=EntryKind.NOTE if is_note else EntryKind.MESSAGE,
        id=message.pk,
        at=message.created_at,
        text=message.body,
        who=ticket.customer.name if is_customer else user or _("Hệ thống"),
        by=message.author_kind,
        channel=message.channel,
        files=[_file(file, key if by_link else "") for file in message.files],
        written_by=user if is_customer else "",
        origin=own if own != ticket.number else "",
        split_into=message.split_number or "",
    )


def _file(file: Attachment, access_key: str) -> FileEntry:
    if access_key:
        url = reverse("tickets:tracked_attachment", args=[access_key, file.key])
    else:
        url = reverse("tickets:attachment", args=[file.key])
    thumb_url = f"{url}?preview=1" if file.is_image else ""
    return FileEntry(file.name, url, file.size, file.content_type, thumb_url)


def _events_of(origins: Mapping[int, str], *, for_customer: bool) -> list[Entry]:
    """What happened to these tickets; the one whose page it is has no name here."""
    keys = {str(pk): number for pk, number in origins.items()}
    found = Event.objects.filter(links__type=TICKET, links__thing_id__in=list(keys))
    if for_customer:
        found = found.filter(verb__in=CUSTOMER_VERBS)
    # What routing gave out stands there as routed, with the reason.
    found = found.exclude(verb__in=SPOKEN_VERBS).exclude(
        verb=TICKET_ASSIGNED, data__reason=AssignReason.ROUTED
    )
    # One that is about two of them is found twice.
    events = list(
        {event.pk: event for event in found.order_by("-id")[:MAX_EVENTS]}.values()
    )
    if for_customer:
        return [
            _happened(event, customer_phrase_of(event.verb, event.data), "")
            for event in events
            if not event.data.get(OF_OURS)
        ]
    events = gravest_steps(events)
    names = names_in(events)
    return [
        _happened(
            event,
            phrase_of(event.verb, event.data, names),
            _who(event, names),
            "" if event.verb in FAMILY_VERBS else keys.get(event.subject_id, ""),
        )
        for event in events
    ]


def _happened(event: Event, text: str, who: str, origin: str = "") -> Entry:
    return Entry(
        kind=EntryKind.EVENT,
        id=event.pk,
        at=event.at,
        text=text,
        who=who,
        icon=label_of(event.verb).icon,
        verb=event.verb,
        origin=origin,
    )


def _who(event: Event, names: Names) -> str:
    if event.actor_kind == ActorKind.SYSTEM:
        return ""
    if event.actor_kind == ActorKind.CUSTOMER:
        return pgettext("actor", "Khách hàng")
    return names.get(("user", event.actor_user_id or 0), _("Nhân viên"))
