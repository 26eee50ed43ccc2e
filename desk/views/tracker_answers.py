"""Saying one thing on every ticket of a fault, and how the fault ends."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from automation.actions.bulk import AT_ONCE, Asking, ask_run, check_order
from automation.actions.bulk_work import work_run
from automation.models import BulkRun
from desk.bulk_choice import seen_counts
from desk.bulk_pages import preview_of
from desk.day_forms import AnswerAllForm, NoteAllForm
from desk.trackers import answer_order, open_tickets_of
from desk.views.trackers import tracker_page, visible_tracker
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.trackers import note_tickets, reopen_tracker, resolve_tracker
from tickets.actions.words import Words
from tickets.models import Tracker


@require_POST
@requires(Capability.TRACK_FAULTS)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer every open ticket of the fault; the run's page tells what came of each."""
    found = visible_tracker(request, pk)
    form = AnswerAllForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return tracker_page(request, found, 422, answer_form=form)
    try:
        if "preview" in request.POST:
            return _tried(request, found, form)
        run = _ask(request, found, form)
    except DomainError as error:
        return _refused(request, found, form, error, "answer_form")
    if run.n_total <= AT_ONCE:
        work_run(run, request.at)
    else:
        messages.success(request, _("Đã nhận. Bạn rời trang này vẫn chạy tiếp."))
    return redirect("automation:bulk", run.pk)


@require_POST
@requires(Capability.TRACK_FAULTS)
def note(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep a note on every open ticket of the fault."""
    found = visible_tracker(request, pk)
    form = NoteAllForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return tracker_page(request, found, 422, note_form=form)
    key = form.cleaned_data["client_key"] or None
    try:
        noted = note_tickets(
            found,
            open_tickets_of(found, request.user),
            Words(form.cleaned_data["body"], client_key=key),
            actor=request.actor,
            author=request.user,
            at=request.at,
        )
    except DomainError as error:
        return _refused(request, found, form, error, "note_form")
    words = ngettext(
        "Đã ghi chú vào %(n)s phiếu.", "Đã ghi chú vào %(n)s phiếu.", noted
    )
    messages.success(request, words % {"n": noted})
    return redirect("desk:tracker", found.pk)


@require_POST
@requires(Capability.TRACK_FAULTS)
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """It hits nobody any more, without an answer; or it does again."""
    found = visible_tracker(request, pk)
    is_over = request.POST.get("over") == "1"
    act = resolve_tracker if is_over else reopen_tracker
    try:
        act(found, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
        return tracker_page(request, visible_tracker(request, pk), error.status)
    done = _("Lỗi đã khắc phục.") if is_over else _("Đã mở lại lỗi.")
    messages.success(request, done)
    return redirect("desk:tracker", found.pk)


def _tried(request: StaffRequest, found: Tracker, form: AnswerAllForm) -> HttpResponse:
    """What each customer would read and what would become of their ticket; nothing is done."""
    order = answer_order(form.cleaned_data)
    check_order(order, request.user)
    tickets = open_tickets_of(found, request.user)
    seen = preview_of(tickets, order, by=request.user, at=request.at)
    read = [f"{ticket.number}:{ticket.public_count}" for ticket in tickets]
    return tracker_page(request, found, answer_form=form, preview=seen, read=read)


@transaction.atomic
def _ask(request: StaffRequest, found: Tracker, form: AnswerAllForm) -> BulkRun:
    data = form.cleaned_data
    tickets = open_tickets_of(found, request.user)
    run = ask_run(
        answer_order(data),
        tickets,
        by=request.user,
        actor=request.actor,
        at=request.at,
        form=Asking(
            data["client_key"][:40],
            seen_counts(request.POST.getlist("seen"), tickets),
        ),
    )
    if data["is_settled"] and found.resolved_at is None:
        resolve_tracker(found, actor=request.actor, at=request.at)
    return run


def _refused(
    request: StaffRequest,
    found: Tracker,
    form: forms.Form,
    error: DomainError,
    name: str,
) -> HttpResponse:
    known = error.field if error.field in form.fields else None
    form.add_error(known, str(error))
    return tracker_page(request, found, error.status, **{name: form})
