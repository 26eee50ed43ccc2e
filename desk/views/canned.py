"""Canned replies: the list, the editor with its preview, and the menu of a ticket."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from automation.actions import replies as actions
from automation.actions.replies import ReplyTerms
from automation.facts import sample_values, values_for
from automation.models import CannedReply
from automation.permissions import can_edit
from automation.queries import replies_for
from automation.variables import VARIABLES, faults, fill, label_of, token, unfilled
from desk.tool_forms import ReplyToolForm, initial_of
from desk.tool_lists import PAGE, ToolQuestion, row_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.models import Ticket
from tickets.numbers import parse_number


@require_GET
@requires(Capability.USE_DESK)
def replies(request: StaffRequest) -> HttpResponse:
    """What I may use: mine, my team's, everybody's."""
    question = ToolQuestion.read(request.GET)
    tools = CannedReply.objects.visible_to(request.user)
    found = question.narrow(tools, "title", "shortcut", "body")
    rows = [row_of(tool, request.user) for tool in found[:PAGE]]
    page = {"rows": rows, "question": question}
    return render(request, "desk/replies/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.NOTE_TICKET)
def new_reply(request: StaffRequest) -> HttpResponse:
    """Write a new one; `?from=` begins with a copy."""
    if request.method == "POST":
        return _save(request, None)
    initial: dict[str, Any] = {"sharing": "own", "team": request.user.team_id}
    source = request.GET.get("from", "")
    if source.isascii() and source.isdigit() and len(source) < 10:
        own = _visible(request, int(source))
        initial = {**initial_of(own, request.user), "sharing": "own"}
        initial["title"] = _("%(title)s (bản sao)") % {"title": own.title}
    form = ReplyToolForm(user=request.user, initial=initial)
    return _editor(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def reply(request: StaffRequest, pk: int) -> HttpResponse:
    """One reply: to read, and where it is in one's care to change."""
    found = _visible(request, pk)
    if request.method == "POST":
        return _save(request, found)
    initial = initial_of(found, request.user)
    return _editor(request, ReplyToolForm(user=request.user, initial=initial), found)


@require_POST
@requires(Capability.USE_DESK)
def preview(request: StaffRequest) -> HttpResponse:
    """What a customer would read, with a ticket of one's own choice or a made-up one."""
    body = request.POST.get("body", "")[:8000]
    context = {"sample": _sample(request, body)}
    return render(request, "desk/replies/_preview.html", context)


@require_POST
@requires(Capability.USE_DESK)
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it to nobody any more."""
    done = _("Đã ngừng dùng. Bạn lấy lại được ở mục Đã ngừng dùng.")
    return _verb(request, pk, actions.retire_reply, done)


@require_POST
@requires(Capability.USE_DESK)
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    return _verb(request, pk, actions.restore_reply, _("Đã dùng lại."))


@require_GET
@requires(Capability.NOTE_TICKET)
def menu(request: StaffRequest, number: str) -> HttpResponse:
    """The replies for a ticket, filled in: what the field to write in asks for after /."""
    tickets = Ticket.objects.visible_to(request.user)
    tickets = tickets.select_related("customer", "unit__product")
    ticket = get_object_or_404(tickets, number=number)
    choices = replies_for(request.user, ticket, request.GET.get("q", "")[:80])
    if "application/json" in request.headers.get("Accept", ""):
        rows = [
            {
                "id": c.pk,
                "shortcut": c.shortcut,
                "title": c.title,
                "body": c.body,
                "missing": c.missing,
            }
            for c in choices
        ]
        return JsonResponse({"results": rows})
    context = {"choices": choices, "words": request.GET.get("q", "")[:80]}
    return render(request, "desk/replies/_menu.html", context)


def _visible(request: StaffRequest, pk: int) -> CannedReply:
    found = CannedReply.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("owner", "team"), pk=pk)


def _save(request: StaffRequest, found: CannedReply | None) -> HttpResponse:
    form = ReplyToolForm(request.POST, user=request.user)
    if "preview" in request.POST or not form.is_valid():
        status = 200 if "preview" in request.POST else 422
        return _editor(request, form, found, status=status)
    data = form.cleaned_data
    terms = ReplyTerms(
        data["shortcut"], data["title"], data["body"], data["kind"], form.shared
    )
    who: dict[str, Any] = {"by": request.user, "actor": request.actor, "at": request.at}
    try:
        if found is None:
            actions.write_reply(terms, **who)
        else:
            seen = data["seen_version"] or 0
            actions.rewrite_reply(found, terms, seen_version=seen, **who)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _editor(request, form, found, status=error.status)
    messages.success(request, _("Đã lưu câu trả lời mẫu."))
    return redirect("automation:replies")


def _verb(request: StaffRequest, pk: int, action: Any, done: str) -> HttpResponse:
    found = _visible(request, pk)
    try:
        action(found, by=request.user, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("automation:replies")


def _editor(
    request: StaffRequest,
    form: ReplyToolForm,
    found: CannedReply | None,
    *,
    status: int = 200,
) -> HttpResponse:
    body = form["body"].value() or ""
    page = {
        "form": form,
        "reply": found,
        "may_edit": found is None or can_edit(request.user, found),
        "variables": [(token(name), label) for name, label in VARIABLES.items()],
        "sample": _sample(request, body),
    }
    return render(request, "desk/replies/edit.html", page, status=status)


def _sample(request: StaffRequest, body: str) -> dict[str, Any]:
    """The words as a customer would read them, with what is wrong and what is missing."""
    number = parse_number(request.POST.get("ticket", ""))
    tickets = Ticket.objects.visible_to(request.user).filter(number=number or "")
    ticket = tickets.select_related("customer", "unit__product").first()
    values = values_for(ticket, request.user) if ticket else sample_values(request.user)
    text = fill(body, values)
    wrong = faults(body)
    return {
        "text": text,
        "faults": wrong,
        "missing": [] if wrong else [label_of(name) for name in unfilled(text)],
        "ticket": ticket,
        "is_unknown": bool(request.POST.get("ticket", "").strip()) and ticket is None,
        "asked": request.POST.get("ticket", "")[:20],
    }
