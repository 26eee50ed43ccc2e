"""Things to do on a ticket."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.day_forms import TaskForm, key_of
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.actions import checklists as actions
from tickets.actions.checklists import Removed
from tickets.models import ChecklistItem, ChecklistTemplate, Ticket

# What was taken away last, in the session of whoever did: words belong in no address.
REMOVED = "removed-task"


@require_POST
@requires(Capability.NOTE_TICKET)
def add(request: StaffRequest, number: str) -> HttpResponse:
    """One thing more to do, or the lines of a list."""
    template_key = key_of(request.POST.get("template", ""))
    if template_key:
        lists = ChecklistTemplate.objects.visible_to(request.user)
        template = get_object_or_404(lists, pk=template_key)

        def run_list(ticket: Ticket, _data: dict[str, Any]) -> None:
            actions.add_checklist(ticket, template, **_who(request))

        return act(
            request, number, "checklist", run_list, done=_("Đã thêm danh sách việc.")
        )
    form = TaskForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        actions.add_item(ticket, data["text"], **_who(request))

    return act(
        request, number, "checklist", run, done=_("Đã thêm việc cần làm."), form=form
    )


@require_POST
@requires(Capability.NOTE_TICKET)
def tick(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """It is done, or not after all."""
    is_done = request.POST.get("done") == "1"
    done = _("Đã đánh dấu xong.") if is_done else _("Đã bỏ đánh dấu.")
    return _item(
        request,
        number,
        pk,
        lambda item: actions.tick_item(item, is_done=is_done, **_who(request)),
        done,
    )


@require_POST
@requires(Capability.NOTE_TICKET)
def change(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Other words, or another place."""
    to = request.POST.get("to", "")
    by = {"actor": request.actor, "at": request.at}

    def run(item: ChecklistItem) -> None:
        if to:
            actions.move_item(item, key_of(to), **by)  # type: ignore[arg-type]
        else:
            text = request.POST.get("text", "")
            actions.rename_item(item, text, **by)  # type: ignore[arg-type]

    return _item(request, number, pk, run, _("Đã sửa việc cần làm."))


@require_POST
@requires(Capability.NOTE_TICKET)
def remove(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Take it away; the word about it has a way back."""

    def run(item: ChecklistItem) -> None:
        gone = actions.remove_item(item, actor=request.actor, at=request.at)
        request.session[REMOVED] = {"number": number, **_stored(gone)}
        undo = reverse("desk:restore_task", args=[number])
        messages.success(request, _("Đã xóa một việc."), extra_tags=undo)

    return _item(request, number, pk, run, "")


@require_POST
@requires(Capability.NOTE_TICKET)
def restore(request: StaffRequest, number: str) -> HttpResponse:
    """Put back what was taken away last."""
    kept = request.session.pop(REMOVED, None)

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        if kept and kept.pop("number") == number:
            by = {"actor": request.actor, "at": request.at}
            actions.restore_item(ticket, _read(kept), **by)  # type: ignore[arg-type]

    return act(request, number, "checklist", run, done=_("Đã lấy lại việc vừa xóa."))


def _item(
    request: StaffRequest,
    number: str,
    pk: int,
    run: Callable[[ChecklistItem], object],
    done: str,
) -> HttpResponse:
    """Act on one line of a ticket that its reader sees."""

    def on_ticket(ticket: Ticket, _data: dict[str, Any]) -> None:
        run(get_object_or_404(ticket.checklist.select_related("ticket"), pk=pk))

    return act(request, number, "checklist", on_ticket, done=done)


def _who(request: StaffRequest) -> dict[str, Any]:
    return {"actor": request.actor, "by": request.user, "at": request.at}


def _stored(gone: Removed) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(gone).items()
    }


def _read(kept: dict[str, Any]) -> Removed:
    moments = {
        name: datetime.fromisoformat(kept[name]) if kept[name] else None
        for name in ("created_at", "done_at")
    }
    return Removed(**{**kept, **moments})
