"""The ticket page and its buttons: each maps a form to one action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalog.models import Unit
from catalog.serials import fold_serial
from desk.forms import (
    AssignForm,
    ClassifyForm,
    NoteForm,
    ReopenForm,
    ReplyForm,
    ResolveForm,
    WaitForm,
)
from desk.workspace import workspace_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from tickets.actions.assignment import assign_ticket, take_ticket
from tickets.actions.attachments import keep_files
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.messages import add_note, reply_to_customer
from tickets.actions.resolution import close_ticket, reopen_ticket, resolve_ticket
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.actions.words import Words
from tickets.enums import Outcome, Priority, TicketKind, WaitReason
from tickets.models import Ticket

PAGE_RELATIONS = (
    "customer",
    "unit__product",
    "unit__purchase_line__purchase",
    "team",
    "assignee",
)
FRAGMENTS = {"ticket-head": "head", "conversation": "conversation"}


@require_GET
@requires(Capability.USE_DESK)
def ticket(request: StaffRequest, number: str) -> HttpResponse:
    """The workspace of one ticket; htmx fetches its fragments after a change."""
    return _page(request, _visible(request, number))


@require_POST
@requires(Capability.REPLY_TICKET)
def reply(request: StaffRequest, number: str) -> HttpResponse:
    """Answer the customer, and wait for them if the button said so."""
    form = ReplyForm(request.POST, request.FILES)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        words = _words(data, None if data["send_anyway"] else data["seen"])
        then = WaitReason.CUSTOMER if data["then"] == "wait" else None
        reply_to_customer(
            ticket,
            actor=request.actor,
            author=request.user,
            at=request.at,
            words=words,
            then=then,
        )

    return _act(request, number, "reply", form, run, _("Đã gửi cho khách."))


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

    return _act(request, number, "note", form, run, _("Đã lưu ghi chú."))


@require_POST
@requires(Capability.ASSIGN_TICKET)
def assign(request: StaffRequest, number: str) -> HttpResponse:
    """Give the ticket to a person or a team."""
    form = AssignForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        assign_ticket(ticket, actor=request.actor, at=request.at, **data)

    return _act(request, number, "assign", form, run, _("Đã giao phiếu."))


@require_POST
@requires(Capability.REPLY_TICKET)
def take(request: StaffRequest, number: str) -> HttpResponse:
    """Take the ticket out of the queue for oneself."""

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        take_ticket(ticket, actor=request.actor, agent=request.user, at=request.at)

    return _act(request, number, "take", None, run, _("Phiếu đã là của bạn."))


@require_POST
@requires(Capability.REPLY_TICKET)
def wait(request: StaffRequest, number: str) -> HttpResponse:
    """Put the ticket aside until somebody else has moved."""
    form = WaitForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        reason = WaitReason(data["reason"])
        wait_for(ticket, actor=request.actor, reason=reason, at=request.at)

    return _act(request, number, "wait", form, run, _("Phiếu đang chờ."))


@require_POST
@requires(Capability.REPLY_TICKET)
def resume(request: StaffRequest, number: str) -> HttpResponse:
    """Go on with a ticket that waited."""

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        resume_ticket(ticket, actor=request.actor, at=request.at)

    return _act(request, number, "resume", None, run, _("Phiếu đang xử lý tiếp."))


@require_POST
@requires(Capability.RESOLVE_TICKET)
def resolve(request: StaffRequest, number: str) -> HttpResponse:
    """End the work and tell the customer what was done."""
    form = ResolveForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        resolve_ticket(
            ticket,
            actor=request.actor,
            agent=request.user,
            outcome=Outcome(data["outcome"]),
            note=data["note"],
            at=request.at,
        )

    return _act(request, number, "resolve", form, run, _("Đã xử lý xong phiếu."))


@require_POST
@requires(Capability.RESOLVE_TICKET)
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    """Take a finished ticket up again."""
    form = ReopenForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        reopen_ticket(ticket, actor=request.actor, at=request.at, reason=data["reason"])

    return _act(request, number, "reopen", form, run, _("Đã mở lại phiếu."))


@require_POST
@requires(Capability.CLOSE_TICKET)
def close(request: StaffRequest, number: str) -> HttpResponse:
    """Put a resolved ticket away."""

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        close_ticket(ticket, actor=request.actor, at=request.at)

    return _act(request, number, "close", None, run, _("Đã đóng phiếu."))


@require_POST
@requires(Capability.CLASSIFY_TICKET)
def classify(request: StaffRequest, number: str) -> HttpResponse:
    """Say what the ticket is about, how urgent it is, and which unit it concerns."""
    form = ClassifyForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        classify_ticket(
            ticket,
            actor=request.actor,
            at=request.at,
            to=Classification(
                kind=TicketKind(data["kind"]),
                priority=Priority(data["priority"]),
                unit=unit_named(request, data["serial"]),
                subject=data["subject"],
            ),
        )

    return _act(request, number, "classify", form, run, _("Đã phân loại phiếu."))


def _visible(request: StaffRequest, number: str) -> Ticket:
    tickets = Ticket.objects.visible_to(request.user)
    known = tickets.select_related(*PAGE_RELATIONS)
    return get_object_or_404(known, number=number)


def unit_named(request: StaffRequest, serial: str) -> Unit | None:
    """The unit with this serial, None for an empty one; refuses an unknown serial."""
    if not serial:
        return None
    found = Unit.objects.visible_to(request.user).filter(serial=fold_serial(serial))
    unit = found.first()
    if unit is None:
        raise DomainError(_("Không có máy nào mang số này."), field="serial")
    return unit


def _words(data: dict[str, Any], seen: int | None) -> Words:
    return Words(
        body=data["body"],
        files=keep_files(data["files"]),
        client_key=data["client_key"] or None,
        seen_public_count=seen,
    )


def _act(
    request: StaffRequest,
    number: str,
    verb: str,
    form: forms.Form | None,
    run: Callable[[Ticket, dict[str, Any]], None],
    done: str,
) -> HttpResponse:
    """Validate, act, go back; a refusal shows the page with what was typed (422, 409)."""
    ticket = _visible(request, number)
    status = 422
    if form is None or form.is_valid():
        try:
            run(ticket, form.cleaned_data if form is not None else {})
        except DomainError as error:
            status = error.status
            form = form if form is not None else forms.Form({})
            known = error.field if error.field in form.fields else None
            form.add_error(known, str(error))
        else:
            messages.success(request, done)
            return redirect(_back(request, ticket))
    return _page(request, ticket, refused=(verb, form), status=status)


def _back(request: StaffRequest, ticket: Ticket) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse("desk:ticket", args=[ticket.number])


def _page(
    request: StaffRequest,
    ticket: Ticket,
    *,
    refused: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    if refused:
        ticket = _visible(request, ticket.number)
    context = {
        "ticket": ticket,
        "workspace": workspace_of(ticket, request.user, request.at),
        **ticket_forms(ticket, refused),
    }
    template = "desk/ticket.html"
    fragment = FRAGMENTS.get(request.headers.get("HX-Target", "").split("#")[-1])
    if request.htmx and fragment:
        template += f"#{fragment}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def ticket_forms(
    ticket: Ticket, refused: tuple[str, forms.Form] | None = None
) -> dict[str, Any]:
    """The forms of the page; the refused one comes back as it was typed."""
    key = new_client_key()
    found: dict[str, Any] = {
        "reply": ReplyForm(initial={"client_key": key, "seen": ticket.public_count}),
        "note": NoteForm(initial={"client_key": key}),
        "assign": AssignForm(initial={"agent": ticket.assignee, "team": ticket.team}),
        "wait": WaitForm(),
        "resolve": ResolveForm(),
        "reopen": ReopenForm(),
        "classify": ClassifyForm(
            initial={
                "kind": ticket.kind,
                "priority": ticket.priority,
                "subject": ticket.subject,
                "serial": ticket.unit.serial if ticket.unit else "",
            }
        ),
    }
    verb, form = refused or ("", None)
    if form is not None:
        found[verb] = form
    return {"forms": found, "refused": verb, "refused_form": form}
