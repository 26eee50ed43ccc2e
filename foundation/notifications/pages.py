"""The message list and the page of one message, as the desk shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core.formats import phone_masked
from foundation.core.refs import ref
from foundation.core.tones import Look
from foundation.events.pages import IdPage, id_page
from foundation.events.queries import TimelineEntry, timeline_of
from foundation.events.things import Thing, find_things
from foundation.notifications import labels, looks
from foundation.notifications.enums import Channel, MessageState
from foundation.notifications.models import MessageAttempt, OutgoingMessage
from foundation.notifications.rendering import UnrenderableError, render

FILTERS = ("state", "channel")
UNSENT = frozenset({MessageState.OWED, MessageState.HELD})


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message in the list. A telephone number is shown masked."""

    message: OutgoingMessage
    label: str | Promise
    look: Look
    channel: Look
    address: str
    about: Thing | None


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One way to narrow the list."""

    label: str | Promise
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MessageWords:
    """What a message says, or why it cannot be shown."""

    subject: str = ""
    text: str = ""
    is_hidden: bool = False
    is_preview: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try to send a message."""

    attempt: MessageAttempt
    channel: Look
    address: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Everything about one message."""

    row: MessageRow
    words: MessageWords
    attempts: list[AttemptRow]
    history: list[TimelineEntry]


def message_list(
    user: User, query: Mapping[str, str]
) -> tuple[list[MessageRow], IdPage[OutgoingMessage]]:
    """A page of the messages `user` may see, narrowed by state and channel."""
    found = OutgoingMessage.objects.visible_to(user)
    state, channel = query.get("state", ""), query.get("channel", "")
    if state in MessageState.values:
        found = found.filter(state=state)
    if channel in Channel.values:
        found = found.filter(channel=channel)
    page = id_page(found.defer("context", "body_text", "body_html"), query)
    return message_rows(page.rows), page


def filter_links(
    name: str, table: Mapping[str, Look], query: Mapping[str, str]
) -> list[FilterLink]:
    """The values of one filter; each keeps the others, and the current one lets go."""
    current = query.get(name, "")
    others = {key: query[key] for key in FILTERS if key != name and query.get(key)}
    return [
        FilterLink(
            label=look.label,
            url="?"
            + urlencode(others if value == current else {**others, name: value}),
            icon=look.icon,
            is_current=value == current,
        )
        for value, look in table.items()
        if value
    ]


def message_rows(messages: Sequence[OutgoingMessage]) -> list[MessageRow]:
    """Messages with what they are about, by one query per kind of thing."""
    abouts = find_things(m.about_ref for m in messages if m.about_type)
    return [
        MessageRow(
            message=message,
            label=labels.label_of(message.template).text,
            look=looks.STATES[message.state],
            channel=looks.CHANNELS[message.channel],
            address=shown_address(message.channel, message.address),
            about=abouts.get(message.about_ref),
        )
        for message in messages
    ]


def message_page(message: OutgoingMessage) -> MessagePage:
    """One message with its words, tries and history."""
    return MessagePage(
        row=message_rows([message])[0],
        words=_words_of(message),
        attempts=[
            AttemptRow(
                attempt,
                looks.CHANNELS[attempt.channel],
                shown_address(attempt.channel, attempt.address),
            )
            for attempt in message.tries.all()
        ],
        history=timeline_of(ref(message)).entries,
    )


def shown_address(channel: str, address: str) -> str:
    """An address as the desk may read it over somebody's shoulder."""
    return phone_masked(address) if channel == Channel.SMS else address


def _words_of(message: OutgoingMessage) -> MessageWords:
    """The words as they went out; of one that has not left, as they would now."""
    if message.is_secret and not settings.DEMO:
        return MessageWords(is_hidden=True)
    if message.body_text or message.state not in UNSENT:
        return MessageWords(message.subject, message.body_text)
    try:
        words = render(message)
    except UnrenderableError as error:
        return MessageWords(problem=_("Chưa soạn được: %(why)s") % {"why": error})
    return MessageWords(words.subject, words.text, is_preview=True)
