"""The numbers and addresses on a customer's page: one view per button."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions.contact_points import (
    add_contact_point,
    make_primary,
    remove_contact_point,
)
from customers.actions.sign_in import send_sign_in_link
from customers.contacts import read_contact
from customers.models import ContactPoint
from desk.customer_forms import ContactPointForm
from desk.views.customers import customer_answer, refuse, visible_customer
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError


@require_POST
@requires(Capability.EDIT_CUSTOMERS)
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the customer one more number or address."""
    customer = visible_customer(request, pk)
    form = ContactPointForm(request.POST)
    if form.is_valid():
        try:
            contact = read_contact(form.cleaned_data["contact"])
            add_contact_point(customer, contact, actor=request.actor, at=request.at)
        except DomainError as error:
            error.field = "contact"
            refuse(form, error)
        else:
            messages.success(request, _("Đã thêm cách liên hệ."))
            return redirect("desk:customer", pk)
    return customer_answer(request, customer, form=form)


@require_POST
@requires(Capability.EDIT_CUSTOMERS)
def remove(request: StaffRequest, pk: int, contact_id: int) -> HttpResponse:
    """Drop a number or address."""

    def run(point: ContactPoint) -> None:
        remove_contact_point(point, actor=request.actor, at=request.at)

    return _act(request, pk, contact_id, run, _("Đã xóa cách liên hệ."))


@require_POST
@requires(Capability.EDIT_CUSTOMERS)
def prefer(request: StaffRequest, pk: int, contact_id: int) -> HttpResponse:
    """Use this number or address first."""

    def run(point: ContactPoint) -> None:
        make_primary(point, actor=request.actor, at=request.at)

    return _act(request, pk, contact_id, run, _("Đã đổi cách liên hệ chính."))


@require_POST
@requires(Capability.EDIT_CUSTOMERS)
def send_link(request: StaffRequest, pk: int, contact_id: int) -> HttpResponse:
    """Write the customer a one-time link to sign in."""

    def run(point: ContactPoint) -> None:
        send_sign_in_link(point, actor=request.actor, at=request.at)

    return _act(request, pk, contact_id, run, _("Đã gửi đường dẫn đăng nhập."))


def _act(
    request: StaffRequest,
    pk: int,
    contact_id: int,
    run: Callable[[ContactPoint], None],
    done: str,
) -> HttpResponse:
    customer = visible_customer(request, pk)
    point = get_object_or_404(customer.contact_points.all(), pk=contact_id)
    try:
        run(point)
    except DomainError as error:
        return customer_answer(request, customer, refusal=error)
    messages.success(request, done)
    # What belongs to a merged record is changed from the page of the living one.
    return redirect("desk:customer", customer.living.pk)
