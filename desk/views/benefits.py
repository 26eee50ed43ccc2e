"""A customer's tier, granted at the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions.benefits import grant_benefits
from desk.customer_forms import BenefitsForm
from desk.views.customers import customer_answer, refuse, visible_customer
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError


@require_POST
@requires(Capability.GRANT_BENEFITS)
def grant(request: StaffRequest, pk: int) -> HttpResponse:
    """Put the customer into a tier, or out of all."""
    customer = visible_customer(request, pk)
    form = BenefitsForm(request.POST)
    if form.is_valid():
        try:
            grant_benefits(
                customer, **form.cleaned_data, actor=request.actor, at=request.at
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã lưu hạng khách."))
            return redirect("desk:customer", pk)
    return customer_answer(request, customer, benefits=form)
