"""A customer's own cases: read, answer, open a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from customers.models import Customer
from foundation.accounts.http import CustomerRequest, customer_required
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from portal.cases import case_page, home_page, own_tickets, own_units
from portal.forms import AnswerForm
from tickets.actions.attachments import keep_files
from tickets.actions.messages import reply_by_customer
from tickets.actions.resolution import close_ticket
from tickets.actions.words import Words
from tickets.models import Ticket


def customer_of(request: CustomerRequest) -> Customer:
    """The customer who is signed in."""
    return get_object_or_404(Customer.objects.visible_to(request.user))


def home_of_customer(request: CustomerRequest) -> HttpResponse:
    """The first page of somebody signed in."""
    page = home_page(customer_of(request), request.user, request.at)
    return render(request, "portal/home.html", {"page": page})


@require_GET
@customer_required
def tickets(request: CustomerRequest) -> HttpResponse:
    """Every case of the customer, newest first."""
    before = request.GET.get("before", "")
    page, following = own_tickets(
        request.user, int(before) if before.isdecimal() and len(before) < 19 else None
    )
    context = {"tickets": page, "following": following}
    return render(request, "portal/tickets.html", context)


@require_GET
@customer_required
def products(request: CustomerRequest) -> HttpResponse:
    """Every thing the customer bought."""
    return render(request, "portal/products.html", {"units": own_units(request.user)})


@require_GET
@customer_required
def ticket(request: CustomerRequest, number: str) -> HttpResponse:
    """One case; htmx fetches its fragments after a change."""
    return _page(request, _own(request, number))


@require_POST
@customer_required
def answer(request: CustomerRequest, number: str) -> HttpResponse:
    """Add words or pictures to a case; what was finished is taken up again."""
    ticket = _own(request, number)
    form = AnswerForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            reply_by_customer(
                ticket, actor=request.actor, at=request.at, words=words_of(form)
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("Đã gửi tới người phụ trách."))
            return redirect("portal:ticket", ticket.number)
    return _page(request, _own(request, number), form=form, status=status)


@require_POST
@customer_required
def confirm(request: CustomerRequest, number: str) -> HttpResponse:
    """The customer is content: the case is put away."""
    ticket = _own(request, number)
    try:
        close_ticket(ticket, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Cảm ơn bạn. Yêu cầu đã đóng."))
    return redirect("portal:ticket", ticket.number)


def words_of(form: AnswerForm) -> Words:
    """What the form carries, with its files kept."""
    data = form.cleaned_data
    return Words(
        body=data["body"],
        files=keep_files(data["files"]),
        client_key=data["client_key"] or None,
    )


def _own(request: CustomerRequest, number: str) -> Ticket:
    tickets = Ticket.objects.visible_to(request.user)
    known = tickets.select_related("customer", "unit__product", "assignee")
    return get_object_or_404(known, number=number)


def _page(
    request: CustomerRequest,
    ticket: Ticket,
    *,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": case_page(ticket, request.at),
        "ticket": ticket,
        "form": form or AnswerForm(initial={"client_key": new_client_key()}),
        "live_url": f"/live/tickets/{ticket.number}/",
        "answer_url": f"/my/tickets/{ticket.number}/answer/",
        "confirm_url": f"/my/tickets/{ticket.number}/confirm/",
    }
    template = "portal/ticket.html"
    if request.htmx:
        template += "#case"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
