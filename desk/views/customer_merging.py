"""Saying that two records are of one person, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from customers.actions.merging import merge_customers, unmerge_customer
from customers.models import Customer
from customers.queries import MAX_TEXT
from desk.customer_forms import KeepForm
from desk.customer_merging import comparison, found_to_merge, suggested
from desk.views.customers import customer_answer, refuse, visible_customer
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError


@require_safe
@requires(Capability.MERGE_CUSTOMERS)
def choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Which other record may be of the same person: those alike, or found by words."""
    customer = visible_customer(request, pk)
    text = request.GET.get("q", "").strip()[:MAX_TEXT]
    page = {
        "customer": customer,
        "text": text,
        "alike": suggested(customer),
        "found": found_to_merge(customer, request.user, text),
    }
    return render(request, "desk/customers/merge.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MERGE_CUSTOMERS)
def compare(request: StaffRequest, pk: int, other_pk: int) -> HttpResponse:
    """Both side by side; POST merges the one into the other that is kept."""
    one, other = visible_customer(request, pk), visible_customer(request, other_pk)
    if one.pk != other.pk and one.living == other.living:
        messages.info(request, _("Hai hồ sơ này đã được gộp."))
        return redirect("desk:customer", one.living.pk)
    typed = request.POST if request.method == "POST" else None
    form = KeepForm(typed, pks=[one.pk, other.pk])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            source, into = _ways(one, other, form.cleaned_data["keep"])
            try:
                merge_customers(source, into, actor=request.actor, at=request.at)
            except DomainError as error:
                refuse(form, error)
                status = error.status
            else:
                messages.success(request, _("Đã gộp hai hồ sơ."))
                return redirect("desk:customer", into.pk)
    page = {
        "form": form,
        "customer": one,
        "other": other,
        "comparison": comparison(one, other, request.user, request.at),
    }
    return render(request, "desk/customers/compare.html", page, status=status)


@require_POST
@requires(Capability.MERGE_CUSTOMERS)
def unmerge(request: StaffRequest, pk: int) -> HttpResponse:
    """Both records stand alone again."""
    customer = visible_customer(request, pk)
    try:
        unmerge_customer(customer, actor=request.actor, at=request.at)
    except DomainError as error:
        return customer_answer(request, customer, refusal=error)
    messages.success(request, _("Đã bỏ gộp. Hai hồ sơ lại đứng riêng."))
    return redirect("desk:customer", pk)


def _ways(one: Customer, other: Customer, kept: int) -> tuple[Customer, Customer]:
    """Which is merged, and into which."""
    return (other, one) if kept == one.pk else (one, other)
