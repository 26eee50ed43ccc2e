"""Back to a case whose link was lost."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customers.contacts import Contact, read_contact
from customers.queries import can_deliver
from foundation.accounts.http import PrincipalRequest
from foundation.core.errors import DomainError
from foundation.core.http import client_network
from portal.claim_tracking import TrackedClaim, ticket_number_of, track_claim
from portal.forms import TrackForm
from portal.views.guests import SECRET_PAGE
from portal.views.refusals import explain, render_form
from tickets.actions.tracking import send_tracking_link


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: PrincipalRequest) -> HttpResponse:
    """Where a repair stands, by its number and the telephone number; else send the link.

    The link goes to the address the case was opened with and is never shown: what is no
    repair, or belongs to another number, gets the same answer.
    """
    form = TrackForm(request.POST if request.method == "POST" else None)
    error: DomainError | None = None
    if form.is_valid():
        try:
            contact = _contact(form)
            found = _found(request, form, contact)
            if found is None:
                _send(request, form, contact)
        except DomainError as refusal:
            error = refusal
            explain(form, error)
        else:
            if found is not None:
                return _shown(request, form, found)
            return redirect(f"{reverse('portal:track')}?sent=1")
    page = {"is_sent": request.method == "GET" and request.GET.get("sent") == "1"}
    return render_form(request, "portal/track.html", page, form, error)


def _contact(form: TrackForm) -> Contact:
    try:
        return read_contact(form.cleaned_data["contact"])
    except DomainError as error:
        error.field = "contact"
        raise


def _found(
    request: PrincipalRequest, form: TrackForm, contact: Contact
) -> TrackedClaim | None:
    """The repair, unless its whole page is asked for; mail addresses get the link only."""
    if contact.kind != "phone" or request.POST.get("whole"):
        return None
    number, network = form.cleaned_data["number"], client_network(request)
    return track_claim(number, contact, network=network, at=request.at)


def _shown(
    request: PrincipalRequest, form: TrackForm, found: TrackedClaim
) -> HttpResponse:
    page = {"found": found, "form": form}
    response = render(request, "portal/claims/tracked.html", page)
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    return response


def _send(request: PrincipalRequest, form: TrackForm, contact: Contact) -> None:
    if not can_deliver(contact):
        raise DomainError(
            _(
                "Số này chưa nhận được tin nhắn của chúng tôi. Hãy dùng e-mail hoặc gọi."
            ),
            field="contact",
        )
    # What is no number is no case either, and gets the same answer.
    number = ticket_number_of(form.cleaned_data["number"])
    network = client_network(request)
    send_tracking_link(number, contact, network=network, at=request.at)
