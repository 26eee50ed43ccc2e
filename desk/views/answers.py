"""What an agent writes on a ticket: to the customer, or among ourselves."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.forms import NoteForm, ReplyForm
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.actions.attachments import keep_files
from tickets.actions.messages import add_note, reply_to_customer
from tickets.actions.words import Words
from tickets.enums import WaitReason
from tickets.models import Ticket


@require_POST
@requires(Capability.REPLY_TICKET)
def reply(request: StaffRequest, number: str) -> HttpResponse:
    """Answer the customer, and wait for them if the button said so."""
    form = ReplyForm(request.POST, request.FILES)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        reply_to_customer(
            ticket,
            actor=request.actor,
            author=request.user,
            at=request.at,
            words=_words(data, data["seen"]),
            then=WaitReason.CUSTOMER if data["then"] == "wait" else None,
        )

    return act(request, number, "reply", run, done=_("Đã gửi cho khách."), form=form)


@require_POST
@requires(Capability.NOTE_TICKET)
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Keep something for ourselves."""
    form = NoteForm(request.POST, request.FILES)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        add_note(
            ticket,
            actor=request.actor,
            author=request.user,
            at=request.at,
            words=_words(data, None),
        )

    return act(request, number, "note", run, done=_("Đã lưu ghi chú."), form=form)


def _words(data: dict[str, Any], seen: int | None) -> Words:
    return Words(
        body=data["body"],
        files=keep_files(data["files"]),
        client_key=data["client_key"] or None,
        seen_public_count=seen,
    )
