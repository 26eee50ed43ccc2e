"""How we address a customer and reach them."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from customers.actions.consents import record_consents
from customers.actions.records import edit_customer
from customers.consent_reading import consent_sheet
from customers.models import Customer
from foundation.accounts.http import CustomerRequest, customer_required
from foundation.core.errors import DomainError
from portal.consents import choices_of, words_of
from portal.forms import ProfileForm
from portal.views.cases import customer_of
from portal.views.refusals import explain, render_form


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required
def profile(request: CustomerRequest) -> HttpResponse:
    """Name and form of address can be changed; numbers and addresses are shown."""
    customer = customer_of(request)
    initial = {"name": customer.name, "salutation": customer.salutation}
    typed = request.POST if request.method == "POST" else None
    form = ProfileForm(typed, initial=initial)
    error: DomainError | None = None
    if form.is_valid():
        try:
            _save(request, customer, form)
        except DomainError as refusal:
            error = refusal
            explain(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("portal:profile")
    page = {
        "customer": customer,
        "contacts": customer.reachable_by,
        "choices": choices_of(consent_sheet(customer)),
    }
    return render_form(request, "portal/profile.html", page, form, error)


@require_POST
@customer_required
def consents(request: CustomerRequest) -> HttpResponse:
    """Which messages the customer wants from now on."""
    customer = customer_of(request)
    words = words_of(consent_sheet(customer), request.POST.getlist("allow"))
    record_consents(customer, words=words, actor=request.actor, at=request.at)
    messages.success(request, _("Đã lưu."))
    return redirect("portal:profile")


def _save(request: CustomerRequest, customer: Customer, form: ProfileForm) -> None:
    changed = replace(customer.profile, **form.cleaned_data)
    edit_customer(customer, changed, actor=request.actor, at=request.at)
