"""The case page and its verbs, the same for whoever signed in and whoever has the link."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from foundation.accounts.http import PrincipalRequest
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import client_network
from portal import limits
from portal.cases import case_page
from portal.forms import AnswerForm
from portal.views.refusals import explain, render_form
from tickets.actions.attachments import keep_files
from tickets.actions.messages import reply_by_customer
from tickets.actions.resolution import close_ticket
from tickets.actions.words import Words
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Door:
    """How somebody came to a case, and the addresses that go with it."""

    page_url: str
    answer_url: str
    confirm_url: str
    live_url: str
    by_link: bool

    @property
    def full_url(self) -> str:
        """The address of the page as people keep and send it."""
        return f"{settings.BASE_URL}{self.page_url}"


def own_door(ticket: Ticket) -> Door:
    """For the customer who is signed in."""
    known = [ticket.number]
    return Door(
        page_url=reverse("portal:ticket", args=known),
        answer_url=reverse("portal:answer", args=known),
        confirm_url=reverse("portal:confirm", args=known),
        live_url=reverse("live:ticket", args=known),
        by_link=False,
    )


def link_door(ticket: Ticket) -> Door:
    """For whoever holds the unguessable link."""
    known = [ticket.access_key]
    return Door(
        page_url=reverse("portal:tracked", args=known),
        answer_url=reverse("portal:tracked_answer", args=known),
        confirm_url=reverse("portal:tracked_confirm", args=known),
        live_url=reverse("live:tracked", args=known),
        by_link=True,
    )


def show_case(
    request: PrincipalRequest,
    ticket: Ticket,
    door: Door,
    *,
    form: AnswerForm | None = None,
    error: DomainError | None = None,
) -> HttpResponse:
    """The whole page; to htmx, which asks after a change, the part that changed."""
    is_new = door.by_link and "new" in request.GET
    page = {
        "page": case_page(ticket, request.at, by_link=door.by_link),
        "ticket": ticket,
        "door": door,
        "is_new": is_new,
        "is_link_sent": request.GET.get("new") == "sent",
    }
    is_fragment = request.htmx and request.method == "GET"
    template = "portal/ticket.html#case" if is_fragment else "portal/ticket.html"
    form = form or AnswerForm(initial={"client_key": new_client_key()})
    response = render_form(request, template, page, form, error)
    patch_vary_headers(response, ["HX-Request"])
    return response


def take_answer(
    request: PrincipalRequest, ticket: Ticket, door: Door, *, actor: Actor
) -> HttpResponse:
    """Add words or files to a case; what was finished is taken up again."""
    form = AnswerForm(request.POST, request.FILES)
    error: DomainError | None = None
    if form.is_valid():
        try:
            words = _words_of(request, ticket, form)
            said = reply_by_customer(ticket, actor=actor, at=request.at, words=words)
        except DomainError as refusal:
            error = refusal
            explain(form, error)
            ticket.refresh_from_db()  # whatever forbids it happened since
        else:
            messages.success(request, _sent(ticket))
            return redirect(f"{door.page_url}#{said.pk}-said")
    return show_case(request, ticket, door, form=form, error=error)


def take_confirmation(
    request: PrincipalRequest, ticket: Ticket, door: Door, *, actor: Actor
) -> HttpResponse:
    """The customer is content: the case is put away."""
    try:
        close_ticket(ticket, actor=actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Cảm ơn bạn. Yêu cầu đã đóng."))
    return redirect(door.page_url)


def _words_of(request: PrincipalRequest, ticket: Ticket, form: AnswerForm) -> Words:
    data = form.cleaned_data
    limits.count_answer(ticket, at=request.at)
    if data["files"]:
        limits.count_files(client_network(request), at=request.at)
    return Words(
        body=data["body"],
        files=keep_files(data["files"]),
        client_key=data["client_key"] or None,
    )


def _sent(ticket: Ticket) -> str:
    if ticket.can_be_reopened:
        return _("Đã gửi và mở lại yêu cầu.")
    return _("Đã gửi. Chúng tôi trả lời ngay tại đây.")
