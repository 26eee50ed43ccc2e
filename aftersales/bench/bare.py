"""The yardstick: pages that ask what nobody can do without, and write it into a plain
Django template. Served by the bench beside ours, never by the product."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from customers.models import ContactPoint, Customer
from foundation.events.models import Event
from tickets.models import Message, Ticket, TicketClock

PAGE = 50
LIST_COLUMNS = (
    "number", "subject", "status", "priority", "customer__name", "assignee__name",
    "last_message_at",
)  # fmt: skip


def healthz(_request: HttpRequest) -> HttpResponse:
    """That it is up."""
    return HttpResponse("ok")


def tickets(request: HttpRequest) -> HttpResponse:
    """Who asks, fifty rows by one index, fifty rows of markup."""
    unfinished = Ticket.objects.filter(status__in=["new", "open", "waiting"])
    rows = unfinished.order_by("-last_message_at", "-id").values(*LIST_COLUMNS)[:PAGE]
    return render(request, "list.html", {"rows": rows, "user": request.user})


def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """Who asks, the ticket and its customer, and what was said."""
    found = Ticket.objects.select_related("customer", "assignee").get(number=number)
    context = {
        "ticket": found,
        "said": Message.objects.filter(ticket=found).select_related("author_user"),
        "clocks": TicketClock.objects.filter(ticket=found),
        "contacts": ContactPoint.objects.filter(customer=found.customer_id),
        "user": request.user,
    }
    return render(request, "ticket.html", context)


@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    """Who asks, one ticket of a customer, its first words and its event."""
    customer = Customer.objects.get(pk=request.POST["customer"])
    at, key = timezone.now(), int(request.POST["key"])
    made = Ticket.objects.create(
        number=f"TK-{9_000_000_000 + key}", subject="Bare", kind="question", channel="portal",
        customer=customer, opened_at=at, last_message_at=at,
    )  # fmt: skip
    Message.objects.create(
        ticket=made, kind="public", author_kind="customer", channel="portal",
        body="Bare", created_at=at,
    )  # fmt: skip
    Event.objects.create(
        verb="bench.created", subject_type="tickets.ticket", subject_id=made.pk,
        actor_kind="staff", actor_id=str(request.user.pk), at=at,
    )  # fmt: skip
    return HttpResponse(status=302, headers={"Location": "/bare/list/"})


urlpatterns = [
    path("readyz", healthz),
    path("bare/list/", tickets),
    path("bare/ticket/<str:number>/", ticket),
    path("bare/create/", create),
]
