"""Questions among us: asked on a ticket, answered by whoever was asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from desk.forms import ConsultAnswerForm, ConsultForm
from desk.hands import SHOWN, consults_of
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from tickets.actions.consults import answer_consult, ask_consult, withdraw_consult
from tickets.models import Consult, Ticket
from tickets.queries import conversation_of

RELATED = (
    "ticket__customer",
    "asked_by",
    "asked_of",
    "question",
    "answer",
)


@require_POST
@requires(Capability.NOTE_TICKET)
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Ask a colleague about a ticket that stays with its owner."""
    form = ConsultForm(request.POST)

    def run(ticket: Ticket, data: dict[str, Any]) -> None:
        ask_consult(
            ticket,
            actor=request.actor,
            asked_by=request.user,
            asked_of=data["agent"],
            question=data["question"],
            at=request.at,
        )

    return act(request, number, "consult", run, done=_("Đã gửi câu hỏi."), form=form)


@require_GET
@requires(Capability.NOTE_TICKET)
def consults(request: StaffRequest) -> HttpResponse:
    """What I was asked: open, or with `?done=1` what is over."""
    is_done = request.GET.get("done") == "1"
    found = consults_of(request.user, is_done=is_done).select_related(*RELATED)
    context = {
        "consults": list(found[:SHOWN]),
        "is_done": is_done,
        "limit": SHOWN,
        "at": request.at,
    }
    return render(request, "desk/consults.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.NOTE_TICKET)
def consult(request: StaffRequest, pk: int) -> HttpResponse:
    """One question with the conversation it is about, which is only read here."""
    found = _visible(request, pk)
    form = ConsultAnswerForm(request.POST or None)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, found, form.cleaned_data["answer"])
        except DomainError as refused:
            error = refused
        else:
            messages.success(request, _("Đã trả lời."))
            return redirect("desk:consults")
    status = error.status if error else 422 if form.is_bound else 200
    return _page(request, _visible(request, pk), form, str(error or ""), status)


@require_POST
@requires(Capability.NOTE_TICKET)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a question back; whoever sees the ticket may."""
    seen = Ticket.objects.visible_to(request.user)
    mine = Consult.objects.visible_to(request.user).filter(ticket__in=seen)
    found = get_object_or_404(mine.select_related("ticket"), pk=pk)
    try:
        withdraw_consult(found, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút câu hỏi."))
    page = reverse("desk:ticket", args=[found.ticket.number])
    return redirect(safe_next_url(request, page))


def _visible(request: StaffRequest, pk: int) -> Consult:
    found = Consult.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(found, pk=pk)


def _answer(request: StaffRequest, found: Consult, answer: str) -> None:
    answer_consult(
        found, actor=request.actor, author=request.user, answer=answer, at=request.at
    )


def _page(
    request: StaffRequest,
    found: Consult,
    form: ConsultAnswerForm,
    refused: str,
    status: int,
) -> HttpResponse:
    seen = Ticket.objects.visible_to(request.user).filter(pk=found.ticket_id)
    context = {
        "consult": found,
        "form": form,
        "refused": refused,
        "is_late": found.due_at <= request.at,
        "may_answer": found.asked_of_id == request.user.pk,
        "sees_ticket": seen.exists(),
        "workspace": {"entries": conversation_of(found.ticket, for_customer=False)},
    }
    return render(request, "desk/consult.html", context, status=status)
