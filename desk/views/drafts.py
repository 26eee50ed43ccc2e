"""What one has begun to write: saved while writing, found on any machine."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.drafts import kept_rows
from desk.writing_forms import DraftForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core import formats
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from tickets.actions.attachments import keep_files
from tickets.actions.drafts import (
    add_draft_files,
    drop_draft,
    remove_draft_file,
    save_draft,
    version_of,
)
from tickets.actions.words import Words
from tickets.enums import MessageKind
from tickets.models import Draft, Ticket
from tickets.writing_errors import DraftChangedError

LISTED = 100


@require_GET
@requires(Capability.NOTE_TICKET)
def drafts(request: StaffRequest) -> HttpResponse:
    """Everything I have begun, the latest first."""
    rows = Draft.objects.visible_to(request.user).select_related("ticket__customer")
    page = {"drafts": rows.order_by("-updated_at", "-id")[:LISTED]}
    return render(request, "desk/writing/drafts.html", page)


@require_POST
@requires(Capability.NOTE_TICKET)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw one away."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user), pk=pk)
    drop_draft(draft.ticket, writer=request.user, kind=MessageKind(draft.kind))
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect(safe_next_url(request, reverse("desk:drafts")))


@require_POST
@requires(Capability.NOTE_TICKET)
def save(request: StaffRequest, number: str) -> HttpResponse:
    """Keep what is being written; scripts call it every few seconds."""
    return _kept(request, number)


@require_POST
@requires(Capability.NOTE_TICKET)
def files(request: StaffRequest, number: str) -> HttpResponse:
    """Keep chosen, pasted and dropped files at once; the list of them comes back."""
    return _kept(request, number)


@require_POST
@requires(Capability.NOTE_TICKET)
def remove(request: StaffRequest, number: str) -> HttpResponse:
    """Take a file out again; the words stay."""
    return _kept(request, number)


def _kept(request: StaffRequest, number: str) -> HttpResponse:
    tickets = Ticket.objects.visible_to(request.user)
    ticket = get_object_or_404(tickets, number=number)
    # The button that takes a file out names the kind in its address.
    typed = {**request.GET.dict(), **request.POST.dict()}
    form = DraftForm(typed, request.FILES)
    is_script = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        error = next(iter(form.errors.values()))[0]
        return _refused(request, ticket, str(error), 422, is_script=is_script)
    try:
        draft = _keep(request, ticket, form.cleaned_data)
    except DraftChangedError as clash:
        if not is_script:
            return _refused(request, ticket, str(clash), 409, is_script=False)
        # Not saved, but nothing is wrong either: whoever writes chooses between both.
        return JsonResponse({"clash": str(clash), **_words_of(clash.draft)})
    except DomainError as refused:
        code = refused.status
        return _refused(request, ticket, str(refused), code, is_script=is_script)
    if is_script:
        rows = kept_rows(draft)
        answer = {"saved": formats.clock(request.at), "files": rows}
        return JsonResponse({**answer, "version": version_of(draft)})
    messages.success(request, _("Đã lưu nháp."))
    return redirect(_page(request, ticket, form.cleaned_data["kind"]))


def _words_of(draft: Draft) -> dict[str, str]:
    """The words that stand in a draft now, and which version of it they are."""
    return {"body": draft.body, "version": version_of(draft)}


def _keep(request: StaffRequest, ticket: Ticket, data: dict[str, Any]) -> Draft | None:
    who: dict[str, Any] = {"writer": request.user, "kind": MessageKind(data["kind"])}
    who["at"] = request.at
    words = Words(
        body=data["body"],
        client_key=data["client_key"] or None,
        seen_public_count=data["seen"],
    )
    draft = None
    if data["files"]:
        draft = add_draft_files(ticket, files=keep_files(data["files"]), **who)
    if data["remove"]:
        remove_draft_file(ticket, sha256=data["remove"], **who)
    # Files alone come without words, which must not empty what is written.
    if "body" in request.POST:
        # A page without scripts says nothing of what it began with.
        base = data["base"] if "base" in request.POST else None
        draft = save_draft(ticket, words=words, base=base, **who)
    return draft


def _refused(
    request: StaffRequest, ticket: Ticket, why: str, status: int, *, is_script: bool
) -> HttpResponse:
    if is_script:
        return JsonResponse({"error": why}, status=status)
    messages.error(request, why)
    return redirect(_page(request, ticket, request.POST.get("kind", "")))


def _page(request: StaffRequest, ticket: Ticket, kind: str) -> str:
    page = reverse("desk:ticket", args=[ticket.number])
    writing = "?write=note" if kind == MessageKind.NOTE else ""
    return safe_next_url(request, f"{page}{writing}")
