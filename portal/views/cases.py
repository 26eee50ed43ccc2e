"""A customer's own cases and things."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from customers.models import Customer
from foundation.accounts.http import CustomerRequest, customer_required
from portal.own import home_page, own_tickets
from portal.views.doors import own_door, show_case, take_answer, take_confirmation
from tickets.models import Ticket


def customer_of(request: CustomerRequest) -> Customer:
    """The customer who is signed in, in the record where they go on."""
    return get_object_or_404(Customer.objects.visible_to(request.user).living())


def home_of_customer(request: CustomerRequest) -> HttpResponse:
    """The first page of somebody signed in."""
    page = home_page(customer_of(request), request.user, request.at)
    return render(request, "portal/home.html", {"page": page})


@require_safe
@customer_required
def tickets(request: CustomerRequest) -> HttpResponse:
    """Every case of the customer, newest first."""
    page = own_tickets(request.user, place_in(request))
    return render(request, "portal/tickets.html", {"page": page})


@require_safe
@customer_required
def ticket(request: CustomerRequest, number: str) -> HttpResponse:
    """One case; htmx fetches its fragment after a change."""
    case = _own(request, number)
    return show_case(request, case, own_door(case))


@require_POST
@customer_required
def answer(request: CustomerRequest, number: str) -> HttpResponse:
    """Add words or files; what was finished is taken up again."""
    case = _own(request, number)
    return take_answer(request, case, own_door(case), actor=request.actor)


@require_POST
@customer_required
def confirm(request: CustomerRequest, number: str) -> HttpResponse:
    """The customer is content."""
    case = _own(request, number)
    return take_confirmation(request, case, own_door(case), actor=request.actor)


def _own(request: CustomerRequest, number: str) -> Ticket:
    known = Ticket.objects.visible_to(request.user)
    return get_object_or_404(
        known.select_related("customer", "unit__product", "merged_into"),
        number=number,
    )


def place_in(request: CustomerRequest) -> int | None:
    """Where a long list goes on; its beginning for anything odd."""
    place = request.GET.get("before", "")
    is_id = place.isascii() and place.isdecimal() and len(place) < 19
    return int(place) if is_id else None
