"""A claim is opened from a ticket."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.claim_counter import same_claim
from desk.claim_opening import NewClaimForm
from desk.views.customers import refuse
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.models import Ticket
from warranty.actions.claims.opening import submit_new


@require_http_methods(["GET", "POST"])
@requires(Capability.HANDLE_CLAIM)
def new_claim(request: StaffRequest, number: str) -> HttpResponse:
    """Which thing is broken and how; the cover is judged at once."""
    visible = Ticket.objects.visible_to(request.user)
    named = visible.select_related("customer", "unit__product")
    ticket = get_object_or_404(named, number=number)
    form = NewClaimForm(request.POST or None, ticket=ticket, user=request.user)
    status = 422 if form.is_bound else 200
    same = None
    if form.is_valid():
        try:
            made = submit_new(ticket, form.opening, actor=request.actor, at=request.at)
        except DomainError as error:
            said = form.cleaned_data
            same = same_claim(error, said["unit"], said["symptom"], request.user)
            refuse(form, error)
            status = error.status
        else:
            messages.success(request, _("Đã lập hồ sơ bảo hành."))
            return redirect("desk:claim", made.number)
    context = {"form": form, "ticket": ticket, "same_claim": same}
    return render(request, "desk/claims/new.html", context, status=status)
