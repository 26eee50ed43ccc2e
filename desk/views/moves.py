"""The buttons that move a ticket: whose it is, where it stands, what it is about."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.forms import (
    AssignForm,
    ClassifyForm,
    ReopenForm,
    ResolveForm,
    StageForm,
    WaitForm,
)
from desk.resolving import ask_about_tasks
from desk.serials import unit_named
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.actions.assignment import assign_ticket, take_ticket
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.resolution import close_ticket, reopen_ticket, resolve_ticket
from tickets.actions.stages import finish_stage, start_stage
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.enums import (
    Complexity,
    Outcome,
    Priority,
    Stage,
    TicketKind,
    WaitReason,
)
from tickets.models import Ticket


@require_POST
@requires(Capability.ASSIGN_TICKET)
def assign(request: StaffRequest, number: str) -> HttpResponse:
    """Give the ticket to a person or a team."""
    form = AssignForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        assign_ticket(ticket, actor=request.actor, at=request.at, **data)

    return act(request, number, "assign", run, done=_("Đã giao phiếu."), form=form)


@require_POST
@requires(Capability.REPLY_TICKET)
def take(request: StaffRequest, number: str) -> HttpResponse:
    """Take the ticket out of the queue for oneself."""

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        take_ticket(ticket, actor=request.actor, agent=request.user, at=request.at)

    return act(request, number, "take", run, done=_("Phiếu đã là của bạn."))


@require_POST
@requires(Capability.REPLY_TICKET)
def wait(request: StaffRequest, number: str) -> HttpResponse:
    """Put the ticket aside until somebody else has moved."""
    form = WaitForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        reason = WaitReason(data["reason"])
        wait_for(ticket, actor=request.actor, reason=reason, at=request.at)

    return act(request, number, "wait", run, done=_("Phiếu đang chờ."), form=form)


@require_POST
@requires(Capability.REPLY_TICKET)
def resume(request: StaffRequest, number: str) -> HttpResponse:
    """Go on with a ticket that waited."""

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        resume_ticket(ticket, actor=request.actor, at=request.at)

    return act(request, number, "resume", run, done=_("Phiếu đang xử lý tiếp."))


@require_POST
@requires(Capability.REPLY_TICKET)
def stage(request: StaffRequest, number: str) -> HttpResponse:
    """Begin a part of the work, or end the one that runs."""
    form = StageForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        if data["stage"]:
            begun = Stage(data["stage"])
            start_stage(ticket, stage=begun, actor=request.actor, at=request.at)
        else:
            finish_stage(ticket, actor=request.actor, at=request.at)

    is_start = bool(request.POST.get("stage"))
    done = _("Đã bắt đầu công đoạn.") if is_start else _("Đã xong công đoạn.")
    return act(request, number, "stage", run, done=done, form=form)


@require_POST
@requires(Capability.RESOLVE_TICKET)
def resolve(request: StaffRequest, number: str) -> HttpResponse:
    """End the work and tell the customer what was done."""
    form = ResolveForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        ask_about_tasks(ticket, request.POST.get("open_tasks", ""))
        resolve_ticket(
            ticket,
            actor=request.actor,
            agent=request.user,
            outcome=Outcome(data["outcome"]),
            note=data["note"],
            at=request.at,
        )

    return act(
        request, number, "resolve", run, done=_("Đã xử lý xong phiếu."), form=form
    )


@require_POST
@requires(Capability.RESOLVE_TICKET)
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    """Take a finished ticket up again."""
    form = ReopenForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        reopen_ticket(ticket, actor=request.actor, at=request.at, reason=data["reason"])

    return act(request, number, "reopen", run, done=_("Đã mở lại phiếu."), form=form)


@require_POST
@requires(Capability.CLOSE_TICKET)
def close(request: StaffRequest, number: str) -> HttpResponse:
    """Put a resolved ticket away."""

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        close_ticket(ticket, actor=request.actor, at=request.at)

    return act(request, number, "close", run, done=_("Đã đóng phiếu."))


@require_POST
@requires(Capability.CLASSIFY_TICKET)
def classify(request: StaffRequest, number: str) -> HttpResponse:
    """Say what the ticket is about, how urgent it is, and which unit it concerns."""
    form = ClassifyForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        sorted_as = replace(
            Classification.of(ticket).under(data["category"], _complexity(data)),
            kind=TicketKind(data["kind"]),
            priority=Priority(data["priority"]),
            unit=unit_named(request.user, data["serial"]),
            subject=data["subject"],
        )
        classify_ticket(ticket, actor=request.actor, at=request.at, to=sorted_as)

    return act(
        request, number, "classify", run, done=_("Đã phân loại phiếu."), form=form
    )


def _complexity(data: dict[str, Any]) -> Complexity | None:
    return Complexity(data["complexity"]) if data["complexity"] else None
