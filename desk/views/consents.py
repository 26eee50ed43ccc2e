"""What a customer told a colleague about messages they want."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.actions.consents import record_consents
from desk.customer_forms import ConsentForm
from desk.views.customers import customer_answer, refuse, visible_customer
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError


@require_POST
@requires(Capability.EDIT_CUSTOMERS)
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down a yes or no, for as many channels as it was said of."""
    customer = visible_customer(request, pk)
    form = ConsentForm(request.POST)
    if form.is_valid():
        try:
            record_consents(
                customer, words=form.words(), actor=request.actor, at=request.at
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã ghi ý của khách."))
            return redirect("desk:customer", pk)
    return customer_answer(request, customer, consents=form)
