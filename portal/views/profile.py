"""How we address a customer and reach them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from customers.actions.records import edit_customer
from customers.profiles import Profile
from foundation.accounts.http import CustomerRequest, customer_required
from foundation.core.errors import DomainError
from portal.forms import ProfileForm
from portal.views.cases import customer_of


@customer_required
def profile(request: CustomerRequest) -> HttpResponse:
    """Name and salutation can be changed; contact points are shown."""
    customer = customer_of(request)
    initial = {"name": customer.name, "salutation": customer.salutation}
    form = ProfileForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            changed = Profile.of(customer, **form.cleaned_data)
            try:
                edit_customer(customer, changed, actor=request.actor, at=request.at)
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("portal:profile")
    context = {
        "customer": customer,
        "contacts": list(customer.contact_points.all()),
        "form": form,
    }
    return render(request, "portal/profile.html", context, status=status)
