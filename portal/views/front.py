"""The front door: for whoever comes, or for the customer who is signed in."""

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.accounts.http import CustomerRequest, PrincipalRequest
from portal.views.cases import home_of_customer


@require_safe
@login_not_required
def home(request: PrincipalRequest) -> HttpResponse:
    """What we can do for you; one's own cases and products once signed in."""
    user = request.user
    if user.is_authenticated and not user.is_staff_member:
        return home_of_customer(cast("CustomerRequest", request))
    return render(request, "portal/front.html")
