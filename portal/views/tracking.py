"""Back to a case whose link was lost."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from customers.contacts import read_contact
from customers.queries import can_deliver
from foundation.accounts.http import PrincipalRequest
from foundation.core.errors import DomainError
from foundation.core.http import client_network
from portal.forms import TrackForm
from portal.views.refusals import explain, render_form
from tickets.actions.tracking import send_tracking_link
from tickets.numbers import parse_number


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: PrincipalRequest) -> HttpResponse:
    """Send the link of a case to the address it was opened with; never show it.

    The answer is the same whether number and address belong together or not.
    """
    form = TrackForm(request.POST if request.method == "POST" else None)
    error: DomainError | None = None
    if form.is_valid():
        try:
            _send(request, form)
        except DomainError as refusal:
            error = refusal
            explain(form, error)
        else:
            return redirect(f"{reverse('portal:track')}?sent=1")
    page = {"is_sent": request.method == "GET" and request.GET.get("sent") == "1"}
    return render_form(request, "portal/track.html", page, form, error)


def _send(request: PrincipalRequest, form: TrackForm) -> None:
    try:
        contact = read_contact(form.cleaned_data["contact"])
    except DomainError as error:
        error.field = "contact"
        raise
    if not can_deliver(contact):
        raise DomainError(
            _(
                "Số này chưa nhận được tin nhắn của chúng tôi. Hãy dùng e-mail hoặc gọi."
            ),
            field="contact",
        )
    # What is no number is no case either, and gets the same answer.
    number = parse_number(form.cleaned_data["number"]) or ""
    network = client_network(request)
    send_tracking_link(number, contact, network=network, at=request.at)
