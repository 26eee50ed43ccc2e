"""What an agent writes on a ticket: to the customer, or among ourselves."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from automation.actions.usage import count_replies
from automation.variables import label_of, unfilled
from desk.forms import NoteForm
from desk.snoozes import moment_words
from desk.views.tickets import act
from desk.writing_errors import UnfilledError
from desk.writing_forms import ReplyForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.attachments import keep_files
from tickets.actions.drafts import (
    add_draft_files,
    check_load,
    draft_of,
    drop_draft,
    kept_files,
    put_back,
    save_draft,
)
from tickets.actions.mentions import unseen_names
from tickets.actions.messages import add_note, reply_to_customer
from tickets.actions.sending import Leave, queue_reply
from tickets.actions.words import Words
from tickets.enums import MessageKind
from tickets.errors import TicketMergedError
from tickets.files import KeptFile
from tickets.models import PendingReply, Ticket
from tickets.policy_book import hours_now


@require_POST
@requires(Capability.REPLY_TICKET)
def reply(request: StaffRequest, number: str) -> HttpResponse:
    """Answer the customer: at once, in some seconds, or at a chosen time."""
    form = ReplyForm(request.POST, request.FILES)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        words = _words(request, ticket, MessageKind.PUBLIC, data)
        try:
            _check_filled(words.body)
            _send(request, ticket, form, words)
            count_replies(data["canned"], by=request.user, at=request.at)
        except DomainError as refused:
            _keep_for_later(request, ticket, MessageKind.PUBLIC, words, refused)
            raise

    return act(request, number, "reply", run, done="", form=form)


@require_POST
@requires(Capability.NOTE_TICKET)
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Keep something for ourselves; whom it names is told."""
    form = NoteForm(request.POST, request.FILES)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        words = _words(request, ticket, MessageKind.NOTE, data)
        try:
            add_note(
                ticket,
                actor=request.actor,
                author=request.user,
                at=request.at,
                words=words,
            )
        except DomainError as refused:
            _keep_for_later(request, ticket, MessageKind.NOTE, words, refused)
            raise
        drop_draft(ticket, writer=request.user, kind=MessageKind.NOTE)
        messages.success(request, _("Đã lưu ghi chú."))
        if missed := unseen_names(words.body, ticket):
            who = {"names": ", ".join(missed)}
            hint = _(
                "%(names)s không xem được phiếu này nên không nhận được tin. Hãy dùng "
                "“Hỏi ý kiến” để hỏi."
            )
            messages.warning(request, hint % who)

    return act(request, number, "note", run, done="", form=form)


def _send(request: StaffRequest, ticket: Ticket, form: ReplyForm, words: Words) -> None:
    moment = form.moment(hours_now().default, request.at)
    if moment is None and not settings.UNDO_SECONDS:
        reply_to_customer(
            ticket,
            actor=request.actor,
            author=request.user,
            at=request.at,
            words=words,
            then=form.next_step,
        )
        drop_draft(ticket, writer=request.user, kind=MessageKind.PUBLIC)
        messages.success(request, _("Đã gửi cho khách."))
        return
    leave = Leave(moment, form.cleaned_data["seen_pending"] or 0)
    pending = queue_reply(
        ticket,
        author=request.user,
        words=words,
        then=form.next_step,
        leave=leave,
        at=request.at,
    )
    _tell(request, pending)


def _tell(request: StaffRequest, pending: PendingReply) -> None:
    """The word at the foot of the page, with the undo beside it."""
    undo = reverse("desk:take_back", args=[pending.pk])
    if pending.is_scheduled:
        when = {"when": moment_words(pending.send_at, request.at)}
        messages.success(request, _("Sẽ gửi %(when)s.") % when, extra_tags=undo)
        return
    seconds = settings.UNDO_SECONDS
    sentence = ngettext(
        "Sẽ gửi cho khách sau %(n)s giây.", "Sẽ gửi cho khách sau %(n)s giây.", seconds
    )
    messages.success(request, sentence % {"n": seconds}, extra_tags=undo)


def _words(
    request: StaffRequest, ticket: Ticket, kind: MessageKind, data: dict[str, Any]
) -> Words:
    """What was typed, with the files of this form and those kept beside its draft."""
    files = (*_kept(request, ticket, kind), *keep_files(data["files"]))
    check_load(files)
    return Words(
        body=data["body"],
        files=files,
        client_key=data["client_key"] or None,
        seen_public_count=data.get("seen"),
    )


def _kept(
    request: StaffRequest, ticket: Ticket, kind: MessageKind
) -> tuple[KeptFile, ...]:
    """The files of the draft that stood in the form; of no other kind of words."""
    keys = set(request.POST.getlist("kept"))
    draft = draft_of(ticket, request.user, kind) if keys else None
    rows = draft.files if draft else []
    return kept_files([row for row in rows if row["sha256"] in keys])


def _check_filled(body: str) -> None:
    if missing := unfilled(body):
        raise UnfilledError([str(label_of(name)) for name in missing])


def _keep_for_later(
    request: StaffRequest,
    ticket: Ticket,
    kind: MessageKind,
    words: Words,
    refused: DomainError,
) -> None:
    """Nothing that was typed is lost by a refusal, the files neither."""
    if isinstance(refused, TicketMergedError):
        _carry_over(request, ticket, kind, words)
        return
    who: dict[str, Any] = {"writer": request.user, "kind": kind, "at": request.at}
    if words.files:
        add_draft_files(ticket, files=words.files, **who)
    if words.body.strip():
        save_draft(ticket, words=words, **who)


def _carry_over(
    request: StaffRequest, ticket: Ticket, kind: MessageKind, words: Words
) -> None:
    """Words for a ticket that was merged meanwhile wait where it goes on."""
    seen = Ticket.objects.visible_to(request.user)
    into = seen.filter(merged_here=ticket.pk).first()
    if into is None:
        return
    unseen = replace(words, seen_public_count=0)
    put_back(into, writer=request.user, words=unseen, kind=kind, at=request.at)
    drop_draft(ticket, writer=request.user, kind=kind)
    hint = _("Nội dung bạn viết đã thành nháp ở %(number)s.")
    messages.warning(request, hint % {"number": into.short_number})
