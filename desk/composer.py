"""The one field in which an agent answers the customer or notes for colleagues."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from desk.forms import NoteForm
from desk.ticket_forms import WRITING, Refusal
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.fields import new_client_key
from foundation.notifications.enums import Channel
from tickets.enums import TicketStatus
from tickets.models import Ticket
from tickets.queries import recipient_of


@dataclass(frozen=True, slots=True)
class Composer:
    """What `components/composer.html` is drawn from."""

    reply_url: str
    note_url: str
    draft_key: str
    hidden: list[dict[str, Any]]
    body: str
    errors: list[str]
    is_note: bool
    is_stale: bool
    has_lost_files: bool
    send_label: str
    send_value: str
    more: list[dict[str, str]]
    route: str
    route_icon: str


def composer_of(
    ticket: Ticket, user: User, *, refusal: Refusal | None = None, back: str = ""
) -> Composer:
    """An empty composer, or the one that was refused with everything in it."""
    is_refused = refusal is not None and refusal.verb in WRITING
    form = refusal.form if refusal and is_refused else None
    typed: Any = form.data if form else {}
    is_open = ticket.status != TicketStatus.CLOSED and not ticket.is_merged
    can_reply = can(user, Capability.REPLY_TICKET) and is_open
    is_stale = bool(refusal and is_refused and refusal.is_stale)
    send_label, send_value = _sending(ticket, typed, is_stale=is_stale)
    route, route_icon = _route(ticket)
    return Composer(
        reply_url=reverse("desk:reply", args=[ticket.number]) if can_reply else "",
        note_url=reverse("desk:note", args=[ticket.number]),
        # Of this person: a counter has one machine and several people.
        draft_key=f"{user.pk}:{ticket.number}",
        hidden=_hidden(ticket, typed.get("client_key", ""), back),
        body=typed.get("body", ""),
        # What came meanwhile is said above the field, not as a fault in it.
        errors=refusal.words if refusal and is_refused and not is_stale else [],
        is_note=not can_reply or isinstance(form, NoteForm),
        is_stale=is_stale,
        has_lost_files=bool(form and form.files.get("files")),
        send_label=send_label,
        send_value=send_value,
        more=_other_ways(send_value),
        route=route,
        route_icon=route_icon,
    )


def _hidden(ticket: Ticket, client_key: str, back: str) -> list[dict[str, Any]]:
    return [
        {"name": "client_key", "value": client_key or new_client_key()},
        # What is on the page now is what its reader has before their eyes.
        {"name": "seen", "value": ticket.public_count},
        {"name": "next", "value": back},
    ]


def _sending(ticket: Ticket, typed: Any, *, is_stale: bool) -> tuple[str, str]:
    """What the main button says, and the `then` it sends."""
    if is_stale:
        return _("Gửi dù có tin mới"), typed.get("then", "")
    if ticket.can_wait:
        return _("Gửi và chờ khách"), "wait"
    return _("Gửi trả lời"), ""


def _other_ways(value: str) -> list[dict[str, str]]:
    if value != "wait":
        return []
    return [{"label": _("Gửi, giữ trạng thái"), "name": "then", "value": ""}]


def _route(ticket: Ticket) -> tuple[str, str]:
    """How an answer reaches the customer, and the icon of it."""
    routes = recipient_of(ticket).routes
    if not routes:
        return _("Chưa có kênh gửi, sẽ thành việc gọi khách"), "phone-off"
    channel = routes[0][0]
    label = pgettext("kênh gửi tin", "Gửi qua %(channel)s")
    icon = "mail" if channel == Channel.EMAIL else "message-square-text"
    return label % {"channel": Channel(channel).label}, icon
