"""The one field in which an agent answers the customer or notes for colleagues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from automation.snoozes import UNTIL_REPLY
from desk.drafts import NOTE, REPLY, kept_rows
from desk.forms import NoteForm
from desk.snoozes import Preset, presets
from desk.ticket_forms import WRITING, Refusal
from desk.workspace import Workspace
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core import formats
from foundation.core.fields import new_client_key
from foundation.core.text import amid
from foundation.notifications.enums import Channel
from tickets.actions.drafts import version_of
from tickets.enums import Outcome, TicketStatus, WaitReason
from tickets.models import Draft, Ticket
from tickets.queries import recipient_of


@dataclass(frozen=True, slots=True)
class Tools:
    """What stands around the field: drafts with their files, outcomes, times to send at."""

    other_body: str  # what is begun of the other kind
    outcomes: list[tuple[str, Any]]
    presets: list[Preset]
    send_at: str  # as it was typed, where it was refused
    draft_url: str
    files_url: str
    remove_url: str
    canned_url: str
    people_url: str
    saved: str
    # Which words of the drafts these are: of the kind in the field, and of the other.
    version: str
    other_version: str
    reply_files: list[dict[str, Any]]
    note_files: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Begun:
    """How the field is opened: with a refused form, the way back, for a note."""

    refusal: Refusal | None = None
    back: str = ""
    wants_note: bool = False

    @property
    def refused(self) -> Refusal | None:
        """The refusal, where it is of words."""
        is_ours = self.refusal is not None and self.refusal.verb in WRITING
        return self.refusal if is_ours else None

    @property
    def form(self) -> Any:
        """The form that came back, if one did."""
        return self.refused.form if self.refused else None

    @property
    def typed(self) -> Any:
        """What was typed in it."""
        return self.form.data if self.form else {}

    @property
    def is_for_note(self) -> bool:
        """Whether a note is meant: what was typed as one, or asked for."""
        return isinstance(self.form, NoteForm) if self.form else self.wants_note

    @property
    def is_stale(self) -> bool:
        """Whether words came that the writer had not read."""
        return self.refused is not None and self.refused.is_stale

    @property
    def words(self) -> list[str]:
        """Why it was refused."""
        return self.refused.words if self.refused else []


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
    tools: Tools


def composer_of(
    workspace: Workspace, user: User, *, at: datetime, begun: Begun
) -> Composer:
    """The composer with what was begun in it, or the refused one with everything typed."""
    ticket, drafts = workspace.ticket, workspace.written.drafts
    form, typed = begun.form, begun.typed
    can_reply = _can_reply(ticket, user)
    is_note = not can_reply or begun.is_for_note
    own = NOTE if is_note else REPLY
    label, value = _sending(ticket, typed, is_stale=begun.is_stale)
    route, route_icon = _route(ticket)
    return Composer(
        reply_url=reverse("desk:reply", args=[ticket.number]) if can_reply else "",
        note_url=reverse("desk:note", args=[ticket.number]),
        # Of this person: a counter has one machine and several people.
        draft_key=f"{user.pk}:{ticket.number}",
        hidden=_hidden(workspace, begun),
        body=typed.get("body", "") if form else _begun(drafts, own),
        # What came meanwhile is said above the field, not as a fault in it.
        errors=[] if begun.is_stale else begun.words,
        is_note=is_note,
        is_stale=begun.is_stale,
        has_lost_files=_has_lost(form, drafts.get(own)),
        send_label=label,
        send_value=value,
        more=_other_ways(value),
        route=route,
        route_icon=route_icon,
        tools=_tools(workspace, own, at, send_at=typed.get("send_at", "")),
    )


def _tools(workspace: Workspace, own: str, at: datetime, *, send_at: str) -> Tools:
    ticket, drafts = workspace.ticket, workspace.written.drafts
    address = [ticket.number]
    return Tools(
        other_body=_begun(drafts, REPLY if own == NOTE else NOTE),
        outcomes=Outcome.choices if ticket.can_be_resolved else [],
        presets=[each for each in presets(workspace.hours, at) if _is_time(each)],
        send_at=send_at,
        draft_url=reverse("desk:save_draft", args=address),
        files_url=reverse("desk:draft_files", args=address),
        remove_url=reverse("desk:remove_draft_file", args=address),
        canned_url=reverse("automation:canned", args=address),
        people_url=reverse("desk:colleagues", args=address),
        saved=_saved(drafts.get(own)),
        version=version_of(drafts.get(own)),
        other_version=version_of(drafts.get(REPLY if own == NOTE else NOTE)),
        reply_files=kept_rows(drafts.get(REPLY)),
        note_files=kept_rows(drafts.get(NOTE)),
    )


def _can_reply(ticket: Ticket, user: User) -> bool:
    is_open = ticket.status != TicketStatus.CLOSED
    return can(user, Capability.REPLY_TICKET) and is_open


def _has_lost(form: Any, draft: Draft | None) -> bool:
    """Whether files were chosen that neither went out nor stand beside a draft."""
    return bool(form and form.files.get("files")) and not kept_rows(draft)


def _begun(drafts: dict[str, Draft], kind: str) -> str:
    draft = drafts.get(kind)
    return draft.body if draft else ""


def _saved(draft: Draft | None) -> str:
    return formats.clock(draft.updated_at) if draft else ""


def _is_time(preset: Preset) -> bool:
    return preset.code != UNTIL_REPLY


def _hidden(workspace: Workspace, begun: Begun) -> list[dict[str, Any]]:
    key = begun.typed.get("client_key", "")
    return [
        {"name": "client_key", "value": key or new_client_key()},
        # What is on the page now is what its reader has before their eyes.
        {"name": "seen", "value": workspace.ticket.public_count},
        {"name": "seen_pending", "value": workspace.written.newest},
        {"name": "next", "value": begun.back},
    ]


def _sending(ticket: Ticket, typed: Any, *, is_stale: bool) -> tuple[str, str]:
    """What the main button says, and the `then` it sends."""
    if is_stale:
        return _("Gửi dù có tin mới"), typed.get("then", "")
    if ticket.can_wait:
        return _("Gửi và chờ khách"), "wait"
    return _("Gửi trả lời"), ""


def _other_ways(value: str) -> list[dict[str, str]]:
    """What else the ticket may do once the words are out."""
    if value != "wait":
        return []
    reasons = [reason for reason in WaitReason if reason != WaitReason.CUSTOMER]
    waits = [
        {
            "label": _("Gửi · %(next)s") % {"next": reason.label},
            "name": "then",
            "value": reason.value,
        }
        for reason in reasons
    ]
    return [{"label": _("Gửi, giữ trạng thái"), "name": "then", "value": ""}, *waits]


def _route(ticket: Ticket) -> tuple[str, str]:
    """How an answer reaches the customer, and the icon of it."""
    routes = recipient_of(ticket).routes
    if not routes:
        return _("Chưa có kênh gửi, sẽ thành việc gọi khách"), "phone-off"
    channel = routes[0][0]
    label = pgettext("kênh gửi tin", "Gửi qua %(channel)s")
    icon = "mail" if channel == Channel.EMAIL else "message-square-text"
    return label % {"channel": amid(str(Channel(channel).label))}, icon
